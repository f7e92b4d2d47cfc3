"""What is known of waiting, as the floor uses it."""

from floor_parts import agent, scene, talking, visit

from ivr.routing.rules import RoutingConfig
from ivr.routing.waits import Waits

CONFIG = RoutingConfig(skills=("tech",))


def test_nobody_logged_in_gives_no_time():
    assert Waits(CONFIG, 0).estimate(0, visit("c1"), scene(0, [visit("c1")])).point is None


def test_a_call_that_finds_an_idle_agent_waits_not_at_all():
    assert Waits(CONFIG, 0).estimate(0, visit("c1"), scene(0, [], [agent("anna", tech=5)])).point == 0


def test_estimating_twice_gives_the_same():
    waits, line = Waits(CONFIG, 0), [visit("c1"), visit("c2", sequence=1)]
    floor = scene(30, line, [talking("anna", 0, "tech", tech=5)])
    assert waits.estimate(30, line[1], floor) == waits.estimate(30, line[1], floor)
    assert waits.estimate_all(30, floor) == waits.estimate_all(30, floor)


def test_what_was_learned_survives_the_snapshot():
    waits = Waits(CONFIG, 0)
    waits.handled(100, "tech", "anna", 60, 10)
    again = Waits.from_plain(CONFIG, 0, waits.to_plain())
    assert again.mean_handle_s("tech") == waits.mean_handle_s("tech") != CONFIG.handle_prior_s
