"""Charts of our paper, drawn as vectors: calls as bars with the service level above them, and the heat map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from ivr.printing.fonts import BOLD, PLAIN
from ivr.printing.look import ACCENT, GHOST, INK, LINE, MOODS, SOFT, WIDTH, heat, on_heat

AXIS, FOOT, HEIGHT = 11 * mm, 9 * mm, 52 * mm
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
ROW, DAY_WIDTH = 4.3 * mm, 25 * mm
LABEL = 6.2
MOST_LABELS = 31


@dataclass(frozen=True, slots=True)
class Bar:
    """One place of a chart: its label, its calls, and the share answered in time (None: no call counted)."""

    label: str
    calls: int
    level: float | None


class LevelChart(Flowable):  # type: ignore[misc]  # reportlab is not typed
    """Calls as pale bars; the service level as a line of dots over them, beside its goal."""

    def __init__(self, bars: Sequence[Bar], goal: float | None, goal_label: str) -> None:
        super().__init__()
        self._bars, self._goal, self._goal_label = bars, goal, goal_label
        self.width, self.height = WIDTH, HEIGHT

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        top = self.height - FOOT - 3 * mm
        step = (self.width - AXIS) / max(len(self._bars), 1)
        self._grid(top)
        self._columns(top, step)
        self._levels(top, step)

    def _grid(self, top: float) -> None:
        pen = self.canv
        pen.setLineWidth(0.4)
        pen.setFont(PLAIN, LABEL)
        for share in GRID:
            y = FOOT + share * top
            pen.setStrokeColor(LINE)
            pen.line(AXIS, y, self.width, y)
            pen.setFillColor(SOFT)
            pen.drawRightString(AXIS - 1.5 * mm, y - 2, f"{share * 100:.0f}\N{NO-BREAK SPACE}%")
        if self._goal is not None:
            y = FOOT + self._goal * top
            pen.setStrokeColor(MOODS["good"])
            pen.setDash(3, 2)
            pen.line(AXIS, y, self.width, y)
            pen.setDash()
            pen.setFillColor(MOODS["good"])
            pen.drawRightString(self.width, y + 1.5, self._goal_label)

    def _columns(self, top: float, step: float) -> None:
        pen, most = self.canv, max((bar.calls for bar in self._bars), default=0)
        every = -(-len(self._bars) // MOST_LABELS)
        for place, bar in enumerate(self._bars):
            x = AXIS + place * step
            pen.setFillColor(GHOST)
            if bar.calls:
                pen.rect(x + step * 0.15, FOOT, step * 0.7, top * 0.9 * bar.calls / most, stroke=0, fill=1)
            pen.setFillColor(SOFT)
            pen.setFont(PLAIN, min(LABEL, step * 0.42))
            if place % every == 0:
                pen.drawCentredString(x + step / 2, FOOT - 7, bar.label)
            if bar.calls:
                pen.setFont(PLAIN, min(LABEL - 1, step * 0.36))
                pen.drawCentredString(x + step / 2, FOOT - 14, str(bar.calls))

    def _levels(self, top: float, step: float) -> None:
        pen, before = self.canv, None
        for place, bar in enumerate(self._bars):
            if bar.level is None:
                before = None
                continue
            here = (AXIS + (place + 0.5) * step, FOOT + bar.level * top)
            pen.setStrokeColor(ACCENT)
            pen.setLineWidth(1.1)
            if before is not None:
                pen.line(*before, *here)
            below = self._goal is not None and bar.level < self._goal
            pen.setFillColor(MOODS["bad"] if below else ACCENT)
            pen.circle(*here, 1.9, stroke=0, fill=1)
            before = here


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One day of the heat map: a level for each half hour, None where nobody called."""

    label: str
    levels: tuple[float | None, ...]


class HeatMap(Flowable):  # type: ignore[misc]  # reportlab is not typed
    """Each half hour of each day: from the goal on light, below it darker the worse it was, with its figure in it."""

    def __init__(self, heads: Sequence[str], rows: Sequence[HeatRow], goal: float) -> None:
        super().__init__()
        self._heads, self._rows, self._goal = heads, rows, goal
        self.width, self.height = WIDTH, ROW * len(rows) + 5 * mm

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        step = (self.width - DAY_WIDTH) / max(len(self._heads), 1)
        pen: Any = self.canv
        pen.setFillColor(SOFT)
        pen.setFont(PLAIN, min(LABEL, step * 0.38))
        for place, head in enumerate(self._heads):
            if step > 4.8 * mm or head.endswith(":00"):
                pen.drawString(DAY_WIDTH + place * step + 0.6, self.height - 3.6 * mm, head)
        for place, row in enumerate(self._rows):
            y = self.height - 5 * mm - (place + 1) * ROW
            pen.setFillColor(INK)
            pen.setFont(PLAIN, LABEL)
            pen.drawString(0, y + ROW * 0.3, row.label)
            self._cells(row, y, step)

    def _cells(self, row: HeatRow, y: float, step: float) -> None:
        pen, size = self.canv, min(5.4, step * 0.42)
        for place, level in enumerate(row.levels):
            x = DAY_WIDTH + place * step
            pen.setStrokeColor(LINE)
            pen.setLineWidth(0.25)
            if level is None:
                pen.rect(x, y, step, ROW, stroke=1, fill=0)
                continue
            pen.setFillColor(heat(level, self._goal))
            pen.rect(x, y, step, ROW, stroke=1, fill=1)
            pen.setFillColor(on_heat(level, self._goal))
            pen.setFont(BOLD if level < self._goal else PLAIN, size)
            pen.drawCentredString(x + step / 2, y + ROW * 0.32, f"{100 * level:.0f}")
