"""Callers refused at the door are told beside what was offered, and counted once."""

from datetime import UTC, datetime, timedelta

from ivr.hours.periods import Period
from ivr.reports.call_record import CallRecord, Refusal
from ivr.store import refusals
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace
from ivr.store.pieces import pieces

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1))
REFUSED = Refusal("c", "nurse", NOON + timedelta(minutes=20), "closed")


def test_a_refusal_is_counted_once_however_often_it_is_folded(database: Database) -> None:
    with database.write() as connection:
        for _ in range(2):
            replace(connection, [CallRecord("c", NOON, refusals=(REFUSED,))])
        (row,) = pieces(connection, HOUR, Period.QUARTER, "UTC")
    assert (row.start, row.counts.refused, row.counts.offered) == (NOON + timedelta(minutes=15), 1, 0)


def test_refusals_are_found_by_queue_and_time(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [CallRecord("c", NOON, refusals=(REFUSED,))])
        assert refusals.between(connection, HOUR.since, HOUR.until, ["nurse"]) == [REFUSED]
        assert refusals.between(connection, HOUR.since, REFUSED.refused_at, ["nurse"]) == []
        assert refusals.between(connection, HOUR.since, HOUR.until, ["billing"]) == []
