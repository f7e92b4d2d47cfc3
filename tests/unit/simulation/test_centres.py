"""The six centres of the benchmark."""

import pytest

from ivr.simulation.centres import SIX, leaving, pooled

SIZES = {
    "small": (5, 2),
    "calm": (30, 4),
    "busy": (30, 5),
    "overload": (60, 6),
    "spike": (300, 12),
    "leaving": (100, 8),
}


@pytest.mark.parametrize("name", SIX)
def test_each_centre_has_its_size_and_is_the_same_every_time(name: str):
    centre = SIX[name]()
    assert (len(centre.agents), len(centre.skills)) == SIZES[name]
    assert centre == SIX[name]()


@pytest.mark.parametrize("name", SIX)
def test_every_skill_has_an_agent_and_every_level_is_one_to_nine(name: str):
    centre = SIX[name]()
    assert {skill for agent in centre.agents for skill in agent.levels} == {skill.name for skill in centre.skills}
    assert {level for agent in centre.agents for level in agent.levels.values()} <= set(range(1, 10))


def test_overload_brings_more_work_than_the_agents_have_time():
    centre = SIX["overload"]()
    work = sum(skill.arrivals[0].per_hour * skill.handle_s / 3600 for skill in centre.skills)
    assert work > len(centre.agents)


def test_the_same_agents_leave_whether_planned_or_not():
    planned, surprise = leaving(1.0), leaving(0.0)
    assert [len(agent.shifts) for agent in planned.agents] == [len(agent.shifts) for agent in surprise.agents]
    assert any(not agent.shifts[0].is_planned for agent in surprise.agents)
    assert all(agent.shifts[0].is_planned for agent in planned.agents)


def test_in_a_pooled_centre_everybody_can_do_everything():
    centre = pooled(SIX["small"]())
    assert all(set(agent.levels) == {skill.name for skill in centre.skills} for agent in centre.agents)
