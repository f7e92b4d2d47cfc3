"""What is kept of a person: found by number in every spelling, and counted; nothing is changed here."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from ivr.calls.events import CallEnded, CallStarted
from ivr.calls.ids import is_imported
from ivr.calls.pseudonym import Veil
from ivr.store import call_events
from ivr.store.audit import audit
from ivr.store.callbacks import callback_attempts, callbacks
from ivr.store.messages import messages
from ivr.store.reminders import ReminderState, reminders
from ivr.store.talk_recordings import talk_recordings
from ivr.store.visits import calls, legs

AT_ONCE = 500  # ids in one statement
TO_BE_TOLD = (ReminderState.WAITING.value, ReminderState.CLAIMED.value)


@dataclass(frozen=True, slots=True)
class Traces:
    """How much is kept of a person; the last four are what cannot be erased at this moment, or at all."""

    calls: int
    legs: int
    recordings: int
    messages: int
    callbacks: int
    reminders: int
    held: int
    running: int
    due: int
    in_audit: int


def traces(connection: Connection, veil: Veil) -> Traces:
    """Count what is kept of a person."""
    named = sorted(calls_of(connection, veil.written))
    there = talk_recordings.c.deleted_at.is_(None)
    held = talk_recordings.c.held & there
    mine = sorted(calls_of(connection, veil.written_or_veiled))
    return Traces(
        calls=len(named),
        legs=_count(connection, legs, named),
        recordings=_count(connection, talk_recordings, mine, there),
        messages=_numbered(connection, messages.c.caller_id, veil),
        callbacks=_numbered(connection, callbacks.c.number, veil),
        reminders=_numbered(connection, reminders.c.number, veil),
        held=_count(connection, talk_recordings, mine, held),
        running=len(running(connection, named)),
        due=due(connection, veil),
        in_audit=in_audit(connection, veil),
    )


def calls_of(connection: Connection, written: Collection[str]) -> set[str]:
    """The calls in which one of these stands as a number, those that led to or from their callbacks too."""
    found = set(connection.execute(select(calls.c.call_id).where(calls.c.number.in_(written))).scalars())
    for column in (calls.c.caller_id, calls.c.dialled):
        found |= set(connection.execute(select(calls.c.call_id).where(column.in_(written))).scalars())
    found |= set(connection.execute(select(legs.c.call_id).where(legs.c.number.in_(written))).scalars())
    mine = select(callbacks.c.id, callbacks.c.origin_call_id, callbacks.c.call_id)
    for callback_id, origin, own in connection.execute(mine.where(callbacks.c.number.in_(written))).all():
        tries = select(callback_attempts.c.call_id).where(callback_attempts.c.callback_id == callback_id)
        found |= {origin, own, *connection.execute(tries).scalars()}
    return {call_id for call_id in found if call_id}


def running(connection: Connection, call_ids: Collection[str]) -> set[str]:
    """Those of these calls that have begun and are not over; what was only attempted has no beginning.

    Of another system's history none goes on, however it ends there.
    """
    open_ones: set[str] = set()
    for part in _parts(call_ids):
        wish = select(calls.c.call_id).where(calls.c.call_id.in_(part), calls.c.ended_at.is_(None))
        open_ones |= {call_id for call_id in connection.execute(wish).scalars() if not is_imported(call_id)}
    kinds = {
        call_id: {type(event) for event in events}
        for call_id, events in call_events.of_calls(connection, sorted(open_ones)).items()
    }
    return {call_id for call_id, seen in kinds.items() if CallStarted in seen and CallEnded not in seen}


def due(connection: Connection, veil: Veil) -> int:
    """How many callbacks and reminders are still to be made to the person."""
    open_ones = select(callbacks.c.number).where(callbacks.c.closed_at.is_(None))
    to_tell = select(reminders.c.number).where(reminders.c.state.in_(TO_BE_TOLD))
    found = [*connection.execute(open_ones).scalars(), *connection.execute(to_tell).scalars()]
    return sum(veil.covers(number) for number in found)


def in_audit(connection: Connection, veil: Veil) -> int:
    """How many entries of the audit name the number."""
    columns = (audit.c.before, audit.c.after, audit.c.subject, audit.c.reason)
    found = connection.execute(select(*columns).where(or_(*(naming(column, veil) for column in columns))))
    return sum(any(text and pattern(veil).search(text) for text in row) for row in found)


def naming(column: ColumnElement[Any], veil: Veil) -> ColumnElement[bool]:
    """The condition that a text may name the number: every spelling ends with the shortest."""
    return column.contains(min(veil.numbers, key=len), autoescape=True)


def pattern(veil: Veil) -> re.Pattern[str]:
    """The number where it stands by itself in a text, in any spelling without blanks."""
    longest_first = sorted(veil.numbers, key=len, reverse=True)
    return re.compile(rf"(?<![0-9A-Za-z])\+?(?:{'|'.join(longest_first)})(?![0-9A-Za-z])")


def _parts(call_ids: Collection[str]) -> list[list[str]]:
    ids = sorted(call_ids)
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _count(connection: Connection, table: Table, call_ids: Collection[str], *which: ColumnElement[bool]) -> int:
    wish = select(func.count()).select_from(table).where(*which)
    parts = (wish.where(table.c.call_id.in_(part)) for part in _parts(call_ids))
    return sum(connection.execute(part).scalar_one() for part in parts)


def _numbered(connection: Connection, column: ColumnElement[Any], veil: Veil) -> int:
    return connection.execute(select(func.count()).where(column.in_(veil.written))).scalar_one()
