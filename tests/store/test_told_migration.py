"""An imported call kept as a list of whole events is told as before after the change, and after taking it back."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import Connection, text

from ivr.calls.event_json import to_text
from ivr.calls.events import CallQueued, CallStarted, Direction
from ivr.store.database import Database
from ivr.store.event_rows import in_body
from ivr.store.migration import configuration

CALL, NINE = "018bcfe5-6800-82e9-bf58-927f4d3acb16", datetime(2025, 11, 25, 9, tzinfo=UTC)
NAMED = {"at": NINE, "witness": "queue_log", "call_id": CALL}
STARTED = CallStarted(
    event_id=f"{CALL}-0", direction=Direction.INBOUND, entry="queue:a", caller_id="Zoé §", dialled="", channel="",
    linkedid="1.1", leg_id=f"{CALL}-0", **NAMED,
)  # fmt: skip
QUEUED = CallQueued(event_id=f"{CALL}-1", visit_id=f"{CALL}-a", queue="a", skill="", min_level=1, priority=0, **NAMED)
ROW = text(
    "INSERT INTO call_events (event_id, at, kind, call_id, witness, body)"
    " VALUES (:event_id, '2025-11-25 09:00:00', 'CallImported', :call_id, 'queue_log', :body)"
)
BODIES = (f"[{to_text(STARTED)},{to_text(QUEUED)}]", to_text(STARTED))


def kept(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT body FROM call_events ORDER BY event_id")).scalars())


def test_what_was_told_of_a_call_is_told_still(bare: Database) -> None:
    with bare.write() as connection:
        command.upgrade(configuration(connection), "0028")
        for number, body in enumerate(BODIES):
            connection.execute(ROW, {"event_id": f"{CALL}-{number}", "call_id": CALL, "body": body})
        command.upgrade(configuration(connection), "0029")
        packed = kept(connection)
        command.downgrade(configuration(connection), "0028")
        listed = kept(connection)
    assert [in_body(body) for body in packed] == [[STARTED, QUEUED], [STARTED]]
    assert all(body.count(CALL) == 1 for body in packed)
    assert listed == [BODIES[0], f"[{BODIES[1]}]"]
