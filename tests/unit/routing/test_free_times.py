"""When an agent will be free."""

from statistics import fmean

import pytest
from floor_parts import agent, talking

from ivr.routing.agent import AgentEvent
from ivr.routing.drain_task import NEVER, SkillFigures, Worker
from ivr.routing.experience import Experience
from ivr.routing.free_times import expected_free_s, free_times

EVEN = [(number + 0.5) / 2000 for number in range(2000)]
TECH = SkillFigures(log_mean=5.0, log_sigma=0.8, learned=9, gaps_s=(10.0, 20.0), waiting=0, advance_s=0.0)


def drawn(**state):
    return free_times(Worker(((0, 5),), 0.0, (NEVER, NEVER), **state), [TECH], EVEN, EVEN)


def test_an_idle_agent_is_free_now():
    assert set(drawn()) == {0.0}


def test_a_talk_ends_and_a_gap_follows():
    whole = 2.718281828**5.32  # e^(m + s^2 / 2)
    assert fmean(drawn(talks=(0, 0.0))) == pytest.approx(whole + 15, rel=0.02)
    assert min(drawn(talks=(0, 600.0), free_s=4.0)) > 14


def test_a_wrap_up_lasts_no_longer_than_its_known_end():
    assert max(drawn(wraps_up=(0, 12.0), free_s=5.0)) == 5.0
    assert set(drawn(wraps_up=(0, 12.0), free_s=NEVER)) == {8.0}


def test_the_expected_time_until_free_falls_in_a_wrap_up_and_is_unknown_for_others():
    experience, anna = Experience(120), talking("anna", 0, "tech", tech=5)
    talks_s = expected_free_s(30, anna, experience)
    anna.receive(AgentEvent.END, 31)
    anna.wake_at = 41
    assert talks_s > expected_free_s(35, anna, experience) == 6
    assert expected_free_s(35, agent("bela", tech=5), experience) is None
