"""Erasing a person: the numbers in history and tables become a keyed hash, what was said is deleted, totals stay.

Done in short transactions, each of which can be done again: a run that was broken off is simply run once more.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from ivr.calls.event_json import to_plain
from ivr.calls.events import CallEnded
from ivr.calls.pseudonym import Veil
from ivr.store import call_events, stale_calls, talk_recordings
from ivr.store.audit import AuditEntry, append, audit
from ivr.store.call_numbers import call_numbers
from ivr.store.callbacks import callback_attempts, callbacks
from ivr.store.database import Database, only_writer_of_history
from ivr.store.folding import refresh
from ivr.store.messages import messages
from ivr.store.reminders import ReminderState, reminders
from ivr.store.visits import calls, legs

CALLS_AT_ONCE = 20
BECAUSE = "the person was erased"


@dataclass(slots=True)
class Erased:
    """What was done; `held` recordings stay, `running` calls and `due` callbacks or reminders have to end first."""

    calls: int = 0
    recordings: int = 0
    held: int = 0
    running: int = 0
    due: int = 0
    in_audit: int = 0  # older entries of the audit that name the number: its chain does not allow to change them
    messages: list[tuple[str, str]] = field(default_factory=list)  # box and id: their sound is to be deleted


def erase(database: Database, veil: Veil, who: str, now: datetime) -> Erased:
    """Erase a person who is not to be called any more; nothing is changed while something is due to him."""
    done = Erased()
    with database.read() as connection:
        done.due = _due(connection, veil)
        done.in_audit = _in_audit(connection, veil)
        call_ids = [] if done.due else sorted(_calls_of(connection, veil))
    if done.due:
        return done
    for start in range(0, len(call_ids), CALLS_AT_ONCE):
        with database.write() as connection:
            _veil_calls(connection, call_ids[start : start + CALLS_AT_ONCE], veil, done)
    with database.write() as connection:
        _rest(connection, veil, done)
        _recordings(connection, call_ids, who, now, done)
        subject = veil.pseudonym(max(veil.numbers, key=len))
        counts = {"calls": done.calls, "recordings": done.recordings, "held": done.held}
        append(connection, AuditEntry(now, who, "erase person", "person", subject, None, counts))
    refresh(database)
    return done


def _due(connection: Connection, veil: Veil) -> int:
    open_ones = select(callbacks.c.number).where(callbacks.c.closed_at.is_(None))
    waiting = (ReminderState.WAITING.value, ReminderState.CLAIMED.value)
    to_tell = select(reminders.c.number).where(reminders.c.state.in_(waiting))
    found = [*connection.execute(open_ones).scalars(), *connection.execute(to_tell).scalars()]
    return sum(veil.covers(number) for number in found)


def _in_audit(connection: Connection, veil: Veil) -> int:
    texts = (audit.c.before, audit.c.after, audit.c.subject)
    longest = max(veil.numbers, key=len)
    named = or_(*(text.contains(longest, autoescape=True) for text in texts))
    return connection.execute(select(func.count()).select_from(audit).where(named)).scalar_one()


def _calls_of(connection: Connection, veil: Veil) -> set[str]:
    spelled = [*veil.numbers, *(f"+{number}" for number in veil.numbers)]
    found = set(connection.execute(select(calls.c.call_id).where(calls.c.number.in_(spelled))).scalars())
    for column in (calls.c.caller_id, calls.c.dialled):
        found |= set(connection.execute(select(calls.c.call_id).where(column.in_(spelled))).scalars())
    found |= set(connection.execute(select(legs.c.call_id).where(legs.c.number.in_(spelled))).scalars())
    mine = select(callbacks.c.id, callbacks.c.origin_call_id, callbacks.c.call_id)
    for callback_id, origin, own in connection.execute(mine.where(callbacks.c.number.in_(spelled))).all():
        tries = select(callback_attempts.c.call_id).where(callback_attempts.c.callback_id == callback_id)
        found |= {origin, own, *connection.execute(tries).scalars()}
    return {call_id for call_id in found if call_id}


def _veil_calls(connection: Connection, call_ids: Sequence[str], veil: Veil, done: Erased) -> None:
    only_writer_of_history(connection)
    changed = set()
    for call_id, events in call_events.of_calls(connection, call_ids).items():
        veiled = [(event, veil.over(event)) for event in events]
        fresh = [new for old, new in veiled if new is not old]
        if fresh and not any(isinstance(event, CallEnded) for event in events) and _is_started(connection, call_id):
            done.running += 1
            continue
        for event in fresh:
            row = call_events.call_events.c.event_id == event.event_id
            body = json.dumps(to_plain(event), separators=(",", ":"))
            connection.execute(update(call_events.call_events).where(row).values(body=body))
            changed.add(call_id)
    stale_calls.mark(connection, changed)
    done.calls += len(changed)


def _is_started(connection: Connection, call_id: str) -> bool:
    """Whether a call without an end has begun: what was only attempted has none."""
    table = call_events.call_events.c
    return bool(
        connection.execute(
            select(table.event_id).where(table.call_id == call_id, table.kind == "CallStarted").limit(1)
        ).scalar()
    )


def _rest(connection: Connection, veil: Veil, done: Erased) -> None:
    for row_id, number in _having(connection, callbacks.c.id, callbacks.c.number, veil):
        mine = callbacks.c.id == row_id
        connection.execute(update(callbacks).where(mine).values(number=veil.pseudonym(number)))
    for row_id, number in _having(connection, reminders.c.id, reminders.c.number, veil):
        mine = reminders.c.id == row_id
        connection.execute(update(reminders).where(mine).values(number=veil.pseudonym(number), message={}))
    for row_id, number in _having(connection, messages.c.id, messages.c.caller_id, veil):
        mine = messages.c.id == row_id
        box = connection.execute(select(messages.c.box).where(mine)).scalar_one()
        connection.execute(update(messages).where(mine).values(caller_id=veil.pseudonym(number), note=None))
        done.messages.append((box, row_id))
    connection.execute(delete(call_numbers).where(call_numbers.c.number.in_(list(veil.numbers))))


def _having(
    connection: Connection, key: ColumnElement[str], number: ColumnElement[str], veil: Veil
) -> Iterator[tuple[str, str]]:
    spelled = [*veil.numbers, *(f"+{one}" for one in veil.numbers)]
    yield from [(row[0], row[1]) for row in connection.execute(select(key, number).where(number.in_(spelled)))]


def _recordings(connection: Connection, call_ids: Sequence[str], who: str, now: datetime, done: Erased) -> None:
    found = [one for call_id in call_ids for one in talk_recordings.of_call(connection, call_id)]
    there = [one for one in found if one.deleted_at is None]
    done.held = sum(one.held for one in there)
    done.recordings = talk_recordings.delete(connection, [one.leg_id for one in there], now, who, BECAUSE)
