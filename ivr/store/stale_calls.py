"""Which calls have events newer than their folded rows: marked when events are appended, taken when folded."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, String, Table, bindparam, cast, delete, exists, insert, select, text

from ivr.store.columns import metadata
from ivr.store.visits import OWN, visits

LONGEST_WRAP = timedelta(hours=12)  # older visits of unknown wrap-up are not looked at for ever

stale_calls = Table("stale_calls", metadata, Column("call_id", String(36), primary_key=True))

_ID = cast(bindparam("id"), String(36))
# Not the databases' own "on conflict": their dialects cost every verb a tenth of a second, and history has one writer.
_MARK = insert(stale_calls).from_select(["call_id"], select(_ID).where(~exists().where(stale_calls.c.call_id == _ID)))


def mark(connection: Connection, call_ids: Iterable[str]) -> None:
    """These calls must be folded again."""
    rows = [{"id": call_id} for call_id in sorted(call_ids)]
    if rows:
        connection.execute(_MARK, rows)


def mark_wrapping(connection: Connection, agents: Iterable[str], at: datetime) -> None:
    """The calls whose agent was still wrapping up must be folded again: his change of state may have ended it."""
    wish = select(visits.c.call_id).where(
        visits.c.agent.in_(list(agents)),
        visits.c.talk_ended_at >= at - LONGEST_WRAP,
        visits.c.wrap_ended_at.is_(None),
        text(OWN),  # no imported history tells of wrap-ups
    )
    mark(connection, connection.execute(wish.distinct()).scalars())


def take(connection: Connection, limit: int) -> list[str]:
    """Unmark some calls and give their ids."""
    ids = list(connection.execute(select(stale_calls.c.call_id).order_by(stale_calls.c.call_id).limit(limit)).scalars())
    if ids:
        connection.execute(delete(stale_calls).where(stale_calls.c.call_id.in_(ids)))
    return ids
