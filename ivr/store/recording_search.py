"""Recorded talks looked for by call, queue, agent and time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from ivr.store.talk_recordings import TalkRecording, read, talk_recordings


@dataclass(frozen=True, slots=True)
class RecordingWish:
    """What is looked for; None: anything. `before` is the leg id of the last one seen."""

    call_id: str | None = None
    queue: str | None = None
    agent: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: str | None = None
    limit: int = 50


def search(connection: Connection, queues: Collection[str] | None, wanted: RecordingWish) -> list[TalkRecording]:
    """Those of these queues (None: of all) that match and were not deleted, the latest first."""
    rows = talk_recordings.c
    wish = select(talk_recordings).where(rows.deleted_at.is_(None))
    for column, value in ((rows.call_id, wanted.call_id), (rows.queue, wanted.queue), (rows.agent, wanted.agent)):
        wish = wish if value is None else wish.where(column == value)
    wish = wish if wanted.since is None else wish.where(rows.began_at >= wanted.since)
    wish = wish if wanted.until is None else wish.where(rows.began_at < wanted.until)
    wish = wish if wanted.before is None else wish.where(rows.leg_id < wanted.before)
    wish = wish if queues is None else wish.where(rows.queue.in_(list(queues)))
    return list(read(connection, wish.order_by(rows.leg_id.desc()).limit(wanted.limit)))  # ids begin with the time
