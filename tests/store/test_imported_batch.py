"""Calls become rows once each, whatever is told twice."""

from zoneinfo import ZoneInfo

from ivr.calls.events import Event
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.store.event_rows import BODY, in_body
from ivr.store.imported_batch import Way, batch_of

WAY = Way("sqlite", 7)
ROWS = [
    "1764061200|1764061200.1|support|NONE|ENTERQUEUE||+36301110001|1",
    "1764061212|1764061200.1|support|SIP/101|CONNECT|12|1764061200.9|4",
    "1764061272|1764061200.1|support|SIP/101|COMPLETECALLER|12|60|1",
    "1764061280|NONE|NONE|SIP/101|PAUSE|lunch",
]


def events(rows: list[str]) -> list[Event]:
    reader = QueueLog(rows[0], ZoneInfo("UTC"), Names())
    return [event for row in rows for event in reader.events(row)]


def test_a_call_is_one_row_of_the_history_with_its_events_in_it() -> None:
    batch = batch_of([*events(ROWS), *events(ROWS)], WAY)
    (row,) = batch.told.values()
    assert (in_body(row[BODY]), row[-1], batch.events) == (events(ROWS[:3]), 7, 5)
    assert [len(some) for some in (batch.folded.calls, batch.folded.legs, batch.folded.visits)] == [1, 2, 1]
    assert batch.folded.numbers == {"36301110001"}


def test_what_may_be_known_stands_apart() -> None:
    call_id = next(iter(batch_of(events(ROWS), WAY).told))
    batch = batch_of(events(ROWS), WAY, [call_id])
    assert (batch.told, batch.events, len(batch.apart)) == ({}, 0, len(events(ROWS)))
    assert batch_of(events(ROWS), WAY).apart == events(ROWS[3:])
