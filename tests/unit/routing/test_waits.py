"""What is known of waiting, as the floor uses it."""

from dataclasses import replace

from floor_parts import agent, scene, talking, visit

from ivr.routing.rules import RoutingConfig, Terms
from ivr.routing.waits import Waits

CONFIG = RoutingConfig(skills=("tech",))
LINE = [visit("c1"), visit("c2", sequence=1)]


def test_nobody_logged_in_gives_no_time():
    assert Waits(CONFIG, 0).estimate(0, visit("c1"), scene(0, [visit("c1")])).point is None


def test_a_call_that_finds_an_idle_agent_waits_not_at_all():
    assert Waits(CONFIG, 0).estimate(0, visit("c1"), scene(0, [], [agent("anna", tech=5)])).point == 0


def test_estimating_twice_gives_the_same():
    waits, line = Waits(CONFIG, 0), [visit("c1"), visit("c2", sequence=1)]
    floor = scene(30, line, [talking("anna", 0, "tech", tech=5)])
    assert waits.estimate(30, line[1], floor) == waits.estimate(30, line[1], floor)
    assert waits.estimate_all(30, floor) == waits.estimate_all(30, floor)


def test_what_a_drain_elsewhere_found_is_calibrated_when_it_is_asked_for():
    inline, fed = Waits(CONFIG, 0), Waits(replace(CONFIG, estimates="fed"), 0)
    floor = scene(30, LINE, [talking("anna", 0, "tech", tech=5)])
    fed.feed(30, inline.estimate_all(30, floor))
    assert fed.estimate(31, LINE[1], floor).basis == "drain with prior"
    assert fed.estimate(40, LINE[1], floor).basis == "position, handle time and patience"


def test_the_first_words_wait_three_seconds_for_a_drain_made_elsewhere():
    fed = Waits(replace(CONFIG, estimates="fed"), 0)
    floor = scene(0, LINE, [talking("anna", 0, "tech", tech=5)])
    first = fed.speak(0, LINE[1], floor)
    assert (first.announcement, first.look_again_at) == (None, 1)
    assert fed.speak(3, LINE[1], floor).announcement.seconds_upper is not None


def test_a_promise_is_forgotten_with_its_call():
    waits, floor = Waits(CONFIG, 0), scene(0, LINE, [talking("anna", 0, "tech", tech=5)])
    waits.speak(0, LINE[0], floor)
    assert waits.to_plain()["promises"] != []
    waits.began(5, LINE[0], agent("bela", tech=5))
    assert waits.to_plain()["promises"] == []


def test_what_was_learned_knows_nothing_of_the_calls_on_the_floor():
    waits, floor = Waits(CONFIG, 0), scene(0, LINE, [talking("anna", 0, "tech", tech=5)])
    waits.joined(0, LINE[0])
    waits.handled(5, "tech", "anna", 60, 10)
    before = waits.learned()
    waits.speak(0, LINE[0], floor)
    assert waits.learned() == before == Waits.from_plain(CONFIG, 0, before).learned()
    assert Waits.from_plain(CONFIG, 0, before).mean_handle_s("tech") == waits.mean_handle_s("tech")


def test_a_queue_with_several_lines_tells_no_places():
    strict = visit("c3", min_level=7, sequence=2, terms=Terms(tells_position=True))
    floor = scene(0, [*LINE, strict], [talking("anna", 0, "tech", tech=9)])
    assert not Waits(CONFIG, 0).speak(0, strict, floor).announcement.tells_position
    alone = scene(0, [strict], floor.agents)
    assert Waits(CONFIG, 0).speak(0, strict, alone).announcement.tells_position


def test_what_was_learned_survives_the_snapshot():
    waits = Waits(CONFIG, 0)
    waits.handled(100, "tech", "anna", 60, 10)
    again = Waits.from_plain(CONFIG, 0, waits.to_plain())
    assert again.mean_handle_s("tech") == waits.mean_handle_s("tech") != CONFIG.handle_prior_s
