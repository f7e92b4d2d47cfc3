"""Listening in for programs: a talk's supervisor gets a ringing telephone of ours, by one request."""

from apiflask import HTTPError
from flask import Response, abort
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.calls.listening import LONGEST_REASON, ListenMode
from ivr.console.api import answers, area
from ivr.console.catalogue import _
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.listening import Asked, TalkIsOver, listening_deed, may_listen
from ivr.console.live_calls import live_call
from ivr.console.seen_queues import seen_queues
from ivr.console.source import source
from ivr.console.wish_api import WishSaid, wish_answered
from ivr.errors import FieldError

api = area("calls", part="listening")


class ListenBody(BaseModel):
    """In which mode, why, and the extension of an agent's telephone to ring; only a person has one of his own."""

    mode: ListenMode = ListenMode.LISTEN
    reason: str = Field(min_length=1, max_length=LONGEST_REASON)
    extension: str = Field("", max_length=15, pattern="^[0-9]*$")


@api.post("/<call_id>/listen")
@limiter.limit(PROGRAMS)
@needs(Permission.LISTEN_IN)
@api.input(ListenBody, arg_name="body")
@api.output(WishSaid, status_code=202)
@api.doc(summary="Listen in on a talk", security="token", responses=answers(404, 409, 422))
def listen(call_id: str, body: ListenBody) -> Response:
    """Let an agent's telephone ring: who answers it hears the call's talk, and its keys 4, 5 and 6 change the mode."""
    with source().database.read() as connection:
        live = live_call(connection, call_id) if call_id.isprintable() else None
        seen = seen_queues(connection, principal().scope)
    if live is None or (live.queue is not None and live.queue not in {queue.id for queue in seen}):
        abort(404, _("There is no such call, or it is over."))
    if not may_listen(live, seen):
        abort(403, _("Your account has no right to do this. An administrator can change that."))
    ids: list[str] = []
    try:
        return wish_answered(listening_deed(call_id, Asked(body.mode.value, body.reason, body.extension), ids), ids)
    except TalkIsOver:
        raise HTTPError(409, _("The talk is over.")) from None
    except FieldError as refused:
        raise HTTPError(422, _(refused.sentence)) from None
