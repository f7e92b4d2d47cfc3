"""Intentions: written once, closed once, in order."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from ivr.calls.intentions import HangUpCall, Intention, Outcome, PauseAgent, ReloadPhones
from ivr.store import intentions
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def written(database: Database, intention: Intention, second: int = 0) -> str:
    with database.write() as connection:
        return intentions.write(connection, intention, "account:1", NOON + timedelta(seconds=second))


def test_those_without_outcome_wait_in_the_order_they_were_written(database: Database) -> None:
    second, first = written(database, HangUpCall("b"), 2), written(database, HangUpCall("a"), 1)
    closed = written(database, HangUpCall("c"))
    with database.write() as connection:
        intentions.close(connection, closed, Outcome.DONE, None, NOON)
        assert [row.id for row in intentions.waiting(connection)] == [first, second]


def test_the_outcome_and_its_sentence_can_be_read(database: Database) -> None:
    wish = written(database, PauseAgent("agent-anna", "lunch"))
    with database.write() as connection:
        assert intentions.close(connection, wish, Outcome.REFUSED, "No.", NOON)
        found = intentions.of(connection, wish)
    assert found is not None
    assert (found.wish, found.written_by) == (PauseAgent("agent-anna", "lunch"), "account:1")
    assert (found.outcome, found.reason, found.closed_at) == (Outcome.REFUSED, "No.", NOON)


def test_an_outcome_is_written_once(database: Database) -> None:
    wish = written(database, HangUpCall("a"))
    with database.write() as connection:
        intentions.close(connection, wish, Outcome.DONE, None, NOON)
        assert not intentions.close(connection, wish, Outcome.EXPIRED, None, NOON)


def test_a_click_expires_after_five_seconds(database: Database) -> None:
    click, reload = written(database, HangUpCall("a")), written(database, ReloadPhones())
    later = NOON + timedelta(seconds=5)
    with database.read() as connection:
        expired = {row.id for row in intentions.waiting(connection) if row.expired(later)}
    assert expired == {click} != {reload}


def test_a_wish_of_a_kind_nobody_knows_keeps_no_other_waiting(database: Database) -> None:
    first, second = written(database, HangUpCall("a")), written(database, HangUpCall("b"), 1)
    strange = update(intentions.intentions).where(intentions.intentions.c.id == first)
    with database.write() as connection:
        connection.execute(strange.values(wish={"kind": "MakeCoffee", "cups": 2}))
        found = intentions.waiting(connection)
    assert [(row.id, row.wish) for row in found] == [(first, None), (second, HangUpCall("b"))]


def test_what_was_closed_long_ago_is_forgotten(database: Database) -> None:
    old, waiting = written(database, HangUpCall("a")), written(database, HangUpCall("b"))
    with database.write() as connection:
        intentions.close(connection, old, Outcome.DONE, None, NOON)
        intentions.forget_closed(connection, NOON + timedelta(seconds=1))
        assert intentions.of(connection, old) is None
        assert intentions.of(connection, waiting) is not None
