"""Messages for programs."""

from typing import Any

from flask import Response, abort, send_file
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.message_changes import LONGEST_NOTE, handled, mine, removed, reopened, said, sound_of
from ivr.console.messages_page import forget_sound, found
from ivr.console.row_api import done_once
from ivr.console.source import source

api = area("messages")


class MessageSaid(BaseModel):
    """A message as programs are told; moments are ISO 8601 in UTC, null where there was none."""

    id: str
    call_id: str
    box: str
    left_at: str
    seconds: float
    queue: str | None
    caller_id: str | None
    handled_at: str | None
    handled_by: str | None
    note: str | None


class MessagesSaid(BaseModel):
    """The messages of one's queues, the latest first."""

    messages: list[MessageSaid]


class NoteBody(BaseModel):
    """What is to be remembered of it."""

    note: str | None = Field(None, max_length=LONGEST_NOTE)


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.KEEP_MESSAGES)
@api.output(MessagesSaid)
@api.doc(summary="Messages callers left", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All messages, handled ones among them."""
    with source().database.read() as connection:
        rows = found(connection, principal().scope, open_only=False)
    return {"messages": [said(row.message) for row in rows]}


@api.get("/<message_id>/sound")
@limiter.limit(PROGRAMS)
@needs(Permission.KEEP_MESSAGES)
@api.doc(summary="What was spoken, as a WAV file", security="token", responses=answers(404))
def sound(message_id: str) -> Response:
    """The sound of one message, in parts too."""
    file = sound_of(mine(message_id))
    if not file.is_file():
        abort(404)
    return send_file(file, mimetype="audio/wav", conditional=True, max_age=0)


@api.post("/<message_id>/handled")
@limiter.limit(PROGRAMS)
@needs(Permission.KEEP_MESSAGES)
@api.input(NoteBody, arg_name="body")
@api.output(MessageSaid)
@api.doc(summary="Mark a message as handled", security="token", responses=answers(404, 409, 422))
def handle(message_id: str, body: NoteBody) -> Response:
    """Write down that somebody has seen to it."""
    return done_once(handled(mine(message_id), body.note, source().now(), principal().signature))


@api.post("/<message_id>/reopen")
@limiter.limit(PROGRAMS)
@needs(Permission.KEEP_MESSAGES)
@api.output(MessageSaid)
@api.doc(summary="Let somebody see to a message again", security="token", responses=answers(404, 409, 422))
def reopen(message_id: str) -> Response:
    """Take the mark away."""
    return done_once(reopened(mine(message_id)))


@api.delete("/<message_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.KEEP_MESSAGES)
@api.doc(summary="Delete a message with its sound", security="token", responses=answers(404, 409, 422))
def delete(message_id: str) -> Response:
    """Delete it for good."""
    message = mine(message_id)
    answer = done_once(removed(message))
    forget_sound(message)
    return answer
