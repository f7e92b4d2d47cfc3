"""Alerts for programs: what is raised and was, and who takes care of it."""

from typing import Any

from flask import Response
from pydantic import BaseModel, Field, field_validator

from ivr.access.role import Permission
from ivr.console.alerts_page import LONGEST_NOTE, acknowledged, mine, plain
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.row_api import done_once
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.source import source
from ivr.reports.alerts import AlertKind
from ivr.store import alerts

api = area("alerts")


class AlertsQuery(BaseModel):
    """Whether those that are over are wanted too."""

    open_only: bool = False


class AlertSaid(BaseModel):
    """An alert, with its rule as it was then; `queue` is null of the whole centre, a moment where there was none."""

    id: str
    rule: str
    name: str
    kind: AlertKind
    queue: str | None
    raise_at: float
    worst: float
    raised_at: str
    told_at: str | None
    acknowledged_at: str | None
    acknowledged_by: str | None
    note: str | None
    escalated_at: str | None
    cleared_at: str | None
    cleared_told_at: str | None


class AlertsSaid(BaseModel):
    """Alerts, the latest first."""

    alerts: list[AlertSaid]


class NoteBody(BaseModel):
    """What everybody is to know of it."""

    note: str = Field("", max_length=LONGEST_NOTE)

    @field_validator("note")
    @classmethod
    def one_line(cls, text: str) -> str:
        """Refuse signs no database keeps."""
        if text and not text.isprintable():
            raise ValueError("signs that cannot be printed")
        return text


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_ALERTS)
@api.input(AlertsQuery, location="query", arg_name="asked")
@api.output(AlertsSaid)
@api.doc(summary="Alerts of one's queues", security="token", responses=answers(422))
def every(asked: AlertsQuery) -> dict[str, Any]:
    """The latest 500, or those among them that are not cleared."""
    scope = principal().scope
    with source().database.read() as connection:
        found = alerts.everyone(connection, scope_of(seen_queues(connection, scope), scope))
    return {"alerts": [plain(one) for one in found if not (asked.open_only and one.cleared_at)]}


@api.get("/<alert_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_ALERTS)
@api.output(AlertSaid)
@api.doc(summary="One alert", security="token", responses=answers(404))
def one(alert_id: str) -> Any:
    """One alert."""
    return plain(mine(alert_id))


@api.post("/<alert_id>/acknowledge")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_ALERTS)
@api.input(NoteBody, arg_name="body")
@api.output(AlertSaid)
@api.doc(summary="Take care of an alert", security="token", responses=answers(404, 409, 422))
def acknowledge(alert_id: str, body: NoteBody) -> Response:
    """Say that somebody takes care of it: it is not passed on any more."""
    return done_once(acknowledged(mine(alert_id), body.note, (principal().signature, source().now())))
