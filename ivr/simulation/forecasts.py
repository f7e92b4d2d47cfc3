"""What each way of guessing tells a caller at his entry, on the same calls: ours, app_queue, position, the oracle."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from ivr.routing.wait_estimate import Estimate
from ivr.simulation.journey import Journey
from ivr.simulation.run import Run
from ivr.simulation.spoken_hold_time import HoldTime, spoken_s

SPOKEN, SPOKEN_10, HOLD, POSITION, ORACLE, OURS = "spoken", "spoken 10 s", "hold time", "position", "oracle", "ours"
PRIOR_HANDLE_S, PRIOR_CALLS = 120.0, 5.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """The seconds each way told one delayed caller; our whole estimate beside."""

    journey: Journey
    told: Mapping[str, float]
    estimate: Estimate


@dataclass(slots=True)
class HandleMean:
    """The mean handle time of the calls so far, with a prior."""

    seconds: float = PRIOR_HANDLE_S * PRIOR_CALLS
    calls: float = PRIOR_CALLS


@dataclass(slots=True)
class Forecasts:
    """A watcher of a day that asks every way of guessing for each delayed caller."""

    estimate: Callable[[float, str], Estimate]
    oracle: Callable[[Run, Journey], float | None]
    rows: list[Forecast] = field(default_factory=list)
    holds: dict[str, HoldTime] = field(default_factory=lambda: defaultdict(HoldTime))
    handled: dict[str, HandleMean] = field(default_factory=lambda: defaultdict(HandleMean))

    def joined(self, run: Run, journey: Journey) -> None:
        """Ask all of them, but nobody during the warm-up."""
        if journey.call.arrives_s < run.plan.scenario.warm_up_s:
            return
        skill = journey.call.skill
        hold_s = self.holds[skill].hold_s
        told = {
            SPOKEN: float(spoken_s(hold_s, 0)),
            SPOKEN_10: float(spoken_s(hold_s, 0, 10)),
            HOLD: float(hold_s),
            POSITION: self._by_position(run, skill),
        }
        estimate = self.estimate(run.t, journey.call.id)
        if estimate.p50 is not None:
            told[OURS] = estimate.p50
        if (best := self.oracle(run, journey)) is not None:
            told[ORACLE] = best
        self.rows.append(Forecast(journey, told, estimate))

    def answered(self, run: Run, journey: Journey) -> None:
        """Let the hold time move."""
        self.holds[journey.call.skill].answered(journey.call.arrives_s, run.t)

    def ended(self, _: Run, journey: Journey) -> None:
        """Count a talk that is over."""
        self.holds[journey.call.skill].ended()

    def gave_up(self, _: Run, journey: Journey) -> None:
        """Count one who hung up."""
        self.holds[journey.call.skill].gave_up()

    def freed(self, run: Run, journey: Journey) -> None:
        """Learn the handle time of a call that is over."""
        mean = self.handled[journey.call.skill]
        mean.seconds += run.t - (journey.answered_s or floor(run.t))
        mean.calls += 1

    def _by_position(self, run: Run, skill: str) -> float:
        """Return position x mean handle time / agents logged in who have the skill."""
        mean = self.handled[skill]
        agents = sum(skill in run.agents[name].levels for name in run.on_shift)
        return len(run.waiting[skill]) * mean.seconds / mean.calls / max(1, agents)


def mean_error_s(rows: Sequence[Forecast], way: str) -> float | None:
    """Return the mean absolute error of one way in seconds, over the rows where it told something and we know."""
    errors = [
        abs(row.told[way] - wait_s)
        for row in rows
        if way in row.told and (wait_s := row.journey.true_wait_s) is not None
    ]
    return sum(errors) / len(errors) if errors else None


def told_by_all(rows: Sequence[Forecast], *ways: str) -> list[Forecast]:
    """Return the rows where each of these ways told something: only those compare."""
    return [row for row in rows if all(way in row.told for way in ways)]
