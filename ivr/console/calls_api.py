"""Calls for programs: found, told as a journey, hung up."""

from typing import Any

from flask import Response, abort
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.calls.disposition import Disposition
from ivr.console.api import answers, area
from ivr.console.call_hang_up import CallIsOver, hang_up_deed, may_hang_up
from ivr.console.catalogue import _
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.live_calls import live_call
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.sought import Sought
from ivr.console.source import source
from ivr.console.wish_api import WishSaid, wish_answered
from ivr.reports.call_rows import call_rows
from ivr.reports.journey import Journey
from ivr.reports.tables import plain
from ivr.store import call_search, journeys
from ivr.store.call_search import MOST_CALLS, CallWish

api = area("calls")


class CallsQuery(Sought):
    """What is looked for; `before` is the `next` of the page before."""

    number: str | None = Field(None, max_length=32, pattern="[0-9]")
    outcome: Disposition | None = None
    limit: int = Field(50, ge=1, le=MOST_CALLS)


class CallSaid(BaseModel):
    """A call as a line of the list."""

    call_id: str
    started_at: str
    ended_at: str | None
    direction: str | None
    caller_id: str | None
    dialled: str | None
    outcome: str | None
    queues: list[str]
    agents: list[str]
    wait_s: float | None


class CallsSaid(BaseModel):
    """Calls, the latest first, and where the next page begins."""

    calls: list[CallSaid]
    next: str | None


class JourneySaid(BaseModel):
    """A call with everything that happened on it; steps have a `kind`, and offsets in seconds from its beginning."""

    call: dict[str, Any]
    length_s: float
    legs: list[dict[str, Any]]
    visits: list[dict[str, Any]]
    steps: list[dict[str, Any]]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_CALLS)
@api.input(CallsQuery, location="query", arg_name="asked")
@api.output(CallsSaid)
@api.doc(summary="Search calls", security="token", responses=answers(422))
def search(asked: CallsQuery) -> dict[str, Any]:
    """The latest calls that match."""
    scope = principal().scope
    given = asked.model_dump(exclude={"outcome"})
    with source().database.read() as connection:
        only = scope_of(seen_queues(connection, scope), scope)
        page = call_search.search(connection, CallWish(**given, disposition=asked.outcome, scope=only))
    calls = [plain(call) for call in page.calls]
    return {"calls": [call | {"outcome": call.pop("disposition")} for call in calls], "next": page.next_before}


@api.get("/<call_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_CALLS)
@api.output(JourneySaid)
@api.doc(summary="One call's journey", security="token", responses=answers(404))
def one(call_id: str) -> dict[str, Any]:
    """Everything that happened on one call."""
    with source().database.read() as connection:
        found = _found(connection, call_id)
    return {
        "call": call_rows([found.record])[0],
        "length_s": found.length_s,
        "legs": plain(found.legs),
        "visits": plain(found.visits),
        "steps": [{"kind": step.kind} | plain(step) for step in found.steps],
    }


@api.post("/<call_id>/hang-up")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_AGENTS)
@api.output(WishSaid, status_code=202)
@api.doc(summary="Hang a call up", security="token", responses=answers(404, 409))
def hang_up(call_id: str) -> Response:
    """Have the engine end a call that goes on."""
    scope = principal().scope
    with source().database.read() as connection:
        _found(connection, call_id)
        live, queues = live_call(connection, call_id), seen_queues(connection, scope)
    if live is not None and not may_hang_up(live, queues):
        abort(403, _("Your account has no right to do this. An administrator can change that."))
    ids: list[str] = []
    try:
        return wish_answered(hang_up_deed(call_id, ids), ids)
    except CallIsOver:
        abort(409, _("The call is over."))


def _found(connection: Any, call_id: str) -> Journey:
    scope, now = principal().scope, source().now()
    only = scope_of(seen_queues(connection, scope), scope)
    found = journeys.read(connection, call_id, now, only) if call_id.isprintable() else None
    if found is None:
        abort(404, _("There is no such call, or it visited none of your queues."))
    return found
