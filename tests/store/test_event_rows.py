"""What is written into a row of the history is read from it again."""

from datetime import UTC, datetime

from ivr.calls.events import AgentStateChanged, CallAnswered
from ivr.calls.ids import imported_id, leg_id
from ivr.store.call_events import call_events
from ivr.store.event_rows import BODY, COLUMNS, ITS_ID, body_of, in_body, row_of
from ivr.store.moments import moment_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOLD = imported_id(0, bytes(10))
PAUSED = AgentStateChanged(event_id="1", at=NOON, agent="anna", state="paused")


def answered(call_id: str, number: int) -> CallAnswered:
    return CallAnswered(event_id=f"{call_id}-{number}", at=NOON, call_id=call_id, leg_id=leg_id(call_id, number))


def test_one_event_is_a_row_with_its_columns() -> None:
    row = row_of(PAUSED, moment_in("sqlite"))
    assert dict(zip(COLUMNS, row, strict=True)) | {"body": ""} == {
        "event_id": "1", "at": "2026-11-22 12:00:00.000000", "kind": "AgentStateChanged", "call_id": None,
        "agent": "anna", "witness": "engine", "body": "",
    }  # fmt: skip
    assert in_body(row[BODY]) == [PAUSED]
    assert set(COLUMNS) <= set(call_events.c.keys())


def test_all_events_of_an_imported_call_are_in_one_body_without_its_id() -> None:
    events = [answered(TOLD, 0), answered(TOLD, 1)]
    body = body_of(events)
    assert (body.count(TOLD), ITS_ID in body, in_body(body)) == (1, True, events)


def test_the_event_of_a_call_of_ours_keeps_its_id() -> None:
    event = answered("01a20650-9d23-7fae-b198-a324bc49322b", 0)
    assert in_body(body_of([event])) == [event]
