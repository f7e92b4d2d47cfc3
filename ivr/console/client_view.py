"""A client's report as its page shows it, and the periods one can choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ivr.errors import FieldError
from ivr.reports.client_figures import Figure, completeness, headline
from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import Cell, Kind, Table, client_tables, shown
from ivr.reports.client_words import Words
from ivr.reports.period import Kind as Long
from ivr.reports.period import Period, period_of, period_with

USUAL_GOAL = 80
STEP = 10  # points of service level below the goal, for each darker shade
DARKEST = 5
MONTHS, WEEKS = 12, 12
NUMBERS = frozenset({Kind.COUNT, Kind.SHARE, Kind.SECONDS})

P = TypeVar("P", Period, None)


@dataclass(frozen=True, slots=True)
class ClientView:
    """The report in one language."""

    report: ClientReport
    words: Words

    @property
    def figures(self) -> list[Figure]:
        """The headline figures."""
        return headline(self.report, self.words)

    @property
    def notes(self) -> list[str]:
        """What the figures rest on."""
        return completeness(self.report, self.words)

    @property
    def tables(self) -> list[Table]:
        """Every table but the heat map."""
        return [table for table in client_tables(self.report, self.words) if table.id != "heat"]

    @property
    def heat(self) -> Table:
        """The heat map."""
        return next(table for table in client_tables(self.report, self.words) if table.id == "heat")

    def value(self, figure: Figure) -> str:
        """A figure as people read it."""
        return shown(Cell(figure.value, Kind(figure.kind)), self.words)

    def before(self, figure: Figure) -> str:
        """The figure of the period before, in words; nothing when there is none."""
        if figure.before is None:
            return ""
        return self.words.say("before %(value)s", value=shown(Cell(figure.before, Kind(figure.kind)), self.words))

    def cell(self, cell: Cell) -> str:
        """A cell as people read it."""
        return shown(cell, self.words)

    def is_number(self, cell: Cell) -> bool:
        """Whether a cell stands to the right."""
        return cell.kind in NUMBERS

    def shade(self, cell: Cell) -> str:
        """How dark a cell of the heat map is: 0 from the goal on, to 5; nothing where nobody called."""
        if cell.value is None:
            return ""
        below = (self.report.goal_percent or USUAL_GOAL) - 100 * cell.value
        return "0" if below <= 0 else str(min(1 + int(below / STEP), DARKEST))


def chosen_period(name: str, otherwise: P) -> Period | P:
    """The period of a name, or another one when it is none."""
    try:
        return period_of(name)
    except FieldError:
        return otherwise


def periods_to_choose(today: date, chosen: Period, words: Words) -> list[tuple[str, str]]:
    """The names and words of the latest months and weeks, the one chosen among them."""
    found = [*_latest(Long.MONTH, today, MONTHS), *_latest(Long.WEEK, today, WEEKS)]
    every = found if chosen in found else [chosen, *found]
    return [(one.name, words.period(one)) for one in every]


def _latest(kind: Long, today: date, count: int) -> Iterator[Period]:
    period = period_with(kind, today)
    for _ in range(count):
        yield period
        period = period.before()
