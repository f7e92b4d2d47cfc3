"""The drain where it can be made, what was fed, else the formula."""

import pytest
from floor_parts import agent, scene, talking, visit

from ivr.routing.agent import AgentEvent
from ivr.routing.estimator import Estimator
from ivr.routing.experience import Experience
from ivr.routing.recent_waits import RecentWaits
from ivr.routing.wait_estimate import Estimate

LINE = [visit("c1"), visit("c2", sequence=1)]
FLOOR = scene(30, LINE, [talking("anna", 0, "tech", tech=5)])
FED = Estimate(70.0, 65.0, 90.0, 20.0, 110.0, 0, "drain", 0.9)


def estimator():
    return Estimator(Experience(120), RecentWaits())


def test_a_drain_for_one_and_a_drain_for_all_agree():
    one, all_of_them = estimator().drained(LINE[1], FLOOR, 0), estimator().all_drained(FLOOR, 0)
    assert all_of_them["c2"].point == pytest.approx(one.point, rel=0.25)
    assert all_of_them["c1"].point < all_of_them["c2"].point
    assert (all_of_them["c2"].position, one.position) == (2, 2)


def test_skills_without_common_agents_are_drained_apart():
    line, staff = [*LINE, visit("c3", "english", sequence=2)], [*FLOOR.agents, agent("bela", english=5)]
    tasks = estimator().tasks(scene(30, line, staff), 0)
    assert sorted(sorted(task.sought) for task in tasks) == [["c1", "c2"], ["c3"]]


def test_an_idle_agent_and_nobody_logged_in_need_no_drain():
    assert estimator().drained(LINE[0], scene(30, LINE, [agent("anna", tech=5)]), 0).basis == "agent idle"
    assert estimator().drained(LINE[0], scene(30, LINE, []), 0).point is None


def test_agents_who_are_all_at_their_pause_give_a_finite_time():
    paused = agent("anna", tech=5)
    paused.receive(AgentEvent.PAUSE, 5)
    assert estimator().drained(LINE[1], scene(30, LINE, [paused]), 0).point == pytest.approx(240, rel=0.4)


def test_what_was_fed_is_good_for_five_seconds():
    fed = estimator()
    fed.feed(100, {"c2": FED})
    assert fed.looked_up(105, LINE[1], FLOOR).p50 == 65
    assert fed.looked_up(106, LINE[1], FLOOR).basis == "position, handle time and patience"


def test_a_call_that_would_join_stands_behind_those_of_its_skill():
    new = visit("new", entered_at=30, sequence=9)
    assert estimator().drained(new, FLOOR, 0).position == 3


def test_the_estimate_falls_with_the_time_the_agent_has_talked_already():
    early = scene(10, LINE, [talking("anna", 0, "tech", tech=5)])
    later = scene(80, LINE, [talking("anna", 0, "tech", tech=5)])
    assert estimator().drained(LINE[0], later, 0).point + 70 > estimator().drained(LINE[0], early, 0).point
    assert estimator().features(LINE[0], later, FED)[3] == 80
