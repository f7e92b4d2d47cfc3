"""Erasing a person: no number is left, and every total is what it was."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallEnded,
    CallQueued,
    CallStarted,
    Direction,
    VisitEnded,
)
from ivr.calls.ids import fresh_id, uuid7
from ivr.calls.pseudonym import MARK, Veil
from ivr.contacts.number import phone_number, spellings
from ivr.store import audit, call_events, contacts, erasure, erasures, talk_recordings
from ivr.store.call_numbers import call_numbers
from ivr.store.callbacks import callbacks
from ivr.store.contacts import AgainAsked
from ivr.store.database import Database
from ivr.store.erasure import erase, still_due, tell_audit
from ivr.store.erasures import Erased, Erasure, ErasureState
from ivr.store.folding import rebuild, refresh
from ivr.store.rollups import day_rollups, rollups
from ivr.store.talk_recordings import TalkRecording
from ivr.store.visits import calls, legs, visits

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ERASED, OTHER = "+36301234567", "+36201111111"
VEIL = Veil(spellings(phone_number(ERASED)), "secret")
SPAN = (NOON - timedelta(hours=1), NOON + timedelta(days=1))


def call(number: int, caller_id: str | None, *, served: bool = True) -> list:
    """A call that waited, and talked or gave up."""
    call_id = uuid7(1_700_000_000_000 + number, number.to_bytes(10, "big"))
    at = NOON + timedelta(minutes=number)
    names = {"visit_id": f"{call_id}-v", "leg_id": f"{call_id}-1", "agent": "agent-anna"}

    def told(after_s: float, kind, **fields):
        when = at + timedelta(seconds=after_s)
        return kind(event_id=f"{call_id}{kind.__name__}", at=when, call_id=call_id, **fields)

    began = told(
        0, CallStarted, direction=Direction.INBOUND, entry="menu:main", caller_id=caller_id, dialled="100",
        channel="c", linkedid="1.1", leg_id=f"{call_id}-0",
    )  # fmt: skip
    joined = told(1, CallQueued, visit_id=names["visit_id"], queue="bank", skill="bank", min_level=1, priority=0)
    outcome = VisitOutcome.ANSWERED if served else VisitOutcome.ABANDONED
    talked = [told(2, AgentOffered, **names), told(9, AgentConnected, **names)] if served else []
    talked += [told(60, AgentLegEnded, **names, hung_up_by=Party.CALLER)] if served else []
    left = told(9 if served else 30, VisitEnded, visit_id=names["visit_id"], outcome=outcome)
    disposition = Disposition.SERVED if served else Disposition.ABANDONED
    ended = told(61, CallEnded, disposition=disposition, hung_up_by=Party.CALLER)
    return [began, joined, *talked, left, ended]


def written(database: Database, *told: list) -> None:
    with database.write() as connection:
        call_events.append(connection, [event for events in told for event in events])
    refresh(database)


def totals(database: Database) -> object:
    """Everything that is counted, and the calls and legs but for their numbers."""
    with database.read() as connection:
        plain = [
            [tuple(value for name, value in row.items() if name not in {"caller_id", "number", "dialled"})
             for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in (calls, legs, visits, rollups, day_rollups)
        ]  # fmt: skip
        again = contacts.rows(connection, AgainAsked(("bank",), *SPAN), NOON + timedelta(days=10))["bank"]
    return plain, again


def everything(database: Database) -> str:
    with database.read() as connection:
        tables = (call_events.call_events, calls, legs, call_numbers, callbacks, audit.audit)
        return json.dumps([[list(row) for row in connection.execute(select(table))] for table in tables], default=str)


def erased(database: Database) -> Erased:
    """What was erased of the person."""
    asked = Erasure(fresh_id(), ERASED, VEIL.pseudonym(ERASED), "kata", NOON, NOON, ErasureState.RUNNING)
    with database.write() as connection:
        erasures.ask(connection, asked)
    erase(database, VEIL, asked, NOON)
    with database.write() as connection:
        erasures.close(connection, asked, ErasureState.DONE, NOON)
        tell_audit(connection, asked, NOON)
    return asked.erased


def test_no_number_is_left_and_another_persons_is(database: Database) -> None:
    written(database, call(1, ERASED), call(2, "06301234567"), call(3, OTHER))
    done = erased(database)
    left = everything(database)
    assert done.calls == 2
    assert "301234567" not in left
    assert "201111111" in left


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([ERASED, "06301234567", OTHER, None]), st.booleans()), min_size=1, max_size=8)
)
def test_every_total_is_what_it_was_also_after_a_rebuild(database: Database, past: list) -> None:
    with database.write() as connection:
        connection.execute(delete(call_events.call_events))
    rebuild(database)
    written(database, *(call(place, number, served=served) for place, (number, served) in enumerate(past)))
    before = totals(database)
    erased(database)
    assert totals(database) == before
    rebuild(database)
    assert totals(database) == before
    assert "301234567" not in everything(database)


def test_a_second_run_finds_nothing(database: Database) -> None:
    written(database, call(1, ERASED))
    erased(database)
    with database.read() as connection:
        assert connection.execute(select(calls.c.number)).scalar_one().startswith(MARK)
    again = erased(database)
    assert (again.calls, again.recordings, again.messages) == (0, 0, 0)


def test_his_recordings_are_deleted_but_for_those_on_hold(database: Database) -> None:
    told = call(1, ERASED)
    written(database, told)
    names = (told[0].call_id, "bank", "agent-anna", NOON, 9.0, (), "ab", 10, NOON + timedelta(days=30))
    with database.write() as connection:
        for leg, held in (("a", False), ("b", True)):
            talk_recordings.add(connection, TalkRecording(leg, *names, held=held))
    done = erased(database)
    assert (done.recordings, done.held) == (1, 1)


def test_a_call_under_way_is_left_and_told_of(database: Database) -> None:
    written(database, call(1, ERASED)[:-1])
    done = erased(database)
    assert (done.calls, done.running) == (0, 1)


def test_what_is_still_to_be_done_for_him_is_counted(database: Database) -> None:
    written(database, call(1, ERASED))
    row = {"id": "cb", "number": ERASED, "language": "en", "queue": "bank", "skill": "bank", "min_level": 1}
    row |= {"priority": 0, "entered_at": NOON, "requested_at": NOON, "expires_at": NOON, "call_id": "x"}
    with database.write() as connection:
        connection.execute(callbacks.insert().values(row | {"state": "waiting"}))
    assert still_due(database, VEIL) == 1


def test_the_audit_tells_of_it_without_the_number(database: Database) -> None:
    written(database, call(1, ERASED))
    erased(database)
    with database.read() as connection:
        (row,) = audit.search(connection, audit.AuditSearch())
        assert audit.verify(connection) is None
    assert (row.entry.verb, row.entry.who) == ("erase person", "kata")
    assert row.entry.id.startswith(MARK)


def test_an_entry_of_the_audit_that_names_the_number_is_counted(database: Database) -> None:
    with database.write() as connection:
        for number in (ERASED, OTHER):
            entry = audit.AuditEntry(NOON, "kata", "add callback", "callback", "cb", None, {"number": number})
            audit.append(connection, entry)
    assert erased(database).in_audit == 1


def test_a_run_that_was_broken_off_goes_on_and_counts_everything_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "CALLS_AT_ONCE", 1)
    written(database, *(call(number, ERASED) for number in range(3)))
    asked = Erasure(fresh_id(), ERASED, VEIL.pseudonym(ERASED), "kata", NOON, NOON)
    with database.write() as connection:
        erasures.ask(connection, asked)
    with monkeypatch.context() as killed:
        killed.setattr(erasure, "_rest", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erase(database, VEIL, asked, NOON)
    refresh(database)
    with database.write() as connection:
        found = erasures.of(connection, asked.id)
    erase(database, VEIL, found, NOON)
    assert (found.erased.calls, found.calls_there) == (3, 3)
    assert "301234567" not in everything(database)


def test_what_was_on_hold_is_deleted_by_another_run_when_the_hold_is_over(database: Database) -> None:
    told = call(1, ERASED)
    written(database, told)
    row = TalkRecording(
        "a", told[0].call_id, "bank", "agent-anna", NOON, 9.0, (), "ab", 10, NOON + timedelta(days=30), held=True
    )
    with database.write() as connection:
        talk_recordings.add(connection, row)
    first = erased(database)
    with database.write() as connection:
        talk_recordings.hold(connection, "a", held=False)
    again = erased(database)
    assert (first.held, first.recordings, again.held, again.recordings, again.calls) == (1, 0, 0, 1, 0)
