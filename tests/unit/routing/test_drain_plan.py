"""From the scene to a drain's task."""

from dataclasses import replace

import pytest
from floor_parts import agent, scene, talking, visit

from ivr.routing.agent import AgentEvent
from ivr.routing.drain_plan import Plan, connected
from ivr.routing.experience import Experience
from ivr.routing.rules import Step, Terms

LINE = [visit("c1"), visit("c2", "english", 1), visit("c3", "french", 2)]


def plan(floor, *skills, only=None):
    return Plan(floor, Experience(120), set(skills or ("tech",)), only).task(seed=1)


def test_skills_that_share_agents_with_waiting_callers_are_connected():
    staff = [agent("anna", tech=5, english=4), agent("bela", english=5), agent("cili", french=5)]
    skills, agents = connected(scene(5, LINE, staff), {"tech"})
    assert skills == {"tech", "english"}
    assert [one.id for one in agents] == ["anna", "bela"]


def test_a_skill_nobody_waits_for_connects_when_its_callers_keep_coming():
    staff = [agent("anna", tech=5, german=4), agent("bela", german=5)]
    quiet = scene(5, LINE[:1], staff)
    assert connected(quiet, {"tech"})[0] == {"tech"}
    assert connected(replace(quiet, rates={"german": 0.01}), {"tech"})[0] == {"tech", "german"}


def test_those_behind_the_caller_are_left_out_but_counted():
    line = [visit("c1"), visit("c2", sequence=1), visit("c3", sequence=2)]
    found = plan(scene(5, line, [agent("anna", tech=5)]), only=line[1])
    assert found.lanes[0].calls == ("c1", "c2")
    assert (found.skills[0].waiting, found.sought) == (3, {"c2"})


def test_each_state_of_an_agent_says_when_he_is_free():
    ringing, wrapping = agent("rita", tech=5), talking("wanda", 0, "tech", tech=5)
    ringing.receive(AgentEvent.OFFER, 9)
    wrapping.receive(AgentEvent.END, 8)
    wrapping.wake_at = 18
    found = plan(scene(10, LINE[:1], [agent("ida", tech=5), talking("tina", 4, "tech", tech=5), ringing, wrapping]))
    idle, talks, rings, wraps = found.workers
    assert (idle.talks, idle.free_s) == (None, 0)
    assert talks.talks == (0, 6.0)
    assert (rings.talks, rings.free_s) == ((0, 0.0), pytest.approx(2))
    assert (wraps.wraps_up, wraps.free_s) == ((0, 2.0), pytest.approx(11))


def test_who_goes_after_the_call_is_not_counted_on_and_who_only_pauses_returns():
    gone, pausing = talking("gabor", 0, "tech", tech=5), talking("petra", 0, "tech", tech=5)
    gone.after_call, pausing.after_call, pausing.pause_until = AgentEvent.LOGOUT, AgentEvent.PAUSE, 610
    workers = plan(scene(10, LINE[:1], [gone, pausing])).workers
    assert [worker.away_s for worker in workers] == [(0, 600)]


def test_a_pause_without_end_is_not_waited_for():
    paused = agent("petra", tech=5)
    paused.receive(AgentEvent.PAUSE, 5)
    assert plan(scene(10, LINE[:1], [paused])).workers == ()


def test_an_agent_under_the_level_is_there_for_callers_who_will_need_less():
    strict, widening = visit("c1", min_level=7), visit("c2", min_level=7, terms=Terms(steps=(Step(20, 3),)))
    found = plan(scene(5, [strict, widening], [agent("anna", tech=5)]))
    assert found.workers[0].lanes == ((1, 5),)


def test_a_big_centre_is_drained_on_fewer_paths():
    staff = [agent(f"a{number}", tech=5) for number in range(150)]
    assert plan(scene(5, LINE[:1], staff)).paths == 15
    assert plan(scene(5, LINE[:1], staff[1:])).paths == 40


@pytest.mark.parametrize(("mode", "come"), [("sla", True), ("etw", False)])
def test_in_a_big_centre_new_calls_count_where_they_overtake_others(mode, come):
    agents = [agent(f"agent{number}", tech=5) for number in range(150)]
    floor = replace(scene(5, LINE[:1], agents, rates={"tech": 0.5}), mode=mode)
    assert (plan(floor).lanes[0].rate > 0) is come


def test_a_rush_of_a_few_seconds_is_not_taken_for_a_rate():
    floor = scene(5, LINE[:1], [agent("anna", tech=5)], rates={"tech": 1000.0})
    assert plan(floor).lanes[0].rate == pytest.approx(1.5 / 120)
