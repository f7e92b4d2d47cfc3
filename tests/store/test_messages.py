"""Messages are kept with the event that tells of them, and marked by people."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.events import CallQueued, CallStarted, Direction
from ivr.calls.waiting_events import CallDiverted, MessageLeft
from ivr.store import call_events, messages
from ivr.store.database import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = "019aaaaa-0000-7000-8000-000000000001"


@pytest.fixture
def left(database: Database) -> str:
    def event(number, kind, **fields):
        at = NOW + timedelta(seconds=number)
        return kind(event_id=f"e{number}", at=at, call_id=CALL, **fields)

    started = {"direction": Direction.INBOUND, "entry": "menu:main", "caller_id": "+36201234567", "dialled": "100"}
    road = [
        event(0, CallStarted, channel="PJSIP/x", linkedid="1", leg_id=f"{CALL}-0", **started),
        event(1, CallQueued, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0),
        event(2, CallDiverted, queue="nurse", target="voicemail:night"),
    ]
    with database.write() as connection:
        call_events.append(connection, road)
        for _twice in range(2):
            call_events.append(connection, [event(9, MessageLeft, message_id="m1", box="night", seconds=7.5)])
    return "m1"


def test_a_message_knows_its_caller_and_his_queue(database: Database, left: str) -> None:
    with database.read() as connection:
        (found,) = messages.everyone(connection, None)
    assert (found.caller_id, found.queue, found.box, found.seconds) == ("+36201234567", "nurse", "night", 7.5)
    assert found.left_at == NOW + timedelta(seconds=9)


def test_it_is_seen_by_whose_queue_it_is(database: Database, left: str) -> None:
    with database.read() as connection:
        assert messages.open_count(connection, {"nurse"}) == 1
        assert messages.open_count(connection, {"reception"}) == 0
        assert messages.everyone(connection, {"reception"}) == ()


def test_one_person_sees_to_it_and_it_can_be_opened_again(database: Database, left: str) -> None:
    with database.write() as connection:
        assert messages.handle(connection, left, ("Kata", NOW), "called back")
        assert not messages.handle(connection, left, ("Béla", NOW), None)
        assert messages.everyone(connection, None, open_only=True) == ()
        assert messages.of(connection, left).note == "called back"
        assert messages.reopen(connection, left)
        assert not messages.reopen(connection, left)
        assert messages.open_count(connection, None) == 1


def test_a_message_can_be_forgotten(database: Database, left: str) -> None:
    with database.write() as connection:
        assert messages.remove(connection, left)
        assert not messages.remove(connection, left)
