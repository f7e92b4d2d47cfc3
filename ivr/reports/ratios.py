"""Figures that are one sum of counts divided by another, each defined here and nowhere else (docs/metrics.md)."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ivr.reports.counts import Counts
    from ivr.reports.service_level import IntervalRow

    Counted: TypeAlias = Counts | IntervalRow  # a row has its counts by the same names

Sums = tuple[float, float]  # above the line, and below it


class Formula(StrEnum):
    """The ways of counting abandoned calls in a service level (docs/metrics.md, section 1)."""

    V1 = "V1"  # positive: abandoned within the threshold counts as served
    V2 = "V2"  # answered only
    V3 = "V3"  # of all answered and abandoned
    V4 = "V4"  # abandoned within the threshold left out
    V5 = "V5"  # short abandons credited
    V6 = "V6"  # short abandons left out: the default
    V7 = "V7"  # time-outs and diversions count against it


FORMULAS: dict[Formula, Callable[["Counted"], Sums]] = {
    Formula.V1: lambda c: (c.answered_within + c.abandoned_within, _answered_or_abandoned(c)),
    Formula.V2: lambda c: (c.answered_within, c.answered),
    Formula.V3: lambda c: (c.answered_within, _answered_or_abandoned(c)),
    Formula.V4: lambda c: (c.answered_within, _answered_or_abandoned(c) - c.abandoned_within),
    Formula.V5: lambda c: (c.answered_within + c.short_abandoned, _answered_or_abandoned(c)),
    Formula.V6: lambda c: (c.answered_within, c.answered + c.abandoned),
    Formula.V7: lambda c: (c.answered_within, _answered_or_abandoned(c) + c.timed_out + c.diverted),
}

RATIOS: dict[str, Callable[["Counted"], Sums]] = {
    **{f"service_level_{formula.value.lower()}": sums for formula, sums in FORMULAS.items()},
    "service_level": FORMULAS[Formula.V6],
    "asa_s": lambda c: (c.answered_wait_s, c.answered),
    "abandon_rate": lambda c: (c.abandoned, c.offered - c.short_abandoned),
    "time_to_abandon_s": lambda c: (c.abandoned_wait_s, c.abandoned),
    "aht_s": lambda c: (c.talk_s + c.wrap_s, c.handled),
    "talk_mean_s": lambda c: (c.talk_s, c.handled),
    "wrap_mean_s": lambda c: (c.wrap_s, c.handled),
    "transfer_rate": lambda c: (c.transferred, c.answered),
}


def ratio(figure: str, counts: "Counted") -> float | None:
    """One of RATIOS; None when there is nothing to divide by."""
    above, below = RATIOS[figure](counts)
    return above / below if below else None


def service_level(counts: "Counted", formula: Formula = Formula.V6) -> float | None:
    """The share answered in time by this formula; None when there is nothing to divide by."""
    above, below = FORMULAS[formula](counts)
    return above / below if below else None


def variants(counts: "Counted") -> dict[Formula, float | None]:
    """The service level by each of the seven formulas, side by side."""
    return {formula: service_level(counts, formula) for formula in Formula}


def _answered_or_abandoned(counts: "Counted") -> int:
    return counts.answered + counts.abandoned + counts.short_abandoned
