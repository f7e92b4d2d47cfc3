"""A day of the queues somebody may see."""

from datetime import date

from ivr.access.account import ALL, Scope
from ivr.console.service_level import level, today
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.queues import Queue


def test_today_is_by_the_queues_clock(clock) -> None:
    assert today(Queue("a", "A", "a", timezone="Pacific/Kiritimati"), clock()) == date(2026, 11, 23)
    assert today(Queue("a", "A", "a", timezone="Pacific/Pago_Pago"), clock()) == date(2026, 11, 22)


def test_a_call_counts_on_its_day(write, served, database: Database, centre, clock) -> None:
    write(served)
    refresh(database)
    with database.read() as connection:
        now = level(connection, ALL, None, clock())
        before = level(connection, ALL, date(2026, 11, 22), clock())
    assert {queue.id: total.offered for queue, total in now.queues} == {"nurse": 0, "reception": 1}
    assert (now.day, now.together.offered, before.together.offered) == (date(2026, 11, 23), 1, 0)


def test_who_waits_is_counted(write, past, database: Database, centre, clock) -> None:
    call = past(1, minutes_ago=1)
    call.ring(None)
    call.wait(10, "nurse")
    write(call)
    refresh(database)
    with database.read() as connection:
        found = level(connection, ALL, None, clock())
    assert (found.together.still_waiting, found.together.longest_wait_s) == (1, 50.0)


def test_without_queues_there_is_nothing_to_sum(database: Database, centre, clock) -> None:
    with database.read() as connection:
        found = level(connection, Scope(queues=frozenset()), None, clock())
    assert (found.queues, found.together) == ((), None)
