"""Recorded talks: heard by who may, each time written down; deleted with a reason; put on legal hold."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed, change
from ivr.console.gate import may, needs, principal, require
from ivr.console.notices import say
from ivr.console.source import source
from ivr.store import queues, talk_recordings
from ivr.store.talk_recordings import Access, Listening, TalkRecording, file_of

LONGEST_REASON = 500

pages = Blueprint("recordings", __name__, url_prefix="/recordings")


@dataclass(frozen=True, slots=True)
class RecordingRights:
    """What who asks may do with a recording."""

    listens: bool
    keeps: bool


def rights(connection: Any, recording: TalkRecording) -> RecordingRights:
    """The rights to a recording: those to its queue."""
    queue = queues.of(connection, recording.queue)
    where = {"queue": recording.queue, "project": queue.project if queue else None}
    return RecordingRights(may(Permission.LISTEN_TO_RECORDINGS, **where), may(Permission.KEEP_RECORDINGS, **where))


@pages.get("/<leg_id>.wav")
@needs(Permission.LISTEN_TO_RECORDINGS)
def sound(leg_id: str) -> Response:
    """The sound of a talk, whole or in parts."""
    return sent(leg_id, Listening.PLAYED)


@pages.get("/<leg_id>/download")
@needs(Permission.LISTEN_TO_RECORDINGS)
def download(leg_id: str) -> Response:
    """The sound of a talk as a file."""
    return sent(leg_id, Listening.DOWNLOADED)


@pages.post("/<leg_id>/delete")
@needs(Permission.KEEP_RECORDINGS)
def delete(leg_id: str) -> Response:
    """Delete a recording for good, and say why."""
    recording = found(leg_id, Permission.KEEP_RECORDINGS)
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    if recording.held:
        say(_("It is on legal hold: end that first."), mood="bad")
    elif not reason or not reason.isprintable():
        say(_("Say why it is deleted."), mood="bad")
    else:
        change(_deletion(recording, reason))
        say(_("The recording is deleted."))
    return _back(recording)


@pages.post("/<leg_id>/hold")
@needs(Permission.KEEP_RECORDINGS)
def hold(leg_id: str) -> Response:
    """Keep a recording beyond its time, or end that."""
    recording = found(leg_id, Permission.KEEP_RECORDINGS)
    held = request.form.get("held") == "1"

    def act(connection: Any) -> Changed:
        talk_recordings.hold(connection, leg_id, held=held)
        return Changed("recording", leg_id, {"held": recording.held}, {"held": held})

    change(Deed("hold recording" if held else "release recording", act, of_centre=False))
    say(_("The recording is on legal hold.") if held else _("The legal hold is over."))
    return _back(recording)


def _deletion(recording: TalkRecording, reason: str) -> Deed:
    def act(connection: Any) -> Changed:
        who, now = principal().signature, source().now()
        talk_recordings.delete(connection, [recording.leg_id], now, who, reason)
        before = {"queue": recording.queue, "agent": recording.agent, "sha256": recording.sha256}
        return Changed("recording", recording.leg_id, before, None)

    return Deed("delete recording", act, reason=reason, of_centre=False)


def found(leg_id: str, permission: Permission) -> TalkRecording:
    """A recording one has this right to; 404 when there is none, or it was deleted."""
    recording = None
    if leg_id.isprintable():
        with source().database.read() as connection:
            recording = talk_recordings.of(connection, leg_id)
            queue = queues.of(connection, recording.queue) if recording else None
    if recording is None or recording.deleted_at is not None:
        abort(404, _("There is no such recording, or it was deleted."))
    require(permission, queue=recording.queue, project=queue.project if queue else None)
    return recording


def sent(leg_id: str, what: Listening) -> Response:
    """The sound of a talk, after it is written down who gets it."""
    recording = found(leg_id, Permission.LISTEN_TO_RECORDINGS)
    path = file_of(source().settings.home, recording.leg_id)
    if not path.is_file():
        abort(404, _("There is no such recording, or it was deleted."))
    access = Access(fresh_id(), leg_id, source().now(), principal().signature, what)
    asked = request.range.ranges if request.range else []
    from_start = not asked or any(first == 0 for first, _last in asked)
    with source().database.write() as connection:  # before the first sample is sent
        talk_recordings.listened(connection, access, from_start=from_start)
    name = f"{recording.began_at:%Y-%m-%d-%H%M%S}-{recording.queue}-{recording.agent}.wav"
    whole = what is Listening.DOWNLOADED
    return send_file(path, "audio/wav", as_attachment=whole, download_name=name, conditional=True)


def _back(recording: TalkRecording) -> Response:
    return redirect(url_for("call.page", call_id=recording.call_id) + "#recordings", 303)
