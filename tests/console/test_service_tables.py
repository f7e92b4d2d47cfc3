"""Today's figures of a queue."""

from datetime import UTC, datetime, timedelta

from ivr.console.service_tables import day_of, service_table
from ivr.reports.call_record import Visit
from ivr.reports.service_level import Formula
from ivr.store.centre import Queue

QUEUE = Queue("nurse", "Nurse", "nurse")
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


def waiting(joined_at: datetime) -> Visit:
    return Visit("v", "c", "nurse", joined_at)


def test_the_day_begins_at_the_queues_midnight() -> None:
    assert day_of(QUEUE, NOW) == datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_the_table_begins_with_the_first_call_and_keeps_the_quiet_half_hours_after_it() -> None:
    table = service_table(QUEUE, [waiting(NOW - timedelta(minutes=70))], NOW)
    assert [(label, row.offered) for label, row in table.rows] == [("09:30", 1), ("10:00", 0), ("10:30", 0)]


def test_a_quiet_half_hour_has_no_service_level() -> None:
    table = service_table(QUEUE, [waiting(NOW - timedelta(minutes=70))], NOW)
    assert table.rows[1][1].service_level is None


def test_a_day_without_calls_has_no_rows_and_an_empty_total() -> None:
    table = service_table(QUEUE, [], NOW)
    assert (table.rows, table.total.offered, table.total.formula) == ((), 0, Formula.V6)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    now = datetime(2026, 10, 25, 1, 50, tzinfo=UTC)
    table = service_table(QUEUE, [waiting(datetime(2026, 10, 25, 0, 5, tzinfo=UTC))], now)
    assert [label for label, _ in table.rows] == ["02:00 +0200", "02:30 +0200", "02:00 +0100", "02:30 +0100"]
