"""Reports: a range of days against the goal and the abandon norm, with every figure's rule beside it."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request

from ivr.access.role import Permission
from ivr.console import heat_map, report_words
from ivr.console.catalogue import _
from ivr.console.csv_file import csv_answer
from ivr.console.gate import may, needs, principal
from ivr.console.heat_map import MEASURES
from ivr.console.report_agents import AGENT_COLUMNS, agent_rows
from ivr.console.report_chart import abandon_chart, level_chart
from ivr.console.report_frame import file_name, frame, wish_asked
from ivr.console.report_more import MORE, MoreSeen, more_seen, passports_of_more
from ivr.console.report_seen import Choices, Seen, bounds, choices, each_total, passports, seen
from ivr.console.report_wish import ReportWish
from ivr.console.source import source
from ivr.hours.periods import Period
from ivr.reports.ratios import Formula, variants
from ivr.reports.service_level import IntervalRow
from ivr.store import agents
from ivr.store.figures import Range
from ivr.store.listening import coverage

COLUMNS = (
    "service_level", "offered", "answered", "abandoned", "short_abandoned", "timed_out", "key_exit", "callback",
    "diverted", "still_waiting", "refused", "transferred", "attended", "not_taken", "asa_s", "longest_wait_s", "aht_s",
    "abandon_rate",
)  # fmt: skip
TILES = ("service_level", "abandon_rate", "asa_s", "aht_s", "offered", "answered")
CSV_MORE = ("answered_within", "abandoned_within", "threshold_s", "short_abandon_s", "formula")

pages = Blueprint("reports", __name__)


@pages.get("/reports")
@needs(Permission.SEE_REPORTS)
def page() -> Response | str:
    """The intervals of a range."""
    wish = wish_asked()
    with source().database.read() as connection:
        found = choices(connection, principal().scope, wish.queue, wish.project)
        report = seen(connection, found, wish, source().now())
    if request.args.get("format") == "csv":
        return _intervals_csv(wish, report)
    labels = report_words.labels(report.rows, wish)
    return render_template(
        "reports.html",
        **frame(wish, found),
        report=report,
        listed=[(label, row) for label, row in zip(labels, report.rows, strict=True) if row.offered or row.refused],
        columns=COLUMNS,
        tiles=TILES,
        level=level_chart(report.rows, labels, found.goal),
        abandons=abandon_chart(report.rows, labels),
        formulas=tuple(Formula) if wish.with_variants else (),
        variants=variants,
    )


@pages.get("/reports/queues")
@needs(Permission.SEE_REPORTS)
def of_queues() -> Response | str:
    """Every chosen queue in one row, and all of them as one."""
    wish = wish_asked()
    with source().database.read() as connection:
        found, now = choices(connection, principal().scope, wish.queue, wish.project), source().now()
        each = each_total(connection, found, _whole(wish), now)
        together = seen(connection, found, _whole(wish), now)
        more = more_seen(connection, found, bounds(wish, found.zone), now) if wish.with_more and found.chosen else None
    if request.args.get("format") == "csv":
        rows = [(queue.name, *_values(total), *_of_more(more, queue.id)) for queue, total in each]
        rows.append((str(_("All queues")), *_values(together.total), *_of_more(more, None)))
        return csv_answer(file_name("queues", wish), ("queue", *COLUMNS, *CSV_MORE, *(MORE if more else ())), rows)
    return render_template(
        "reports_queues.html",
        **frame(wish, found),
        each=each,
        report=together,
        columns=COLUMNS,
        more=more,
        of_more=MORE if more else (),
        passports=dict(together.passports) | (passports_of_more(together.passports, more) if more else {}),
    )


@pages.get("/reports/heat")
@needs(Permission.SEE_REPORTS)
def heat() -> Response | str:
    """Days beside each other, half hours below each other."""
    wish = heat_map.by_half_hour(wish_asked("week"))
    measure = request.args.get("measure", "")
    with source().database.read() as connection:
        found = choices(connection, principal().scope, wish.queue, wish.project)
        report = seen(connection, found, wish, source().now())
    shown = heat_map.heat_map(report.rows, measure, found.goal)
    if request.args.get("format") == "csv":
        rows = [(row.name, *(cell.value if cell else None for cell in row.cells)) for row in shown.rows]
        return csv_answer(file_name("heat", wish), ("from", *shown.days), rows)
    return render_template("reports_heat.html", **frame(wish, found), shown=shown, report=report, measures=MEASURES)


@pages.get("/reports/agents")
@needs(Permission.SEE_CALLS)
def of_agents() -> Response | str:
    """Every agent who was logged in or talked in the range."""
    wish = wish_asked()
    with source().database.read() as connection:
        found = choices(connection, principal().scope, wish.queue, wish.project)
        wanted, now = Range(*bounds(wish, found.zone), _able(connection, found)), source().now()
        rows = agent_rows(connection, wanted)
        rules = passports(connection, found.chosen, (wanted.since, wanted.until, now))
        heard = coverage(connection, wanted) if may(Permission.LISTEN_IN) else []
    if request.args.get("format") == "csv":
        return csv_answer(
            file_name("agents", wish),
            ("agent", *AGENT_COLUMNS),
            ([row.name, *(getattr(row, name) for name in AGENT_COLUMNS)] for row in rows),
        )
    return render_template(
        "reports_agents.html", **frame(wish, found), rows=rows, columns=AGENT_COLUMNS, passports=rules, heard=heard
    )


def _whole(wish: ReportWish) -> ReportWish:
    """The same as one interval, or few: only its total is shown."""
    return ReportWish(wish.preset, wish.first, wish.last, Period.DAY, wish.queue, wish.project)


def _able(connection: Any, found: Choices) -> frozenset[str] | None:
    """The agents that can take calls of the chosen queues; None: everybody."""
    if principal().scope.is_all and len(found.chosen) == len(found.queues):
        return None
    skills = {queue.skill for queue in found.chosen}
    return frozenset(agent.id for agent in agents.everyone(connection) if not skills.isdisjoint(agent.skills))


def _intervals_csv(wish: ReportWish, report: Seen) -> Response:
    more = tuple(formula.value for formula in Formula) if wish.with_variants else ()
    rows = [(row.start.isoformat(), *_values(row), *_variants(row, more)) for row in report.rows]
    rows.append((str(_("whole range")), *_values(report.total), *_variants(report.total, more)))
    return csv_answer(file_name("report", wish), ("from", *COLUMNS, *CSV_MORE, *more), rows)


def _values(row: IntervalRow) -> Iterator[Any]:
    return (getattr(row, name) for name in (*COLUMNS, *CSV_MORE))


def _of_more(more: MoreSeen | None, queue: str | None) -> Iterator[float | None]:
    one = None if more is None else more.together if queue is None else more.each[queue]
    return iter(()) if one is None else (getattr(one, name) for name in MORE)


def _variants(row: IntervalRow, wanted: tuple[str, ...]) -> Iterator[float | None]:
    return iter(variants(row).values()) if wanted else iter(())
