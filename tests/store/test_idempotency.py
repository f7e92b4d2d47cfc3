"""The same request under the same key is done once and answered alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

from sqlalchemy import select

from ivr.store import idempotency
from ivr.store.database import Database
from ivr.store.idempotency import KEPT, Answer, KeyReused, Request

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASKED = Request("account:1", "k-1", "a" * 64)
DONE = Answer(201, '{"id": "sales"}')


def done(database: Database, request: Request = ASKED, at: datetime = NOON) -> Answer | KeyReused | None:
    """Ask, and do it when it was not done."""
    with database.write() as connection:
        before = idempotency.claim(connection, request, at)
        if before is None:
            idempotency.keep(connection, request, DONE)
        return before


def test_the_second_time_the_first_answer_comes_back(database: Database) -> None:
    assert [done(database), done(database)] == [None, DONE]


def test_a_key_is_not_used_for_something_else(database: Database) -> None:
    done(database)
    assert isinstance(done(database, replace(ASKED, request_hash="b" * 64)), KeyReused)


def test_others_have_keys_of_their_own(database: Database) -> None:
    done(database)
    assert done(database, replace(ASKED, principal="account:2")) is None


def test_what_failed_is_done_again(database: Database) -> None:
    with database.write() as connection:
        undone = connection.begin_nested()
        idempotency.claim(connection, ASKED, NOON)
        undone.rollback()
    assert done(database) is None


def test_after_a_day_the_key_is_free(database: Database) -> None:
    done(database)
    assert done(database, at=NOON + KEPT - timedelta(seconds=1)) == DONE
    assert done(database, at=NOON + KEPT) is None


def test_asked_twice_at_once_it_is_done_once(database: Database) -> None:
    answers: list[object] = []
    together = Barrier(4)

    def ask() -> None:
        together.wait(5)
        answers.append(done(database))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers.count(None), answers.count(DONE)) == (1, 3)


def test_old_answers_are_forgotten_when_another_is_asked(database: Database) -> None:
    done(database)
    done(database, replace(ASKED, key="k-2"), NOON + KEPT)
    with database.read() as connection:
        assert [row.key for row in connection.execute(select(idempotency.idempotency_keys))] == ["k-2"]
