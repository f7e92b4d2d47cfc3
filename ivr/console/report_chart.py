"""Two pictures of a report: the service level of each interval against the goal, the abandon rate against its norm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ivr.console.catalogue import _
from ivr.console.shown import share
from ivr.reports.service_level import IntervalRow

NORM = (0.02, 0.03)  # of calls abandoned: what a good centre has
LIMIT = 0.05
HEIGHT = 150  # pixels, of the part with bars
MOST_NAMES = 9  # on the scale below
LEAST_SCALE = 0.10  # of abandon rates: a quiet day is no mountain range
GAP = 0.18  # of a bar's place


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval: its place in percent of the width, its height in pixels, its words."""

    x: float
    width: float
    height: float
    mood: str  # met | missed
    words: str

    @property
    def y(self) -> float:
        """The top of it."""
        return round(HEIGHT - self.height, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the picture, at so many pixels from above."""

    y: float
    words: str
    kind: str  # goal | limit | grid


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture; `words` say the same to who cannot see it."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    names: tuple[tuple[float, str], ...]  # of intervals, at the middle of their places in percent
    words: str
    band: tuple[float, float] | None = None  # of the norm: from y, so many pixels high


def level_chart(rows: Sequence[IntervalRow], labels: Sequence[str], goal: float) -> Chart:
    """The service level of each interval, and where the goal is."""
    values = [row.service_level for row in rows]
    known = [value for value in values if value is not None]
    met = sum(value >= goal for value in known)
    return Chart(
        _bars(values, labels, 1.0, lambda value: value >= goal),
        (_line(1.0, 1.0, "grid"), _line(0.5, 1.0, "grid"), _line(goal, 1.0, "goal")),
        _names(labels),
        _("The goal of %(goal)s was met in %(met)d of %(all)d intervals with calls.",
          goal=share(goal), met=met, all=len(known)),
    )  # fmt: skip


def abandon_chart(rows: Sequence[IntervalRow], labels: Sequence[str]) -> Chart:
    """The abandon rate of each interval, the norm of 2 to 3 %, and the line of 5 %."""
    values = [row.abandon_rate for row in rows]
    known = [value for value in values if value is not None]
    top = max([LEAST_SCALE, *known])
    low, high = ((1 - edge / top) * HEIGHT for edge in NORM)
    return Chart(
        _bars(values, labels, top, lambda value: value <= LIMIT),
        (_line(top, top, "grid"), _line(LIMIT, top, "limit")),
        _names(labels),
        _("More than %(limit)s gave up in %(over)d of %(all)d intervals with calls.",
          limit=share(LIMIT), over=sum(value > LIMIT for value in known), all=len(known)),
        (round(high, 1), round(low - high, 1)),
    )  # fmt: skip


def share_chart(values: Sequence[float | None], labels: Sequence[str], words: str) -> Chart:
    """Shares without any goal: none of them is missed."""
    bars = _bars(values, labels, 1.0, lambda _value: True)
    return Chart(bars, (_line(1.0, 1.0, "grid"), _line(0.5, 1.0, "grid")), _names(labels), words)


def _bars(
    values: Sequence[float | None], labels: Sequence[str], top: float, is_met: Callable[[float], bool]
) -> tuple[Bar, ...]:
    place = 100 / max(len(values), 1)
    return tuple(
        Bar(
            round((number + GAP / 2) * place, 3),
            round(place * (1 - GAP), 3),
            round(max(value / top * HEIGHT, 1.5), 1),  # what is nothing is seen to be measured
            "met" if is_met(value) else "missed",
            f"{labels[number]}: {share(value)}",
        )
        for number, value in enumerate(values)
        if value is not None
    )


def _line(value: float, top: float, kind: str) -> Line:
    return Line(round((1 - value / top) * HEIGHT, 1), share(value), kind)


def _names(labels: Sequence[str]) -> tuple[tuple[float, str], ...]:
    step = max(1, -(-len(labels) // MOST_NAMES))
    place = 100 / max(len(labels), 1)
    return tuple((round((number + 0.5) * place, 2), labels[number]) for number in range(0, len(labels), step))
