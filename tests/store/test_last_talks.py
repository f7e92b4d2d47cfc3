"""The agent a number talked with last."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import folded_rows
from ivr.store.database import Database
from ivr.store.last_talks import last_agent

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = "+36 30 123 4567"


def talked(call_id: str, at: datetime, agent: str | None, queue: str = "nurse") -> CallRecord:
    record = CallRecord(call_id, at, caller_id="+36301234567")
    outcome = VisitOutcome.ANSWERED if agent else VisitOutcome.ABANDONED
    connected = at if agent else None
    record.visits = (Visit(f"{call_id}-v", call_id, queue, at, connected_at=connected, outcome=outcome, agent=agent),)
    return record


def found(database: Database, *records: CallRecord, queue: str = "nurse", since: datetime = datetime.min) -> str | None:
    with database.write() as connection:
        folded_rows.replace(connection, list(records))
        return last_agent(connection, NUMBER, queue, since.replace(tzinfo=UTC))


def test_the_latest_talk_counts_and_a_call_nobody_took_does_not(database: Database) -> None:
    before, later, unserved = (NOON + timedelta(hours=hours) for hours in (0, 1, 2))
    records = (talked("1", before, "agent-anna"), talked("2", later, "agent-bela"), talked("3", unserved, None))
    assert found(database, *records) == "agent-bela"


def test_a_talk_in_another_queue_or_too_long_ago_does_not_count(database: Database) -> None:
    record = talked("1", NOON, "agent-anna")
    assert found(database, record, queue="reception") is None
    assert found(database, record, since=NOON + timedelta(seconds=1)) is None
