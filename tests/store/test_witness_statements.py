"""What the witnesses said is found by time and by call; said again under the same id it stands once."""

from datetime import UTC, datetime, timedelta

from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import witness_statements
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = "019aa9f0-0000-7000-8000-000000000001"


def said(minute: int, call_id: str | None = None, reference: str = "1.0") -> Statement:
    at = NOON + timedelta(minutes=minute)
    return Statement(Witness.CDR, reference, call_id, Kind.CALL, at, at, "agent-anna", "1.0/3")


def test_statements_are_found_by_their_time(database: Database) -> None:
    with database.write() as connection:
        witness_statements.keep(connection, {"a": said(0), "b": said(1), "c": said(2)})
    with database.read() as connection:
        assert witness_statements.between(connection, NOON, NOON + timedelta(minutes=2)) == [said(0), said(1)]


def test_statements_are_found_by_our_id_or_asterisks(database: Database) -> None:
    ours, theirs, other = said(0, CALL, "1.0"), said(1, None, "2.0"), said(2, None, "3.0")
    with database.write() as connection:
        witness_statements.keep(connection, {"a": ours, "b": theirs, "c": other})
    with database.read() as connection:
        assert witness_statements.of_calls(connection, [CALL], ["2.0"]) == [ours, theirs]
        assert len(witness_statements.of_calls(connection, [CALL] * 600, ["2.0"] * 1200)) == 2


def test_the_oldest_are_forgotten_first_and_so_many_at_once(database: Database) -> None:
    with database.write() as connection:
        witness_statements.keep(connection, {"a": said(1), "b": said(0), "c": said(2)})
        assert witness_statements.first_said_at(connection) == NOON
        assert witness_statements.forget(connection, NOON + timedelta(minutes=2), 1) == 1
        assert witness_statements.first_said_at(connection) == NOON + timedelta(minutes=1)
        assert witness_statements.forget(connection, NOON + timedelta(minutes=2), 5) == 1


def test_what_is_told_again_under_its_id_is_replaced(database: Database) -> None:
    with database.write() as connection:
        witness_statements.keep(connection, {"a": said(0)})
        witness_statements.keep(connection, {"a": said(1)})
        witness_statements.keep(connection, {})
    with database.read() as connection:
        assert witness_statements.between(connection, NOON, NOON + timedelta(hours=1)) == [said(1)]
