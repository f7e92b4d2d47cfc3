"""Behind a figure: the calls it is made of, each with what it adds; together they are the figure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, render_template, request, url_for

from ivr.access.role import Permission
from ivr.console import call_words, report_words
from ivr.console.catalogue import _, viewers_zone
from ivr.console.gate import may, needs, principal, require
from ivr.console.report_seen import Choices, bounds, choices
from ivr.console.report_wish import ReportWish, asked_of
from ivr.console.source import source
from ivr.hours.periods import next_period
from ivr.reports.agent_time import Span
from ivr.reports.call_record import Visit
from ivr.reports.figure_list import FIGURES
from ivr.reports.fractions import Part, together
from ivr.store import agents
from ivr.store.behind import Asked, Behind, behind

MOST = 500  # are listed; all are added up
OF_TIME = ("logged_in_s", "paused_s", "occupancy", "utilisation", "agent_offers", "agent_not_taken")

pages = Blueprint("report_behind", __name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing behind a figure, as it is listed."""

    at: datetime
    call_id: str | None
    where: str  # the queue's name, or the state an agent was in
    wait_s: float | None
    became: str
    part: Part


@pages.get("/reports/behind")
@needs(Permission.SEE_REPORTS)
def page() -> str:
    """What a figure of a queue, of several or of an agent is made of, over a range or one interval of it."""
    name, agent = request.args.get("figure", ""), request.args.get("agent", "")
    if name not in FIGURES or name not in report_words.HEADS or (name in OF_TIME) > bool(agent):
        abort(404, _("This figure is not known, or has no calls to list."))
    if agent:
        require(Permission.SEE_CALLS)
    wish = asked_of(request.args, source().now().astimezone(viewers_zone()).date())
    with source().database.read() as connection:
        found = choices(connection, principal().scope, wish.queue, wish.project)
        since, until = interval_asked(wish, found.zone)
        whole = Asked(name, since, until, source().now(), agent=agent)
        pieces = _behind(connection, found, whole)
        names = {queue.id: queue.name for queue in found.queues}
        people = agents.names(connection)
    return render_template(
        "reports_behind.html",
        name=name,
        figure=FIGURES[name],
        value=together(name, [piece.part for piece in pieces]),
        pieces=[_piece(one, names) for one in pieces[:MOST]],
        count=len(pieces),
        most=MOST,
        since=since,
        until=until,
        back=url_for("reports.of_agents" if agent else "reports.page", **wish.address()),
        who=people.get(agent, agent),
        words=report_words,
        may_see_calls=may(Permission.SEE_CALLS),
    )


def interval_asked(wish: ReportWish, where: ZoneInfo) -> tuple[datetime, datetime]:
    """The interval that was clicked, or the whole range."""
    since, until = bounds(wish, where)
    try:
        start = datetime.fromisoformat(request.args.get("from", ""))
    except ValueError:
        return since, until
    if start.tzinfo is None or not since <= start < until:
        return since, until
    return start, min(next_period(start, wish.period, where), until)


def _behind(connection: Any, found: Choices, asked: Asked) -> list[Behind]:
    if asked.agent:
        mine = {queue.id for queue in found.queues}
        return [one for one in behind(connection, asked) if not isinstance(one.what, Visit) or one.what.queue in mine]
    if not found.chosen:
        return []
    parts = behind(connection, replace(asked, queues=tuple(queue.id for queue in found.chosen)))
    return sorted(parts, key=lambda piece: piece.at)


def _piece(one: Behind, names: dict[str, str]) -> Piece:
    what = one.what
    if isinstance(what, Visit):
        outcome = call_words.said(call_words.OUTCOMES, what.outcome) if what.outcome else str(_("waits"))
        return Piece(one.at, one.call_id, names.get(what.queue, what.queue), what.wait_s, outcome, one.part)
    if isinstance(what, Span):
        return Piece(one.at, None, report_words.state(what.state), None, what.reason or "", one.part)
    cause = getattr(what, "cause", None)
    queue = str(getattr(what, "queue", "") or "")
    said = call_words.said(call_words.OUTCOMES, cause) if cause else ""
    return Piece(one.at, one.call_id, names.get(queue, queue), None, said, one.part)
