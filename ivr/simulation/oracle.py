"""Who knows everything but the future: the present forked and played on with the true distributions.

It is the best anybody can forecast: residual talk and wrap-up given their length so far, patience, arrivals, the shift
plan as far as it is a plan, and the very router that decides. Surprises stay surprises.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf, log
from random import Random
from statistics import NormalDist, median

from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Skill, Staffed
from ivr.simulation.journey import Journey
from ivr.simulation.run import Router, Run

NORMAL = NormalDist()
AHEAD_S = 600.0  # how far new arrivals are drawn; a wait that outlasts them counts as so long


@dataclass(slots=True)
class Oracle:
    """Forks every `each`-th delayed caller's present `paths` times; `freeze` gives a maker of copies of the router."""

    freeze: Callable[[], Callable[[], Router]]
    each: int
    paths: int
    seed: int
    asked: int = 0

    def wait_s(self, run: Run, journey: Journey) -> float | None:
        """Return the median of the waits in seconds, None for a caller who is not looked at."""
        self.asked += 1
        if self.asked % self.each:
            return None
        make = self.freeze()
        return median(self._one_wait_s(run, journey, path, make()) for path in range(self.paths))

    def _one_wait_s(self, run: Run, journey: Journey, path: int, router: Router) -> float:
        chance = Random(f"{self.seed} {journey.call.id} {path}")  # noqa: S311 - drawn again by its seed
        forked = fork(run, router, chance, journey.call.id)
        mine = forked.journeys[journey.call.id]
        forked.go(lambda: mine.answered_s is not None or forked.t > run.t + AHEAD_S)
        return (AHEAD_S + run.t if mine.answered_s is None else mine.answered_s) - run.t


def fork(run: Run, router: Router, chance: Random, patient: str) -> Run:
    """Return the same present with another future; the caller `patient` never hangs up."""
    waiting = [call for line in run.waiting.values() for _, call in line]
    active = {name: run.journeys[name] for name in (*waiting, *run.in_hand.values())}
    redrawn = {name: _redrawn(run, one, chance) for name, one in active.items()}
    arrivals = _arrivals(run, chance)
    plan = CallPlan(run.plan.scenario, (*redrawn.values(), *arrivals))
    other = Run(plan, router, (), run.t, agents=run.agents, on_shift=set(run.on_shift), in_hand=dict(run.in_hand))
    other.journeys = {name: replace(one, call=redrawn[name], offers=list(one.offers)) for name, one in active.items()}
    other.waiting.update({skill: list(line) for skill, line in run.waiting.items()})
    _schedule(run, other, chance, patient)
    for call in arrivals:
        other.schedule(call.arrives_s, "arrive", call.id)
    return other


def _redrawn(run: Run, journey: Journey, chance: Random) -> PlannedCall:
    """Return the call with times drawn anew, those under way longer than they have lasted already."""
    call, skill = journey.call, run.plan.scenario.skill(journey.call.skill)
    talked_s = wrapped_s = 0.0
    if journey.agent is not None and journey.answered_s is not None:
        slowness = run.agents[journey.agent].slowness(call.skill)
        talked_s = ((run.t if journey.ended_s is None else journey.ended_s) - journey.answered_s) / slowness
        wrapped_s = 0.0 if journey.ended_s is None else (run.t - journey.ended_s) / slowness
    talk_s = talked_s if journey.ended_s is not None else longer_than(talked_s, skill.talk, chance)
    return replace(call, talk_s=talk_s, wrap_up_s=longer_than(wrapped_s, skill.wrap_up, chance))


def longer_than(elapsed_s: float, time: Lognormal, chance: Random) -> float:
    """Return a lognormal time in seconds, given that it lasts longer than so many."""
    if elapsed_s <= 0:
        return time.at(chance.gauss(0, 1))
    lasted = NORMAL.cdf((log(elapsed_s) - time.mu) / time.sigma)
    share = min(lasted + (1 - lasted) * chance.random(), 1 - 1e-12)
    return max(elapsed_s, time.at(NORMAL.inv_cdf(max(share, 1e-12))))


def _arrivals(run: Run, chance: Random) -> list[PlannedCall]:
    scenario = run.plan.scenario
    ahead = replace(scenario, length_s=AHEAD_S, skills=tuple(_from_now(skill, run.t) for skill in scenario.skills))
    drawn = plan_calls(ahead, chance.randrange(1 << 30)).calls
    return [replace(call, id=f"new {call.id}", arrives_s=call.arrives_s + run.t) for call in drawn]


def _from_now(skill: Skill, t: float) -> Skill:
    return replace(skill, arrivals=tuple(replace(rate, from_s=rate.from_s - t) for rate in skill.arrivals))


def _schedule(run: Run, other: Run, chance: Random, patient: str) -> None:
    for t, _, what, call, agent in sorted(run.due):
        if what == "logout" and not _is_planned(run.agents[agent], t):
            continue
        if what in ("answer", "ring_out") and call not in other.journeys:
            continue  # he hung up while the phone rang
        if what in ("login", "logout", "answer", "ring_out"):
            other.schedule(t, what, call, agent)
        elif what == "end":
            other.schedule(_end_of_talk(other, call, agent), what, call, agent)
        elif what == "free":
            journey = other.journeys[call]
            other.schedule((journey.ended_s or run.t) + journey.wrap_up_s(run.agents[agent]), what, call, agent)
    for name, journey in other.journeys.items():
        if journey.is_waiting and name != patient and journey.call.patience_s < inf:
            patience_s = run.plan.scenario.skill(journey.call.skill).patience_s
            other.schedule(run.t + chance.expovariate(1 / patience_s), "give_up", name)


def _end_of_talk(run: Run, call: str, agent: str) -> float:
    journey = run.journeys[call]
    return (journey.answered_s or run.t) + journey.talk_s(run.agents[agent])


def _is_planned(agent: Staffed, t: float) -> bool:
    return all(shift.is_planned for shift in agent.shifts if shift.ends_s == t)
