"""The figures by which routers are compared on the same calls (docs/simulation.md)."""

from collections.abc import Iterable
from dataclasses import dataclass

from ivr.reports.counts import Thresholds, total
from ivr.reports.ratios import ratio, service_level
from ivr.simulation.figures import counts_by_skill, occupancy, worst_skill
from ivr.simulation.journey import Journey
from ivr.simulation.run import Run


@dataclass(frozen=True, slots=True)
class Service:
    """What callers and agents had of a day: shares between 0 and 1, times in seconds; None where nobody called."""

    level: float | None
    worst_level: float | None  # of the skill served worst
    abandoned: float | None
    asa_s: float | None
    p95_s: float | None  # of the waits of those answered
    occupancy_spread: float | None  # standard deviation over the agents
    out_of_order: int
    passed_over: int  # times an idle agent who could stood beside one who waited


def service_of(run: Run) -> Service:
    """Return the figures of the calls that joined after the warm-up (docs/metrics.md, V6)."""
    limits = {skill.name: Thresholds(skill.target_s) for skill in run.plan.scenario.skills}
    by_skill = counts_by_skill(counted(run), limits)
    counts, worst = total(list(by_skill.values())), worst_skill(by_skill)
    return Service(
        level=service_level(counts),
        worst_level=worst[1] if worst else None,
        abandoned=ratio("abandon_rate", counts),
        asa_s=ratio("asa_s", counts),
        p95_s=quantile([one.waited_s or 0.0 for one in counted(run) if one.answered_s is not None], 0.95),
        occupancy_spread=occupancy(run).spread,
        out_of_order=run.out_of_order,
        passed_over=len(run.passed_over),
    )


def counted(run: Run) -> list[Journey]:
    """Return the calls that joined after the warm-up."""
    return [one for one in run.journeys.values() if one.call.arrives_s >= run.plan.scenario.warm_up_s]


def quantile(values: Iterable[float], share: float) -> float | None:
    """Return the smallest value that at least this share of the values does not exceed, None of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
