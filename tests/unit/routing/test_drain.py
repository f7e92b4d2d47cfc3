"""The router played forward."""

from heapq import heapreplace
from math import exp
from random import Random
from statistics import fmean

import pytest

from ivr.routing.drain import drain, drain_estimates
from ivr.routing.drain_task import NEVER, DrainTask, Lane, SkillFigures, Worker
from ivr.routing.rules import Step

ALWAYS_THERE = (NEVER, NEVER)
TECH = SkillFigures(log_mean=5.0, log_sigma=0.8, learned=100, gaps_s=(10.0, 20.0, 30.0), waiting=0, advance_s=0.0)


def lane(calls, skill=0, **more):
    waited = tuple(float(len(calls) - at) for at in range(len(calls)))
    fields = {
        "min_level": 1,
        "steps": (),
        "best_level": 1,
        "bonus_s": 0.0,
        "target_s": 20.0,
        "theta": 1e-9,
        "rate": 0.0,
    }
    return Lane(skill=skill, calls=tuple(calls), waited_s=waited, **(fields | more))


def worker(*lanes, **more):
    return Worker(tuple((number, 5) for number in lanes), 0.0, more.pop("away_s", ALWAYS_THERE), **more)


def task(lanes, workers, seed=0, skills=(TECH,), **more):
    sought = more.pop("sought", [call for row in lanes for call in row.calls])
    return DrainTask(tuple(lanes), tuple(skills), tuple(workers), frozenset(sought), False, more.pop("paths", 40), seed)


def mean_wait(call, lanes, workers, seeds=30, **more):
    return fmean(fmean(drain(task(lanes, workers, seed * 17, **more))[call]) for seed in range(seeds))


def by_hand(ahead, agents, theta, rounds=20_000):
    """The same line with a random source of its own: agents just begin to talk, callers hang up."""
    chance, waits = Random(4), []
    for _ in range(rounds):
        talks = lambda: exp(chance.gauss(5.0, 0.8)) + chance.choice([10, 20, 30])  # noqa: E731
        free, now = sorted(talks() for _ in range(agents)), 0.0
        for _ in range(ahead):
            if chance.expovariate(theta) >= (now := free[0]):
                heapreplace(free, now + talks())
        waits.append(free[0])
    return fmean(waits)


@pytest.mark.parametrize(("ahead", "agents"), [(0, 1), (0, 5), (3, 2), (8, 4)])
def test_the_mean_is_that_of_a_simulation_with_its_own_random_source(ahead, agents):
    line = lane([f"c{number}" for number in range(ahead + 1)], theta=1 / 240)
    workers = [worker(0, talks=(0, 0.0)) for _ in range(agents)]
    assert mean_wait(f"c{ahead}", [line], workers) == pytest.approx(by_hand(ahead, agents, 1 / 240), rel=0.04)


def test_the_same_seed_gives_the_same_and_another_seed_another():
    line, workers = lane(["c1", "c2"]), [worker(0, talks=(0, 50.0))]
    assert drain(task([line], workers, 1)) == drain(task([line], workers, 1))
    assert drain(task([line], workers, 1)) != drain(task([line], workers, 2))


def test_the_agent_takes_the_more_urgent_of_two_lines():
    patient, urgent = lane(["slow"], target_s=60.0), lane(["fast"], target_s=10.0)
    waits = drain(task([patient, urgent], [worker(0, 1, talks=(0, 0.0))]))
    assert fmean(waits["fast"]) < fmean(waits["slow"]) / 1.5


def test_a_caller_who_hangs_up_would_have_waited_until_his_turn():
    line = lane(["c1", "c2"], theta=1.0)
    waits = drain(task([line], [worker(0, talks=(0, 0.0))]))
    assert fmean(waits["c1"]) == pytest.approx(fmean(waits["c2"]), rel=0.01)  # both are long gone by then


def test_an_agent_at_his_pause_comes_back_when_it_ends():
    line = lane(["c1"])
    waits = drain(task([line], [worker(0, free_s=300.0), worker(0, talks=(0, 0.0), away_s=(0.0, 900.0))]))
    assert set(waits["c1"]) == {300.0}


def test_a_lowered_level_is_waited_for():
    line = lane(["c1"], steps=(Step(0, 9), Step(40, 1)), min_level=9, best_level=9)
    assert set(drain(task([line], [worker(0)]))["c1"]) == {39.0}


def test_nobody_who_comes_back_gives_no_estimate():
    assert drain_estimates(task([lane(["c1"])], [])) == {}


def test_callers_still_to_come_take_agents_away_from_a_less_urgent_line():
    lanes = [lane(["c1", "c2"], target_s=200.0), lane([], skill=1, rate=0.01, target_s=10.0)]
    both = [worker(0, 1, talks=(0, 0.0)) for _ in range(2)]
    quiet = [lanes[0], lane([], skill=1)]
    skills = (TECH, TECH)
    assert mean_wait("c2", lanes, both, 3, skills=skills) > 1.2 * mean_wait("c2", quiet, both, 3, skills=skills)


@pytest.mark.parametrize("agents", [1, 4])
def test_one_caller_less_or_one_agent_more_never_lengthens_the_wait(agents):
    workers = [worker(0, talks=(0, 0.0)) for _ in range(agents)]
    line = [f"c{number}" for number in range(8)]
    usual = mean_wait("c7", [lane(line, theta=1 / 240)], workers)
    assert mean_wait("c7", [lane(line[1:], theta=1 / 240)], workers) < usual
    assert mean_wait("c7", [lane(line, theta=1 / 240)], [*workers, worker(0, talks=(0, 0.0))]) < usual
