"""Rows of sums are read by their key, and written where they belong."""

from datetime import UTC, datetime

from ivr.reports.agent_time import TIME_SUMS
from ivr.reports.counts import Counts
from ivr.store.agent_rollups import AGENT_SUMS, agent_rollups
from ivr.store.database import Database
from ivr.store.tallies import Tally, add, column_of, kept

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


def test_what_is_added_and_taken_away_leaves_nothing_behind() -> None:
    sums = row("anna")
    for sign in (1, 1, -1, -1):
        add(sums, Counts(answered=1, talk_s=0.1 + 0.2), AGENT_SUMS, sign)
    assert sums == row("anna")


def test_seconds_are_kept_as_whole_microseconds() -> None:
    assert (column_of("talk_s"), column_of("answered")) == ("talk_us", "answered")
    assert kept(Counts(talk_s=1.0000004).talk_s, "talk_s") == 1_000_000
    assert kept(Counts().longest_wait_s, "longest_wait_s") is None
