"""Prompts and their recordings for programs."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

from apiflask import HTTPError
from flask import Response, abort, request
from pydantic import BaseModel

from ivr.access.role import Permission
from ivr.console import prompt_changes
from ivr.console.api import answers, area
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed
from ivr.console.gate import needs
from ivr.console.idempotent import once
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.prompt_changes import RecordingRefused
from ivr.console.prompts_page import recordable
from ivr.console.shown import iso
from ivr.console.source import source
from ivr.store import prompt_clips, recording_wishes
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, RecordingWish

api = area("prompts")
BODY = "The body is the sound file itself, of any kind, at most 20 MB and 120 s; the worker takes it over."


class PromptSaid(BaseModel):
    """A prompt in the language it is spoken in; `spoken_by` is `recording` or the name of a voice."""

    name: str
    language: str
    text: str
    spoken_by: str | None
    own: bool
    recordable: bool


class PromptsSaid(BaseModel):
    """All prompts."""

    prompts: list[PromptSaid]


class WishSaid(BaseModel):
    """What was wished of a recording, and what became of it: null until the worker took it up."""

    id: str
    name: str
    language: str
    deed: RecordingDeed
    wished_at: str
    outcome: RecordingOutcome | None
    reason: str | None


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROMPTS)
@api.output(PromptsSaid)
@api.doc(summary="All prompts", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All prompts in all languages of the installation."""
    with source().database.read() as connection:
        return {"prompts": [asdict(prompt) for prompt in prompt_clips.everyone(connection)]}


@api.put("/<language>/<name>/recording")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROMPTS)
@api.output(WishSaid, status_code=202)
@api.doc(summary="Hand in a recording", description=BODY, security="token", responses=answers(404, 409, 413, 422))
def hand_in(language: str, name: str) -> Response:
    """Hand in a sound file of any kind as the body; the worker takes it over."""
    prompt = recordable(language, name)
    try:
        return _asked(prompt_changes.handed_in_by(prompt, BytesIO(request.get_data())))
    except RecordingRefused as refused:
        raise HTTPError(422, str(_(str(refused)))) from None


@api.delete("/<language>/<name>/recording")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROMPTS)
@api.output(WishSaid, status_code=202)
@api.doc(summary="Remove a recording", security="token", responses=answers(404, 409))
def remove(language: str, name: str) -> Response:
    """Let a voice speak again."""
    return _asked(prompt_changes.removed(recordable(language, name)))


@api.get("/wishes/<wish_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROMPTS)
@api.output(WishSaid)
@api.doc(summary="What became of a recording", security="token", responses=answers(404))
def wish(wish_id: str) -> dict[str, Any]:
    """What became of a wish."""
    with source().database.read() as connection:
        found = recording_wishes.of(connection, wish_id[:36])
    if found is None:
        abort(404, _("There is nothing of this id."))
    return _told(found)


def _asked(deed: Deed) -> Response:
    done: list[Changed] = []

    def act(connection: Any) -> Changed:
        done.append(deed.act(connection))
        return done[0]

    def told(connection: Any) -> dict[str, Any]:
        found = recording_wishes.of(connection, (done[0].after or {})["wish"])
        return _told(found) if found else {}

    return once(Deed(deed.verb, act, of_centre=deed.of_centre), told, 202)


def _told(found: RecordingWish) -> dict[str, Any]:
    names = ("id", "name", "language", "deed", "outcome", "reason")
    return {name: getattr(found, name) for name in names} | {"wished_at": iso(found.wished_at)}
