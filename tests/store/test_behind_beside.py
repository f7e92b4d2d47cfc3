"""What is behind figures of menus adds up to what the page shows."""

from datetime import UTC, datetime, timedelta

from ivr.reports.call_record import CallRecord, MenuStay, StayEnd
from ivr.reports.fractions import together
from ivr.reports.menu_share import node_rows
from ivr.store import behind_beside, menu_stays
from ivr.store.database import Database
from ivr.store.folding import replace

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = (NOON, NOON + timedelta(hours=1))
STAYS = tuple(
    MenuStay("c", number, "main", "welcome", NOON, end.value, key, "on" if key else "", number % 3, number % 2)
    for number, (end, key) in enumerate(
        [(StayEnd.CHOSEN, "1"), (StayEnd.CHOSEN, "2"), (StayEnd.CHOSEN, "1"), (StayEnd.LEFT, ""), (StayEnd.OPEN, "")],
        start=1,
    )
)


def test_stays_make_the_figures_of_their_menu(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [CallRecord("c", NOON, entry="menu:main", stays=STAYS)])
        (row,) = node_rows(menu_stays.sums(connection, *HOUR))
        for name in ("stays", "chosen", "left", "timeouts", "wrong"):
            parts = [one.part for one in behind_beside.of_menus(connection, f"menu_{name}", HOUR, {"node": "welcome"})]
            assert together(f"menu_{name}", parts) == getattr(row, name)
        (first, _second) = row.choices
        of = {"menu": "main", "node": "welcome", "key": first.key}
        parts = [one.part for one in behind_beside.of_menus(connection, "choice_share", HOUR, of)]
        assert together("choice_share", parts) == first.share


def test_the_call_itself_is_no_stay(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [CallRecord("c", NOON, entry="menu:main", stays=STAYS)])
        assert len(list(behind_beside.of_menus(connection, "menu_stays", HOUR, {"menu": "main"}))) == len(STAYS)
        assert len(list(behind_beside.of_menus(connection, "menu_calls", HOUR, {}))) == 1
