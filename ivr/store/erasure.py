"""Erasing a person: the numbers in history and tables become a keyed hash, what was said is deleted, totals stay.

Done in short transactions, each of which can be done again: a run that was broken off is simply run once more, and what
it counted is kept with what it did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from ivr.calls.pseudonym import Veil
from ivr.store import call_events, erasures, event_rows, stale_calls, talk_recordings
from ivr.store.audit import AuditEntry, append
from ivr.store.call_numbers import call_numbers
from ivr.store.callbacks import callbacks
from ivr.store.database import Database, only_writer_of_history
from ivr.store.erased_texts import veil_texts
from ivr.store.erasure_traces import calls_of, due, in_audit, running
from ivr.store.erasures import OBJECT, Erasure
from ivr.store.folding import refresh
from ivr.store.messages import messages
from ivr.store.reminders import reminders
from ivr.store.visits import legs

CALLS_AT_ONCE = 20
BECAUSE = "the person was erased"
VERB = "erase person"


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound of a message the person left: a file of its box."""

    box: str
    message_id: str


def sounds(database: Database, veil: Veil) -> list[Sound]:
    """What the person said into boxes, to be deleted before `erase`, which forgets whose it was."""
    wish = select(messages.c.box, messages.c.id).where(messages.c.caller_id.in_(veil.written))
    with database.read() as connection:
        return [Sound(*row) for row in connection.execute(wish)]


def still_due(database: Database, veil: Veil) -> int:
    """How many callbacks and reminders are still to be made to the person: nothing is erased before."""
    with database.read() as connection:
        return due(connection, veil)


def erase(database: Database, veil: Veil, erasure: Erasure, now: datetime) -> None:
    """Erase a person to whom nothing is due, and count in `erasure.erased` what was done."""
    refresh(database)
    done = erasure.erased
    with database.write() as connection:
        call_ids = sorted(calls_of(connection, veil.written_or_veiled))
        left_out = running(connection, call_ids)
        done.running, done.held = len(left_out), 0
        there = max(erasure.calls_there, len(calls_of(connection, veil.written)) - len(left_out))
        erasures.proceed(connection, erasure, now, there)
    todo = [call_id for call_id in call_ids if call_id not in left_out]
    for start in range(0, len(todo), CALLS_AT_ONCE):
        with database.write() as connection:
            part = todo[start : start + CALLS_AT_ONCE]
            _veil_calls(connection, part, veil, erasure)
            _recordings(connection, part, erasure, now)
            erasures.proceed(connection, erasure, now)
    with database.write() as connection:
        _rest(connection, veil, erasure)
        done.texts += veil_texts(connection, veil)
        done.in_audit = in_audit(connection, veil)
        erasures.proceed(connection, erasure, now)
    refresh(database)


def tell_audit(connection: Connection, erasure: Erasure, now: datetime) -> None:
    """Write down who erased whom, without the number."""
    counts = {name: count for name, count in asdict(erasure.erased).items() if count}
    append(connection, AuditEntry(now, erasure.asked_by, VERB, OBJECT, erasure.subject, None, counts))


def _veil_calls(connection: Connection, call_ids: Sequence[str], veil: Veil, erasure: Erasure) -> None:
    only_writer_of_history(connection)
    changed = set()
    for event_id, events in call_events.rows_of_calls(connection, call_ids):
        fresh = [veil.over(event) for event in events]
        if fresh != events:
            row = call_events.call_events.c.event_id == event_id
            body = event_rows.body_of(fresh)
            connection.execute(update(call_events.call_events).where(row).values(body=body))
            changed.add(events[0].call_id)
    stale_calls.mark(connection, changed)
    of_them = select(legs.c.leg_id).where(legs.c.call_id.in_(changed))
    erasure.erased.calls += len(changed)
    erasure.erased.legs += len(connection.execute(of_them).all())


def _recordings(connection: Connection, call_ids: Sequence[str], erasure: Erasure, now: datetime) -> None:
    found = [one for call_id in call_ids for one in talk_recordings.of_call(connection, call_id)]
    there = [one for one in found if one.deleted_at is None]
    erasure.erased.held += sum(one.held for one in there)
    ids = [one.leg_id for one in there]
    erasure.erased.recordings += talk_recordings.delete(connection, ids, now, erasure.asked_by, BECAUSE)


def _rest(connection: Connection, veil: Veil, erasure: Erasure) -> None:
    for row_id, number in _having(connection, callbacks.c.id, callbacks.c.number, veil):
        mine = callbacks.c.id == row_id
        connection.execute(update(callbacks).where(mine).values(number=veil.pseudonym(number)))
        erasure.erased.callbacks += 1
    for row_id, number in _having(connection, reminders.c.id, reminders.c.number, veil):
        mine = reminders.c.id == row_id
        connection.execute(update(reminders).where(mine).values(number=veil.pseudonym(number), message={}))
        erasure.erased.reminders += 1
    for row_id, number in _having(connection, messages.c.id, messages.c.caller_id, veil):
        mine = messages.c.id == row_id
        connection.execute(update(messages).where(mine).values(caller_id=veil.pseudonym(number), note=None))
        erasure.erased.messages += 1
    connection.execute(delete(call_numbers).where(call_numbers.c.number.in_(list(veil.numbers))))


def _having(
    connection: Connection, key: ColumnElement[str], number: ColumnElement[str], veil: Veil
) -> Iterator[tuple[str, str]]:
    yield from [(row[0], row[1]) for row in connection.execute(select(key, number).where(number.in_(veil.written)))]
