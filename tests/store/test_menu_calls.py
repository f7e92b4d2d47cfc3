"""What became of the calls of each menu, counted where they are."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Leg, LegKind, Refusal, Visit
from ivr.reports.menu_share import MenuCalls
from ivr.store import menu_calls
from ivr.store.database import Database
from ivr.store.folding import replace

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = (NOON, NOON + timedelta(hours=1))


def call(number: int, entry: str, disposition: Disposition | None, **reached) -> CallRecord:
    return CallRecord(f"c{number}", NOON + timedelta(minutes=number), entry=entry, disposition=disposition, **reached)


def filled(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [
            call(1, "menu:main", Disposition.SELF_SERVED),
            call(2, "menu:main", Disposition.SELF_SERVED),
            call(3, "menu:main", Disposition.ABANDONED, visits=(Visit("v", "c3", "nurse", NOON),)),
            call(4, "menu:main", Disposition.LEFT_MENU, refusals=(Refusal("c4", "nurse", NOON, "full"),)),
            call(5, "menu:night", Disposition.TRANSFERRED, legs=(Leg("l", LegKind.OUTSIDE),)),
            call(6, "feature:77", Disposition.FEATURE),
            call(70, "menu:main", None),
        ])  # fmt: skip


def test_calls_are_counted_by_menu_and_by_whether_they_reached_anybody(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        found = menu_calls.between(connection, *HOUR)
    assert sorted(found, key=str) == [
        MenuCalls("main", "abandoned", True, 1),
        MenuCalls("main", "left_menu", True, 1),
        MenuCalls("main", "self_served", False, 2),
        MenuCalls("night", "transferred", True, 1),
    ]


def test_they_are_also_told_one_by_one_in_order(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        assert [call_id for call_id, _, _ in menu_calls.each(connection, *HOUR, None)] == ["c1", "c2", "c3", "c4", "c5"]
        assert [call_id for call_id, _, _ in menu_calls.each(connection, *HOUR, "night")] == ["c5"]
