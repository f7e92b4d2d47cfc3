"""Rows of sums are read by their key, and written where they belong."""

from datetime import UTC, datetime

from ivr.reports.agent_time import TIME_SUMS
from ivr.reports.counts import Counts
from ivr.store.agent_counts import AGENT_SUMS
from ivr.store.agent_rollups import agent_rollups
from ivr.store.database import Database
from ivr.store.sums import add, column_of
from ivr.store.tallies import Tally

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TALLY, ANNA, BELA = Tally(agent_rollups), (NOON, "anna"), (NOON, "bela")


def row(agent: str) -> dict[str, object]:
    return {"start": NOON, "agent": agent} | {column_of(name): 0 for name in (*AGENT_SUMS, *TIME_SUMS)}


def test_rows_are_begun_once_and_changed_after(database: Database) -> None:
    with database.write() as connection:
        TALLY.write(connection, {ANNA: row("anna"), BELA: row("bela")}, set())
        found = TALLY.known(connection, {ANNA})
        add(found[ANNA], Counts(answered=1, talk_s=1.5), AGENT_SUMS, 1)
        TALLY.write(connection, found, set(found))
        again = TALLY.known(connection, {ANNA, BELA})
    assert (again[ANNA]["answered"], again[ANNA]["talk_us"], again[BELA]["answered"]) == (1, 1_500_000, 0)


def test_counts_are_added_to_rows_that_are_there_and_to_those_that_are_not(database: Database) -> None:
    with database.write() as connection:
        TALLY.count(connection, {ANNA: {"answered": 2}})
        TALLY.count(connection, {ANNA: {"answered": -1, "talk_us": 5}, BELA: {"answered": 1}})
        TALLY.count(connection, {})
        found = TALLY.known(connection, {ANNA, BELA})
    assert found[ANNA] == row("anna") | {"answered": 1, "talk_us": 5}
    assert found[BELA] == row("bela") | {"answered": 1}
