"""Recording a talk while it lasts, from its page: what is the case, who may change it, the wishes for the engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.intentions import PauseRecording, RecordTalk
from ivr.calls.recording import Consent, RecordingMode
from ivr.console.call_hang_up import may_hang_up
from ivr.console.catalogue import _
from ivr.console.gate import needs, principal
from ivr.console.live_calls import live_call
from ivr.console.recordings_page import RecordingRights, rights
from ivr.console.seen_queues import seen_queues
from ivr.console.source import source
from ivr.console.wishes import wish_for
from ivr.reports.live_rows import LiveCall
from ivr.reports.tapes import consent, tapes
from ivr.store import call_events, talk_recordings
from ivr.store.queues import Queue
from ivr.store.talk_recordings import Access, TalkRecording

ON_CALL = "on_call"

pages = Blueprint("call_tape", __name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording of the call as its page shows it."""

    recording: TalkRecording
    rights: RecordingRights
    accesses: tuple[Access, ...]


@dataclass(frozen=True, slots=True)
class CallTape:
    """The recordings of a call; `is_kept` says of the talk of this moment whether it is kept, None: it cannot be."""

    kept: tuple[Kept, ...]
    is_kept: bool | None


def call_tape(connection: Any, call_id: str, live: LiveCall | None, seen: Iterable[Queue]) -> CallTape:
    """What is recorded of a call."""
    rows = []
    for recording in talk_recordings.of_call(connection, call_id):
        rights_to_it = rights(connection, recording)
        listeners = talk_recordings.accesses(connection, [recording.leg_id]) if rights_to_it.listens else []
        rows.append(Kept(recording, rights_to_it, tuple(listeners)))
    queues = tuple(seen)
    is_kept = _is_kept(connection, live, queues) if live and may_hang_up(live, queues) else None
    return CallTape(tuple(rows), is_kept)


def _is_kept(connection: Any, live: LiveCall, queues: Iterable[Queue]) -> bool | None:
    mode = next((queue.recording for queue in queues if queue.id == live.queue), RecordingMode.NEVER.value)
    if live.state != ON_CALL or mode == RecordingMode.NEVER.value:
        return None
    events = call_events.of_call(connection, live.call_id)
    if consent(events) is not Consent.HEARD:
        return None
    return any(not tape.is_over and tape.silent_since_s is None for tape in tapes(events).values())


@pages.post("/calls/<call_id>/record")
@needs(Permission.CONTROL_AGENTS)
def record(call_id: str) -> Response:
    """Have the talk recorded from now on."""
    return _wished(call_id, RecordTalk(call_id))


@pages.post("/calls/<call_id>/pause-recording")
@needs(Permission.CONTROL_AGENTS)
def pause(call_id: str) -> Response:
    """Have nothing of the talk recorded for a while."""
    return _wished(call_id, PauseRecording(call_id))


def _wished(call_id: str, wish: RecordTalk | PauseRecording) -> Response:
    with source().database.read() as connection:
        live = live_call(connection, call_id) if call_id.isprintable() else None
        seen = seen_queues(connection, principal().scope)
    if live is None:
        abort(404, _("There is no such call, or it is over."))
    if not may_hang_up(live, seen):
        abort(403, _("Your account has no right to do this. An administrator can change that."))
    wish_id = wish_for("call", call_id, wish)
    return redirect(url_for("wishes.page", wish_id=wish_id, back=url_for("call.page", call_id=call_id)), 303)
