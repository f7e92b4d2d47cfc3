"""A callback is dialled once an attempt, moves only as its states allow, and is found by its person's number."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.calls.ids import leg_id, uuid7
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.store import callbacks
from ivr.store.callbacks import Callback, CallbackAttempt
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID, CALL, NEXT, OTHER = (uuid7(number, bytes(10)) for number in (1, 2, 3, 4))
ASKED = Callback(
    ID, "+36301234567", "hu", "reception", "reception", NOON - timedelta(minutes=4), NOON, NOON + timedelta(hours=4),
    CALL,
)  # fmt: skip


def attempt(number: int = 1, call_id: str = CALL) -> CallbackAttempt:
    return CallbackAttempt(call_id, ID, number, leg_id(call_id, 0), NOON)


@pytest.fixture
def asked(database: Database) -> Database:
    with database.write() as connection:
        callbacks.add(connection, ASKED)
    return database


def test_it_is_kept_as_it_was_asked_for(asked: Database) -> None:
    with asked.read() as connection:
        assert callbacks.load(connection, ID) == ASKED
        assert callbacks.open_ones(connection) == [ASKED]


def test_it_is_dialled_once_however_often_that_is_tried(asked: Database) -> None:
    with asked.write() as connection:
        begun = callbacks.begin_attempt(connection, ASKED, attempt())
        assert begun is not None
        assert (begun.state, begun.attempts_made) == (CallbackState.DIALLED, 1)
        assert callbacks.begin_attempt(connection, ASKED, attempt(2, NEXT)) is None
        assert callbacks.attempts_of(connection, ID) == [attempt()]


def test_an_attempt_ends_once(asked: Database) -> None:
    with asked.write() as connection:
        callbacks.begin_attempt(connection, ASKED, attempt())
        assert callbacks.attempts_left_open(connection) == [attempt()]
        assert callbacks.end_attempt(connection, CALL, Disposition.BUSY, NOON)
        assert not callbacks.end_attempt(connection, CALL, Disposition.NO_ANSWER, NOON)
        assert callbacks.attempts_of(connection, ID)[0].disposition is Disposition.BUSY
        assert callbacks.attempts_left_open(connection) == []


def test_the_callback_of_a_call_is_found_before_and_after_the_attempt(asked: Database) -> None:
    with asked.write() as connection:
        callbacks.begin_attempt(connection, ASKED, attempt())
        callbacks.move(connection, ID, CallbackEvent.MISS, call_id=NEXT)
        found = [callbacks.of_call(connection, call_id) for call_id in (CALL, NEXT, OTHER)]
        assert [one and one.id for one in found] == [ID, ID, None]


def test_what_may_not_follow_changes_nothing(asked: Database) -> None:
    with asked.write() as connection:
        assert callbacks.move(connection, ID, CallbackEvent.CANCEL, reason="asked to") is not None
        assert callbacks.move(connection, ID, CallbackEvent.DIAL) is None
        assert callbacks.move(connection, OTHER, CallbackEvent.CANCEL) is None
        found = callbacks.load(connection, ID)
        assert found is not None
        assert (found.state, found.reason, found.is_open) == (CallbackState.CANCELLED, "asked to", False)


def test_the_open_callbacks_of_a_number_come_earliest_first(asked: Database) -> None:
    later = replace(ASKED, id=OTHER, call_id=OTHER, entered_at=NOON)
    over = replace(ASKED, id=NEXT, call_id=NEXT, state=CallbackState.MERGED)
    with asked.write() as connection:
        callbacks.add(connection, later)
        callbacks.add(connection, over)
        assert callbacks.open_of_number(connection, ASKED.number) == [ASKED, later]


def test_a_range_is_listed_latest_first_and_by_queue(asked: Database) -> None:
    later = replace(ASKED, id=OTHER, call_id=OTHER, requested_at=NOON + timedelta(minutes=1), queue="nurse")
    with asked.write() as connection:
        callbacks.add(connection, later)
        until = NOON + timedelta(hours=1)
        assert callbacks.requested_between(connection, NOON, until) == [later, ASKED]
        assert callbacks.requested_between(connection, NOON, until, {"reception"}) == [ASKED]
