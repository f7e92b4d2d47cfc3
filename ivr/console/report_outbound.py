"""Reports on what we dialled: reminders and callbacks, by attempt, by person and by interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template, request

from ivr.access.role import Permission
from ivr.console.catalogue import _
from ivr.console.csv_file import csv_answer
from ivr.console.gate import may, needs, principal
from ivr.console.report_chart import Chart, share_chart
from ivr.console.report_frame import file_name, frame, may_see_menus, passports_beside, wish_asked
from ivr.console.report_seen import Choices, bounds, choices
from ivr.console.report_wish import ReportWish
from ivr.console.report_words import period_labels
from ivr.console.source import source
from ivr.hours.periods import Period, next_period, period_starts
from ivr.reports.figures_beside import OUTBOUND_FIGURES
from ivr.reports.outbound_share import ENDS, OutboundRow, RefusedSum, outbound_groups, outbound_row
from ivr.store import mails, outbound_sums
from ivr.store.outbound_sums import Wanted
from ivr.store.outbox import OutboxState

OF_ATTEMPTS = {"attempts": "attempts", **{f"attempts_{end}": end for end in ENDS}}
OF_PEOPLE = ("contacts", "reached_share", "attempts_per_reached", "confirmed_share", "changed_share")
COLUMNS = {**OF_ATTEMPTS, **{name: name for name in OF_PEOPLE}}  # figure -> field of a row
MOST_INTERVALS, DAY_MINUTES = 350, 24 * 60
TILES = ("attempts", "reached_share", "attempts_per_reached", "confirmed_share", "changed_share")

pages = Blueprint("report_outbound", __name__)


@dataclass(frozen=True, slots=True)
class Outbound:
    """A report: a row for reminders and each queue's callbacks, one for each interval, and all as one."""

    groups: tuple[tuple[str, str, str, OutboundRow], ...]  # kind, queue, its name
    rows: tuple[tuple[datetime, str, OutboundRow], ...]
    total: OutboundRow
    refused: RefusedSum | None  # None: of whom reminders are not shown to
    chart: Chart


@pages.get("/reports/outbound")
@needs(Permission.SEE_REPORTS)
def page() -> Response | str:
    """What was dialled in the range."""
    wish = legible_of(wish_asked())
    with source().database.read() as connection:
        found = choices(connection, principal().scope, wish.queue, wish.project)
        report = _report(connection, found, wish)
        within = bounds(wish, found.zone)
        told = passports_beside(connection, OUTBOUND_FIGURES, within, source().now())
        sent = mails.counted(connection, *within) if _whole_centre(wish) and may(Permission.SEND_REPORTS) else None
    if request.args.get("format") == "csv":
        return csv_answer(file_name("outbound", wish), ("what", "queue", "from", *COLUMNS), _lines(report))
    return render_template(
        "reports_outbound.html",
        **frame(wish, found),
        report=report,
        columns=COLUMNS,
        of_attempts=OF_ATTEMPTS,
        tiles=TILES,
        passports=told,
        sent=sent,
        mails_ended=(OutboxState.SENT, OutboxState.FAILED, OutboxState.GIVEN_UP),
    )


def legible_of(wish: ReportWish) -> ReportWish:
    """The wish, cut into days where it would have more intervals than anybody reads."""
    minutes = wish.period.minutes
    too_many = minutes is not None and wish.days * DAY_MINUTES / minutes > MOST_INTERVALS
    return replace(wish, period=Period.DAY) if too_many else wish


def wanted_of(wish: ReportWish, found: Choices, within: tuple[datetime, datetime]) -> Wanted:
    """The attempts of the chosen queues; reminders are of none, so they are shown with the whole centre only."""
    whole = _whole_centre(wish)
    return Wanted(*within, whole, None if whole else frozenset(queue.id for queue in found.chosen))


def _whole_centre(wish: ReportWish) -> bool:
    return may_see_menus() and not (wish.queue or wish.project)


def _report(connection: Any, found: Choices, wish: ReportWish) -> Outbound:
    within = bounds(wish, found.zone)
    wanted = wanted_of(wish, found, within)
    until = min(within[1], max(source().now(), within[0]))
    starts = period_starts(within[0], until, wish.period, found.zone)
    ends = [(start, min(next_period(start, wish.period, found.zone), within[1])) for start in starts]
    tries, people = outbound_sums.attempt_sums(connection, wanted), outbound_sums.contact_sums(connection, wanted)
    by_period = outbound_sums.attempts_by_period(connection, wanted, ends)
    names = {queue.id: queue.name for queue in found.queues}
    labels = period_labels([start.astimezone(found.zone) for start, _end in ends], wish)
    rows = [
        (start, label, outbound_row(by_period.get(start, ()), ()))
        for (start, _end), label in zip(ends, labels, strict=True)
    ]
    groups = outbound_groups(tries, people)
    return Outbound(
        groups=tuple((kind, queue, names.get(queue, queue), row) for kind, queue, row in groups),
        rows=tuple(rows),
        total=outbound_row(tries, people),
        refused=outbound_sums.refused_sum(connection, *within) if wanted.with_reminders else None,
        chart=_chart([row for _, _, row in rows], labels),
    )  # fmt: skip


def _chart(rows: Sequence[OutboundRow], labels: Sequence[str]) -> Chart:
    shares = [row.person / (row.attempts - row.open) if row.attempts > row.open else None for row in rows]
    attempts, person = sum(row.attempts - row.open for row in rows), sum(row.person for row in rows)
    words = _("A person answered %(person)d of %(all)d attempts that are over.", person=person, all=attempts)
    return share_chart(shares, labels, words)


def _lines(report: Outbound) -> Iterator[tuple[Any, ...]]:
    for kind, queue, _name, row in report.groups:
        yield kind, queue or None, None, *_values(row)
    for start, _label, row in report.rows:
        yield _("interval"), None, start, *_values(row)
    yield _("whole range"), None, None, *_values(report.total)


def _values(row: OutboundRow) -> Iterator[Any]:
    return (getattr(row, field) for field in COLUMNS.values())
