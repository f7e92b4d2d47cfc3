"""What is kept of a person is counted in every spelling, without anything being changed."""

from datetime import UTC, datetime

from sqlalchemy import insert

from ivr.calls.events import CallStarted, Direction
from ivr.calls.pseudonym import Veil
from ivr.contacts.number import phone_number, spellings
from ivr.store import call_events
from ivr.store.database import Database
from ivr.store.erasure_traces import pattern, traces
from ivr.store.folding import refresh
from ivr.store.messages import messages

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
VEIL = Veil(spellings(phone_number("+36301234567")), "secret")


def began(number: int, caller_id: str) -> CallStarted:
    call_id = f"019aaaaa-0000-7000-8000-{number:012d}"
    return CallStarted(
        event_id=f"{call_id}-0", at=NOON, call_id=call_id, direction=Direction.INBOUND, entry="menu:main",
        caller_id=caller_id, dialled="100", channel="c", linkedid="1.1", leg_id=f"{call_id}-0",
    )  # fmt: skip


def test_calls_under_way_and_messages_are_counted(database: Database) -> None:
    with database.write() as connection:
        call_events.append(connection, [began(1, "+36301234567"), began(2, "06301234567"), began(3, "+36201111111")])
        row = {"id": "m", "call_id": "c", "box": "desk", "left_at": NOON, "seconds": 3.0}
        connection.execute(insert(messages).values(row | {"caller_id": "06301234567"}))
    refresh(database)
    with database.read() as connection:
        found = traces(connection, VEIL)
    assert (found.calls, found.running, found.messages, found.recordings) == (2, 2, 1, 0)


def test_a_number_is_found_where_it_stands_by_itself() -> None:
    text = '"+36301234567" 06301234567, 363012345670 x301234567'
    assert pattern(VEIL).findall(text) == ["+36301234567", "06301234567"]
