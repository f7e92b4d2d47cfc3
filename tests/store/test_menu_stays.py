"""Stays at menus are kept with their counts, however often a call is folded."""

from dataclasses import replace as other
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Leg, LegKind, MenuStay, Refusal, StayEnd, Visit
from ivr.reports.menu_share import StaySum
from ivr.store import menu_stays
from ivr.store.database import Database
from ivr.store.folding import replace

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = (NOON, NOON + timedelta(hours=1))
STAY = MenuStay("c1", 1, "main", "welcome", NOON, StayEnd.CHOSEN, "1", "reception", 1, 2)
ways = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 3000), st.sampled_from(list(StayEnd)), st.sampled_from(["", "1"])),
    max_size=8,
)


def call(number: int, entry: str, disposition: Disposition | None, **more) -> CallRecord:
    return CallRecord(f"c{number}", NOON + timedelta(minutes=number), entry=entry, disposition=disposition, **more)


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
        assert menu_stays.sums(connection, *HOUR) == [
            StaySum("main", "", "abandoned", "", "reached"),
            StaySum("main", "", "left_menu", "", "reached"),
            StaySum("main", "", "self_served", "", "", 2),
            StaySum("night", "", "transferred", "", "reached"),
        ]


def test_they_are_also_told_one_by_one_in_order(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        found = [stay.call_id for stay in menu_stays.each(connection, *HOUR, {"node": ""})]
        assert found == ["c1", "c2", "c3", "c4", "c5"]
        assert [one.call_id for one in menu_stays.each(connection, *HOUR, {"node": "", "menu": "night"})] == ["c5"]


def test_a_call_folded_again_counts_once_and_as_it_is_now(database: Database) -> None:
    with database.write() as connection:
        for stay in (STAY, STAY, other(STAY, key="2", went="nurse")):
            replace(connection, [CallRecord("c1", NOON, stays=(stay,))])
        assert menu_stays.sums(connection, *HOUR) == [StaySum("main", "welcome", "chosen", "2", "nurse", 1, 1, 2)]
        menu_stays.clear(connection)
        assert menu_stays.sums(connection, *HOUR) == list(menu_stays.each(connection, *HOUR, {})) == []


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ways, after=ways)
def test_the_counts_are_those_of_the_stays_after_any_folds(database: Database, before: list, after: list) -> None:
    with database.write() as connection:
        menu_stays.clear(connection)
        for made in (before, after):
            replace(connection, [_made(number, made) for number in (1, 2, 3)])
        counted = sum(one.calls for one in menu_stays.sums(connection, *HOUR))
        kept = list(menu_stays.each(connection, *HOUR, {}))
        assert counted == len(kept) == len(after)
        assert sum(one.wrong for one in menu_stays.sums(connection, *HOUR)) == sum(one.wrong for one in kept)


def _made(number: int, made: list) -> CallRecord:
    mine = [one for one in made if one[0] == number]
    stays = tuple(
        MenuStay(f"c{number}", place, "main", "welcome", NOON + timedelta(seconds=at), end.value, key, wrong=place)
        for place, (_, at, end, key) in enumerate(mine, start=1)
    )
    return CallRecord(f"c{number}", NOON, stays=stays)
