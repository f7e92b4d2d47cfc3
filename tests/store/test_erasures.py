"""Erasures asked for: taken by one, taken over from whom was killed, kept as a certificate without a number."""

from datetime import UTC, datetime

from ivr.store import erasures
from ivr.store.database import Database
from ivr.store.erasures import LEASE, Erasure, ErasureState

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASKED = Erasure("e", "+36301234567", "erased-1", "kata", NOON, NOON)


def asked(database: Database) -> None:
    with database.write() as connection:
        erasures.ask(connection, ASKED)


def test_what_was_asked_for_is_taken_once(database: Database) -> None:
    asked(database)
    with database.write() as connection:
        assert erasures.is_asked(connection, "erased-1")
        assert erasures.any_open(connection, NOON)
        assert erasures.take(connection, NOON).number == ASKED.number
        assert erasures.take(connection, NOON) is None


def test_from_one_that_is_silent_for_long_it_is_taken_over(database: Database) -> None:
    asked(database)
    with database.write() as connection:
        erasures.take(connection, NOON)
        erasures.proceed(connection, ASKED, NOON + LEASE, 40)
        assert erasures.take(connection, NOON + LEASE * 2) is None
        assert erasures.take(connection, NOON + LEASE * 2.1).calls_there == 40


def test_the_certificate_has_no_number(database: Database) -> None:
    asked(database)
    with database.write() as connection:
        erasures.close(connection, ASKED, ErasureState.DONE, NOON, ["cel.csv"])
        found = erasures.latest(connection, 5)[0]
    assert (found.number, found.state, found.ended_at, found.files_left) == (None, "done", NOON, ("cel.csv",))
    assert not found.is_open


def test_how_far_it_is_is_told_by_its_calls(database: Database) -> None:
    asked(database)
    with database.write() as connection:
        ASKED.erased.calls = 10
        erasures.proceed(connection, ASKED, NOON, 40)
        assert erasures.of(connection, "e").percent == 25
    ASKED.erased.calls = 0
