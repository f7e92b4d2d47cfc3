"""The heat map: the half hours of days beside each other, each with its number and the depth of its colour."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ivr.console.catalogue import _l
from ivr.console.report_wish import MOST_DAYS_CUT_FINE, ReportWish
from ivr.console.shown import length, share
from ivr.hours.periods import Period
from ivr.reports.service_level import IntervalRow

LEVEL = "service_level"
MEASURES: Mapping[str, Any] = {
    LEVEL: _l("Service level"),
    "offered": _l("Offered"),
    "abandon_rate": _l("Abandon rate"),
    "asa_s": "ASA",
}
WRITTEN: Mapping[str, Callable[[Any], str]] = {LEVEL: share, "abandon_rate": share, "asa_s": length, "offered": str}
STEPS = 6  # depths of colour: 1 the lightest
OF_LEVEL = (1.0, 0.9, 0.8, 0.6, 0.4)  # shares of the goal at which a service level turns a step deeper
OF_ABANDONS = (0.02, 0.03, 0.05, 0.10, 0.20)


@dataclass(frozen=True, slots=True)
class Cell:
    """One half hour of a day: its value, as it is written short and whole, and its depth."""

    value: Any
    short: str
    whole: str
    depth: int


@dataclass(frozen=True, slots=True)
class Row:
    """The same half hour of every day; None: nobody joined, or the day has no such half hour."""

    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Half hours from the first to the last in which anybody joined on any day."""

    measure: str
    days: tuple[date, ...]
    rows: tuple[Row, ...]


def by_half_hour(wish: ReportWish) -> ReportWish:
    """The wish cut into half hours; of a longer range its last days."""
    days = min(wish.days, MOST_DAYS_CUT_FINE)
    first = date.fromordinal(wish.last.toordinal() - days + 1)
    return replace(wish, first=first, period=Period.HALF_HOUR)


def heat_map(rows: Sequence[IntervalRow], measure: str, goal: float) -> HeatMap:
    """A table of one of MEASURES (else the service level): what is worse or more is deeper."""
    known = measure if measure in MEASURES else LEVEL
    values = {(_clock(row), row.start.date()): getattr(row, known) if row.offered else None for row in rows}
    most = max((value for value in values.values() if value is not None), default=0)
    days = tuple(sorted({day for _, day in values}))
    busy = sorted(clock for clock, _ in (key for key, value in values.items() if value is not None))
    clocks = sorted({clock for clock, _ in values if busy and busy[0] <= clock <= busy[-1]})
    depth = _depth(known, goal, most)
    return HeatMap(
        known, days, tuple(Row(_name(clock), tuple(_cell(values.get((clock, day)), known, depth) for day in days))
                           for clock in clocks),
    )  # fmt: skip


def _clock(row: IntervalRow) -> tuple[str, int]:
    # The hour that comes twice when clocks go back has rows of its own.
    return f"{row.start:%H:%M}", row.start.fold


def _name(clock: tuple[str, int]) -> str:
    return f"{clock[0]} (2)" if clock[1] else clock[0]


def _cell(value: Any, measure: str, depth: Callable[[Any], int]) -> Cell | None:
    if value is None:
        return None
    whole = WRITTEN[measure](value)
    short = f"{100 * value:.0f}" if WRITTEN[measure] is share else f"{value:.0f}"
    return Cell(value, short, whole, depth(value))


def _depth(measure: str, goal: float, most: float) -> Callable[[Any], int]:
    if measure == LEVEL:
        return lambda value: 1 + sum(value < goal * edge for edge in OF_LEVEL)
    if measure == "abandon_rate":
        return lambda value: 1 + sum(value > edge for edge in OF_ABANDONS)
    return lambda value: 1 + min(STEPS - 1, int(value / most * STEPS)) if most else 1
