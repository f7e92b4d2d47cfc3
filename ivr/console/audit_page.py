"""The audit: who changed what, when, from what to what; and the proof that nothing in it was altered."""

from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.audit_difference import difference
from ivr.console.catalogue import _, viewers_zone
from ivr.console.csv_file import csv_answer
from ivr.console.gate import needs
from ivr.console.notices import say
from ivr.console.source import source
from ivr.store import audit
from ivr.store.audit import AuditRow, AuditSearch

PAGE, CSV_ROWS = 50, 10_000
YEARS = range(2000, 2200)  # others are slips of the keyboard

pages = Blueprint("audit", __name__)


@pages.get("/audit")
@needs(Permission.SEE_AUDIT)
def page() -> Response | str:
    """The newest entries that match."""
    wanted, before = search_of(request.args), _number(request.args.get("before"))
    as_csv = request.args.get("format") == "csv"
    with source().database.read() as connection:
        found = audit.search(connection, wanted, CSV_ROWS if as_csv else PAGE + 1, before)
    if as_csv:
        return _csv(found)
    asked = {name: value for name, value in request.args.items() if name not in {"before", "format"} and value}
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    return render_template("audit.html", rows=found[:PAGE], asked=asked, older=older, difference=difference)


@pages.post("/audit/verify")
@needs(Permission.SEE_AUDIT)
def verify() -> Response:
    """Go through the whole chain."""
    with source().database.read() as connection:
        broken, end = audit.verify(connection), audit.end(connection)
    if broken is None:
        say(_("All %(count)d entries are as they were written.", count=end.seq))
    else:
        say(_("Entry %(seq)d was altered or is missing.", seq=broken), mood="bad")
    return redirect(url_for("audit.page"), 303)


def search_of(asked: Any) -> AuditSearch:
    """What an address asks for; days are the reader's."""
    return AuditSearch(
        who=asked.get("who", "")[:200],
        kind=asked.get("kind", "")[:64],
        text=asked.get("q", "")[:200],
        since=_day(asked.get("since"), time.min),
        until=_day(asked.get("until"), time.max),
    )


def _day(text: str | None, at: time) -> datetime | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return datetime.combine(day, at, viewers_zone()) if day.year in YEARS else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _csv(found: list[AuditRow]) -> Response:
    head = [_("Number"), _("When"), _("Who"), _("What"), _("Of"), _("Name"), _("Before"), _("After"), _("Reason")]
    entries = [(row.seq, row.entry) for row in found]
    rows = (
        (seq, one.at, one.who, one.verb, one.kind, one.id, one.before, one.after, one.reason) for seq, one in entries
    )
    return csv_answer("audit", head, rows)
