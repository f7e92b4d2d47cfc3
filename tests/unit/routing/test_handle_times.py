"""How long calls take, as learned."""

from math import exp
from random import Random
from statistics import fmean

import pytest

from ivr.routing.handle_times import HandleTimes


def learned(calls, agents=("anna",), slow=1.0):
    times, chance = HandleTimes(120), Random(3)
    for number in range(calls):
        agent = agents[number % len(agents)]
        talk_s = exp(chance.gauss(5, 0.7)) * (slow if agent == "bela" else 1)
        times.learn("tech", agent, talk_s, 30)
    return times


def test_before_the_first_call_the_prior_holds():
    times = HandleTimes(120)
    assert (times.mean_s("tech"), times.count("tech")) == (120, 0)
    assert times.of("tech").talk_s == pytest.approx(120 * 0.8)


def test_the_first_call_weighs_a_fifth_and_the_second_a_sixth():
    times = HandleTimes(120)
    times.learn("tech", "anna", 190, 30)
    assert times.mean_s("tech") == pytest.approx(120 + (220 - 120) / 5)
    times.learn("tech", "anna", 190, 30)
    assert times.mean_s("tech") == pytest.approx(140 + (220 - 140) / 6)


def test_mean_and_variance_of_the_log_are_found():
    found = learned(3000, [f"agent{number}" for number in range(20)]).of("tech")
    assert found.log_mean == pytest.approx(5, abs=0.2)
    assert found.log_variance == pytest.approx(0.49, abs=0.12)


def test_a_slow_agent_is_known_after_some_calls_and_not_after_one():
    agents = ["anna", "bela", *(f"agent{number}" for number in range(8))]
    times = learned(1000, agents, slow=1.5)
    others = fmean(times.log_factor(agent) for agent in agents if agent != "bela")
    assert exp(times.log_factor("bela") - others) == pytest.approx(1.5, rel=0.15)
    first = HandleTimes(120)
    first.learn("tech", "bela", 600, 0)
    assert 0 < first.log_factor("bela") < 0.4


def test_handle_times_survive_plain_data():
    times = learned(50)
    again = HandleTimes.from_plain(120, times.to_plain())
    assert again.of("tech") == times.of("tech")
    assert again.log_factor("anna") == times.log_factor("anna")
