"""Whose promises are read, and of which day."""

from datetime import date

from ivr.access.account import ALL, Scope
from ivr.console.promises_seen import day_of_promises
from ivr.store.database import Database


def test_today_is_meant_when_no_day_is_given(database: Database, centre, clock) -> None:
    with database.read() as connection:
        found = day_of_promises(connection, ALL, None, clock())
    assert found.day == date(2026, 11, 23)
    assert [one.queue.id for one in found.queues] == ["nurse", "reception"]


def test_nothing_in_scope_is_an_empty_day(database: Database, centre, clock) -> None:
    with database.read() as connection:
        assert day_of_promises(connection, Scope(queues=frozenset()), None, clock()).queues == ()


def test_rows_begin_with_the_local_day_and_end_with_this_half_hour(database: Database, centre, clock) -> None:
    with database.read() as connection:
        rows = day_of_promises(connection, ALL, None, clock()).queues[0].rows
    assert (rows[0].start.hour, rows[-1].start.strftime("%H:%M"), len(rows)) == (0, "09:30", 20)
