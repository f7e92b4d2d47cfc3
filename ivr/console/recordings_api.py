"""Recorded talks for programs: listed, heard, each hearing written down as for people."""

from typing import Any

from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.recordings_page import found as recording_of
from ivr.console.recordings_page import sent
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.sought import NAME, Sought
from ivr.console.source import source
from ivr.reports.tables import plain
from ivr.store import recording_search, talk_recordings
from ivr.store.recording_search import RecordingWish
from ivr.store.talk_recordings import Listening, TalkRecording

api = area("recordings")
MOST = 200


class RecordingsQuery(Sought):
    """What is looked for; `before` is the `next` of the page before."""

    call_id: str | None = NAME
    limit: int = Field(50, ge=1, le=MOST)


class RecordingSaid(BaseModel):
    """A recorded talk; `pauses` are seconds from its beginning: from, until, from, until."""

    leg_id: str
    call_id: str
    queue: str
    agent: str
    began_at: str
    seconds: float
    pauses: list[float]
    sha256: str
    bytes: int
    keep_until: str
    held: bool


class RecordingsSaid(BaseModel):
    """Recordings, the latest first, and where the next page begins."""

    recordings: list[RecordingSaid]
    next: str | None


class AccessSaid(BaseModel):
    """Somebody listened."""

    at: str
    who: str
    what: Listening


class AccessesSaid(BaseModel):
    """Who listened to a recording, the latest first."""

    accesses: list[AccessSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.LISTEN_TO_RECORDINGS)
@api.input(RecordingsQuery, location="query", arg_name="asked")
@api.output(RecordingsSaid)
@api.doc(summary="Search recorded talks", security="token", responses=answers(422))
def search(asked: RecordingsQuery) -> dict[str, Any]:
    """The latest recordings of one's queues that match."""
    wanted, scope = RecordingWish(**asked.model_dump()), principal().scope
    with source().database.read() as connection:
        rows = recording_search.search(connection, scope_of(seen_queues(connection, scope), scope), wanted)
    last = rows[-1].leg_id if len(rows) == wanted.limit else None
    return {"recordings": [_said(row) for row in rows], "next": last}


@api.get("/<leg_id>/sound")
@limiter.limit(PROGRAMS)
@needs(Permission.LISTEN_TO_RECORDINGS)
@api.doc(summary="The sound of a talk, as a WAV file: written down as a download", security="token",
         responses=answers(404))  # fmt: skip
def sound(leg_id: str) -> Any:
    """The sound of a talk, in parts too."""
    return sent(leg_id, Listening.DOWNLOADED)


@api.get("/<leg_id>/accesses")
@limiter.limit(PROGRAMS)
@needs(Permission.LISTEN_TO_RECORDINGS)
@api.output(AccessesSaid)
@api.doc(summary="Who listened to a recording", security="token", responses=answers(404))
def accesses(leg_id: str) -> dict[str, Any]:
    """Who played or downloaded it, and when."""
    recording = recording_of(leg_id, Permission.LISTEN_TO_RECORDINGS)
    with source().database.read() as connection:
        listened = talk_recordings.accesses(connection, [recording.leg_id])
    return {"accesses": [{"at": one.at.isoformat(), "who": one.who, "what": one.what} for one in listened]}


def _said(row: TalkRecording) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in RecordingSaid.model_fields} | {"pauses": list(row.pauses)}
