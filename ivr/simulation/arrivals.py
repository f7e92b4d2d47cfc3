"""Calls drawn by a seed: Poisson arrivals, lognormal times, exponential patience, each skill its own stream."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from ivr.simulation.centre import CallPlan, PlannedCall, Rate, Scenario, Skill

HOUR_S = 3600.0


def plan_calls(scenario: Scenario, seed: int) -> CallPlan:
    """Return the calls of a day; the same scenario and seed give the same calls."""
    drawn = [call for skill in scenario.skills for call in _calls(skill, scenario.length_s, seed)]
    ordered = sorted(drawn, key=lambda call: (call.arrives_s, call.id))
    return CallPlan(scenario, tuple(ordered), seed)


def _calls(skill: Skill, length_s: float, seed: int) -> Iterator[PlannedCall]:
    chance = Random(f"{skill.name} {seed}")  # noqa: S311 - drawn again by its seed
    for number, arrives_s in enumerate(_arrivals(skill.arrivals, length_s, chance)):
        yield PlannedCall(
            id=f"{skill.name}-{number}",
            arrives_s=arrives_s,
            skill=skill.name,
            patience_s=chance.expovariate(1 / skill.patience_s),
            talk_s=skill.talk.at(chance.gauss(0, 1)),
            wrap_up_s=skill.wrap_up.at(chance.gauss(0, 1)),
        )


def _arrivals(rates: tuple[Rate, ...], length_s: float, chance: Random) -> Iterator[float]:
    """Thin a stream of the highest rate, so that a change of rates moves no other call."""
    highest = max(rate.per_hour for rate in rates) / HOUR_S
    t = chance.expovariate(highest) if highest else length_s
    while t < length_s:
        if chance.random() * highest < rate_at(rates, t) / HOUR_S:
            yield t
        t += chance.expovariate(highest)


def rate_at(rates: tuple[Rate, ...], t: float) -> float:
    """Return the calls an hour at t, zero before the first rate."""
    for rate, following in pairwise((*rates, Rate(float("inf"), 0))):
        if rate.from_s <= t < following.from_s:
            return rate.per_hour
    return 0.0
