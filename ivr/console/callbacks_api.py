"""Callbacks for programs."""

from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.callback_changes import added, cancelled, restored, said
from ivr.console.callback_rows import found
from ivr.console.callbacks_page import mine, wanted
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.row_api import done_once, id_field, refusals_answered
from ivr.console.source import source

api = area("callbacks")


class CallbackBody(BaseModel):
    """A callback as it is wanted: `at` is a moment within opening hours, null for as soon as an agent is free."""

    number: str = Field(min_length=3, max_length=40)
    queue: str = id_field()
    language: str | None = Field(None, min_length=2, max_length=16)
    at: str | None = Field(None, min_length=10, max_length=40)


class CallbackSaid(BaseModel):
    """A callback as programs are told; moments are ISO 8601 in UTC, null where there was none."""

    id: str
    number: str
    language: str
    queue: str
    skill: str
    state: str
    entered_at: str
    requested_at: str
    expires_at: str
    not_before: str | None
    connected_at: str | None
    closed_at: str | None
    attempts_made: int
    reason: str | None
    origin_call_id: str | None
    asked_by: str | None


class FiguresSaid(BaseModel):
    """What they come to; waits in seconds, null where nobody was connected."""

    requested: int
    open: int
    attempted: int
    reached: int
    connected: int
    expired: int
    merged: int
    mean_wait_s: float | None
    median_wait_s: float | None
    longest_wait_s: float | None


class CallbacksSaid(BaseModel):
    """The callbacks of the last week, and all open ones."""

    figures: FiguresSaid
    service_level: float | None
    service_level_with_callbacks: float | None
    callbacks: list[CallbackSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_CALLS)
@api.output(CallbacksSaid)
@api.doc(summary="Callbacks of the last week, and all open ones", security="token", responses=answers())
def every() -> dict[str, Any]:
    """The callbacks of one's queues."""
    with source().database.read() as connection:
        shown = found(connection, principal().scope, source().now(), open_only=False)
    figures = {name: getattr(shown.figures, name) for name in FiguresSaid.model_fields}
    levels = {"service_level": shown.level, "service_level_with_callbacks": shown.level_with}
    return {"figures": figures, **levels, "callbacks": [said(row.callback) for row in shown.rows]}


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_CALLBACKS)
@api.input(CallbackBody, arg_name="body")
@api.output(CallbackSaid, status_code=201)
@api.doc(summary="Call somebody back", security="token", responses=answers(409, 422))
def add(body: CallbackBody) -> Response:
    """Add one; its telephone rings when an agent is free, from the moment chosen on."""
    with refusals_answered():
        wish = wanted(body.number, body.queue, body.language, body.at)
    return done_once(added(wish), 201)


@api.post("/<callback_id>/cancel")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_CALLBACKS)
@api.output(CallbackSaid)
@api.doc(summary="Cancel a callback", security="token", responses=answers(404, 409, 422))
def cancel(callback_id: str) -> Response:
    """Cancel one whose person is not connected yet."""
    return done_once(cancelled(mine(callback_id).id, source().now(), principal().signature))


@api.post("/<callback_id>/restore")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_CALLBACKS)
@api.output(CallbackSaid)
@api.doc(summary="Take a cancellation back", security="token", responses=answers(404, 409, 422))
def restore(callback_id: str) -> Response:
    """Let a cancelled callback take its place again."""
    return done_once(restored(mine(callback_id).id))
