"""What comes after a call was told of joins it."""

from zoneinfo import ZoneInfo

from ivr.calls.events import Event
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.store.database import Database
from ivr.store.imported_batch import Way
from ivr.store.imported_late import late, write_late
from ivr.store.visits import of_calls

JOINED = "1764061200|1764061200.1|support|NONE|ENTERQUEUE||+36301110001|1"
LEFT = "1764061209|1764061200.1|support|NONE|ABANDON|1|1|9"
PAUSED = "1764061280|NONE|NONE|SIP/101|PAUSE|lunch"


def events(*rows: str) -> list[Event]:
    reader = QueueLog(JOINED, ZoneInfo("UTC"), Names())
    return [event for row in rows for event in reader.events(row)]


def taken(database: Database, *rows: str) -> tuple[int, list[float | None]]:
    way = Way("sqlite" if database.is_sqlite else "postgresql", 1)
    with database.write() as connection:
        found = late(connection, events(*rows))
        write_late(connection, found, way)
        call_ids = [one.call[0].call_id for one in found if one.call]
        return sum(len(one.new) for one in found), [visit.wait_s for visit in of_calls(connection, call_ids)]


def test_a_call_goes_on_where_it_was_left(database: Database) -> None:
    assert taken(database, JOINED, PAUSED) == (3, [None])
    assert taken(database, JOINED, LEFT, PAUSED) == (1, [9.0])
    assert taken(database, JOINED, LEFT, PAUSED) == (0, [])
