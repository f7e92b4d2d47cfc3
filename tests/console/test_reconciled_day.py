"""What is cut away for whom: the books and discrepancies of other people's queues."""

from datetime import timedelta

from ivr.access.account import ALL, Scope
from ivr.console.reconciled_day import reconciled_day
from ivr.hours.zone import zone
from ivr.reports.statement import Witness
from ivr.store import witness_positions
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.position import Position


def seen(database: Database, scope: Scope, now) -> list[tuple[int, int]]:
    where = zone("Europe/Budapest")
    with database.read() as connection:
        found = reconciled_day(connection, scope, (now.date(), where, now))
    return [(len(found.books), len(found.found))]


def test_a_call_is_told_to_whom_its_queue_belongs(app, write, served, database: Database, clock) -> None:
    write(served)
    refresh(database)
    with database.write() as connection:
        for at in (served.start - timedelta(hours=1), clock()):
            witness_positions.save(connection, Witness.CDR, Position(1, 1), at)
    assert seen(database, ALL, clock()) == [(1, 1)]
    assert seen(database, Scope(queues=frozenset({"reception"})), clock()) == [(1, 1)]
    assert seen(database, Scope(queues=frozenset({"nurse"})), clock()) == [(0, 0)]
