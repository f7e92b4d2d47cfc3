"""A client's report as tables: the same for page, paper, workbook and file; values stay values until they are shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from ivr.reports.client_figures import headline
from ivr.reports.client_report import ClientReport
from ivr.reports.client_words import Words
from ivr.reports.counts import Counts
from ivr.reports.fractions import OF_COUNTS, of_counts
from ivr.reports.ratios import Formula


class Kind(StrEnum):
    """How a value is shown."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    DAY = "day"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and its kind; None has no value, which is not 0."""

    value: Any
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """One table: an id for sheets and addresses, its title, what its columns are called, its rows, a line under it."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


WRITTEN = {
    Formula.V1: "(answered in time + hung up in time) ÷ (answered + all who hung up)",
    Formula.V2: "answered in time ÷ answered",
    Formula.V3: "answered in time ÷ (answered + all who hung up)",
    Formula.V4: "answered in time ÷ (answered + hung up after the threshold)",
    Formula.V5: "(answered in time + short hang-ups) ÷ (answered + all who hung up)",
    Formula.V6: "answered in time ÷ (answered + abandoned), short hang-ups left out",
    Formula.V7: "answered in time ÷ (answered + all who hung up + timed out + sent on)",
}
Column = tuple[str, Kind, str]  # what it is called, how it is shown, and its figure in reports/fractions
COLUMNS: tuple[Column, ...] = (
    ("Calls", Kind.COUNT, "offered"),
    ("Answered", Kind.COUNT, "answered"),
    ("In time", Kind.COUNT, "answered_within"),
    ("Service level", Kind.SHARE, "service_level"),
    ("Abandoned", Kind.COUNT, "abandoned"),
    ("Short hang-ups", Kind.COUNT, "short_abandoned"),
    ("Abandon rate", Kind.SHARE, "abandon_rate"),
    ("ASA", Kind.SECONDS, "asa_s"),
    ("Longest wait", Kind.SECONDS, "longest_wait_s"),
)
OTHER_ENDS: tuple[Column, ...] = (
    ("Timed out", Kind.COUNT, "timed_out"),
    ("Left by key", Kind.COUNT, "key_exit"),
    ("Callback asked", Kind.COUNT, "callback"),
    ("Sent on", Kind.COUNT, "diverted"),
    ("Still waiting", Kind.COUNT, "still_waiting"),
    ("AHT", Kind.SECONDS, "aht_s"),
)


def client_tables(report: ClientReport, words: Words) -> list[Table]:
    """Every table of the report, in the order they are read."""
    made = [_summary, _days, _clocks, _heat, _busiest, _queues, _formulas, _callbacks]
    return [one(report, words) for one in made]


def half_hours(report: ClientReport, words: Words) -> Table:
    """Every half hour in which anybody called, with every count: what a program or a spreadsheet goes on with."""
    rows = tuple(
        (Cell(day, Kind.DAY), Cell(clock, Kind.CLOCK), *_cells(counts, (*COLUMNS, *OTHER_ENDS)))
        for (day, clock), counts in sorted(report.by_slot.items())
    )
    unit = f" ({words.say('s')})"
    counted = (words.say(name) + (unit if kind is Kind.SECONDS else "") for name, kind, _ in (*COLUMNS, *OTHER_ENDS))
    heads = (*_said(words, ("Day", "From")), *counted)
    return Table("half-hours", words.say("Half hours"), heads, rows)


def shown(cell: Cell, words: Words) -> str:
    """A cell as people read it."""
    if cell.kind is Kind.TEXT:
        return "" if cell.value is None else str(cell.value)
    if cell.value is None:
        return words.number(None)
    ways: dict[Kind, Callable[[Any], str]] = {
        Kind.COUNT: words.number,
        Kind.SHARE: words.share,
        Kind.SECONDS: words.seconds,
        Kind.DAY: words.day,
        Kind.CLOCK: words.clock,
    }
    return ways[cell.kind](cell.value)


def _summary(report: ClientReport, words: Words) -> Table:
    columns = ("Figure", "Value", "Before", "How it is counted")
    rows = tuple(
        (_text(one.label), Cell(one.value, Kind(one.kind)), Cell(one.before, Kind(one.kind)), _text(one.formula))
        for one in headline(report, words)
    )
    note = words.say("Before: %(period)s.", period=words.period(report.asking.period.before()))
    return Table("summary", words.say("Figures"), _said(words, columns), rows, note)


def _days(report: ClientReport, words: Words) -> Table:
    note = words.say(
        "A day without calls has no service level. The total is made of summed counts, not of percentages."
    )
    rows = _counted(((Cell(day, Kind.DAY), counts) for day, counts in report.by_day.items()), report, words)
    return Table("days", words.say("By day"), _heads(words, "Day"), rows, note)


def _clocks(report: ClientReport, words: Words) -> Table:
    note = words.say("All days together, by the half hour in which the caller joined the queue.")
    rows = _counted(((Cell(clock, Kind.CLOCK), counts) for clock, counts in report.by_clock.items()), report, words)
    return Table("half-hours-of-the-day", words.say("By half hour of the day"), _heads(words, "From"), rows, note)


def _heat(report: ClientReport, words: Words) -> Table:
    columns = (words.say("Day"), *(words.clock(clock) for clock in report.clocks))
    rows = tuple(
        (Cell(day, Kind.DAY), *(Cell(level_of(report, day, clock), Kind.SHARE) for clock in report.clocks))
        for day in report.by_day
    )
    return Table("heat", words.say("Service level by day and half hour"), columns, rows)


def level_of(report: ClientReport, day: date, clock: time) -> float | None:
    """The service level of one half hour of one day; None when nobody counted."""
    counts = report.by_slot.get((day, clock))
    return None if counts is None else of_counts("service_level", counts)


def _busiest(report: ClientReport, words: Words) -> Table:
    rows = tuple(
        (Cell(day, Kind.DAY), Cell(clock, Kind.CLOCK), *_cells(counts, COLUMNS))
        for (day, clock), counts in report.busiest
    )
    names = _said(words, ("Day", "From", *(name for name, _, _ in COLUMNS)))
    return Table("busiest", words.say("Busiest half hours"), names, rows)


def _queues(report: ClientReport, words: Words) -> Table:
    known = {queue.id: queue for queue in report.asking.queues}
    rows = _counted(((_text(known[one].name), counts) for one, counts in report.by_queue.items()), report, words)
    rules = "; ".join(
        words.say(
            "%(name)s: goal %(goal)d %% within %(threshold)g s, a hang-up within %(short)g s is short",
            name=queue.name, goal=queue.goal_percent, threshold=queue.threshold_s, short=queue.short_s,
        )
        for queue in (known[one] for one in report.by_queue)
    )  # fmt: skip
    return Table("queues", words.say("By queue"), _heads(words, "Queue"), rows, rules)


def _formulas(report: ClientReport, words: Words) -> Table:
    figures = {formula: f"service_level_{formula.value.lower()}" for formula in Formula}
    parts = {formula: OF_COUNTS[figure](report.total) for formula, figure in figures.items()}
    rows = tuple(
        (
            _text(formula.value),
            _text(words.say(WRITTEN[formula])),
            Cell(of_counts(figures[formula], report.total), Kind.SHARE),
            Cell(part.above, Kind.COUNT),
            Cell(part.below, Kind.COUNT),
        )
        for formula, part in parts.items()
    )
    names = ("Formula", "How it is counted", "Service level", "Counted", "Of")
    note = words.say("The same calls by the seven ways in use; this report goes by V6.")
    return Table("formulas", words.say("Service level, seven ways"), _said(words, names), rows, note)


def _callbacks(report: ClientReport, words: Words) -> Table:
    kept, asked = report.promises, report.callbacks
    lines: Sequence[tuple[str, Any, Kind]] = (
        ("Waiting times told", kept.promised, Kind.COUNT),
        ("of them kept", kept.kept, Kind.COUNT),
        ("of them broken", kept.broken, Kind.COUNT),
        ("Share kept", kept.share, Kind.SHARE),
        ("Callbacks asked for", asked.requested, Kind.COUNT),
        ("of them connected to an agent", asked.connected, Kind.COUNT),
        ("of them settled because the caller rang again", asked.merged, Kind.COUNT),
        ("of them expired or not reached", asked.expired, Kind.COUNT),
        ("of them still open", asked.open, Kind.COUNT),
        ("Mean wait for the callback", asked.mean_wait_s, Kind.SECONDS),
    )
    rows = tuple((_text(words.say(name)), Cell(value, kind)) for name, value, kind in lines)
    return Table("promises", words.say("Promises and callbacks"), _said(words, ("Figure", "Value")), rows)


def _counted(parts: Iterator[tuple[Cell, Counts]], report: ClientReport, words: Words) -> tuple[tuple[Cell, ...], ...]:
    rows = [(head, *_cells(counts, COLUMNS)) for head, counts in parts]
    return (*rows, (_text(words.say("Total")), *_cells(report.total, COLUMNS)))


def _cells(counts: Counts, columns: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple(Cell(of_counts(figure, counts), kind) for _, kind, figure in columns)


def _heads(words: Words, first: str) -> tuple[str, ...]:
    return _said(words, (first, *(name for name, _, _ in COLUMNS)))


def _said(words: Words, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(words.say(name) for name in names)


def _text(value: str) -> Cell:
    return Cell(value, Kind.TEXT)
