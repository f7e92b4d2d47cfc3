"""Reconciliation: whether the history is what Asterisk's own records say, day by day, with the calls that are not."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from ivr.access.role import Permission
from ivr.console.catalogue import _, _l, viewers_zone
from ivr.console.csv_file import csv_answer
from ivr.console.gate import may, needs, principal
from ivr.console.reconciled_day import ReconciledDay, reconciled_day
from ivr.console.report_wish import OWN, ReportWish
from ivr.console.service_level_page import day_of
from ivr.console.source import source
from ivr.console.witness_words import told
from ivr.hours.periods import Period
from ivr.reports.books import TERMS
from ivr.reports.discrepancy import Check, Discrepancy
from ivr.reports.statement import Witness

CHECKS = {
    Check.MISSING_HERE: _l("missing here"),
    Check.MISSING_THERE: _l("missing there"),
    Check.DOUBLED: _l("told twice"),
    Check.TIME_SHIFTED: _l("at another time"),
    Check.ANSWERED: _l("answered by somebody else"),
    Check.TALK_DIFFERS: _l("another talk"),
    Check.FALLBACK_DIFFERS: _l("Asterisk's own queue"),
    Check.LISTENING_DIFFERS: _l("who listened in"),
    Check.BOOKS: _l("the books"),
}
ADVICE = {
    Check.MISSING_HERE: _l("The history lacks this call: see the worker's log for lines it passed over."),
    Check.MISSING_THERE: _l("Asterisk's record lacks this call: was its file cut, or its disk full, at that time?"),
    Check.DOUBLED: _l("The record tells this twice: do two Asterisks write the same file?"),
    Check.TIME_SHIFTED: _l("The clocks disagree: did the machine's clock jump then?"),
    Check.ANSWERED: _l("One side knows of a talk the other does not: open the call's journey and ask the agent."),
    Check.TALK_DIFFERS: _l("The talk is not the same on both sides: open the call's journey to see who ended it."),
    Check.FALLBACK_DIFFERS: _l("The times in Asterisk's own queue differ: see the logs of engine and Asterisk."),
    Check.LISTENING_DIFFERS: _l("The sides differ on a supervisor who listened in: see the audit, and ask him."),
    Check.BOOKS: _l("What is counted is not what its visits give: `report rebuild` counts anew."),
}
WITNESSES = {Witness.CEL: "CEL", Witness.CDR: "CDR", Witness.QUEUE_LOG: "queue_log"}
COLUMNS = ("check", "witness", "at", "call_id", "queue", "reference", "here", "there")

pages = Blueprint("reconciliation", __name__)


@pages.get("/reconciliation")
@needs(Permission.SEE_REPORTS)
def page() -> Response | str:
    """The books of a day, and every call on which the history and a witness disagree."""
    now, where, typed = source().now(), viewers_zone(), request.args.get("day", "").strip()
    today, day = now.astimezone(where).date(), day_of(typed)
    with source().database.read() as connection:
        found = reconciled_day(connection, principal().scope, (min(day or today, today), where, now))
    if request.args.get("format") == "csv":
        return _csv(found)
    return render_template(
        "reconciliation.html",
        found=found,
        terms=TERMS,
        told=told,
        visits_of=_visits_of,
        checks=CHECKS,
        advice=ADVICE,
        witnesses=WITNESSES,
        may_see_calls=may(Permission.SEE_CALLS),
        mistaken=bool(typed) and day is None,
        before=found.day - timedelta(days=1),
        after=found.day + timedelta(days=1) if found.day < today else None,
        newest=today,
        zone=where.key,
    )


def _visits_of(one: Discrepancy) -> str:
    """Where the visits of a quarter of an hour are listed whose counts disagree with them."""
    day = one.at.date()  # the queue's own clock may show the day before, or the one after
    wish = ReportWish(OWN, day - timedelta(days=1), day + timedelta(days=1), Period.QUARTER, one.queue or "")
    values: dict[str, Any] = dict(wish.address(figure="offered", **{"from": one.at.isoformat()}))
    return url_for("report_behind.page", **values)


def _csv(found: ReconciledDay) -> Response:
    rows: list[tuple[object, ...]] = [
        (str(CHECKS[one.check]), WITNESSES.get(one.witness, "") if one.witness else "", one.at, one.call_id,
         found.queue_name(one.queue) if one.queue else "", one.reference, str(one.here), str(one.there))
        for one in found.found
    ]  # fmt: skip
    if found.whole is None:
        rows.append((str(_("This day has too many calls for a page.")), "", None, None, "", None, "", ""))
    return csv_answer(f"reconciliation-{found.day}", COLUMNS, rows)
