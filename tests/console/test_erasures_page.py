"""Erasing a person from the console: looked at first, asked for with number and password again, then certified."""

from datetime import UTC, datetime

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console import passwords
from ivr.store import accounts, erasures
from ivr.store.callbacks import Callback, add
from ivr.store.erasures import Erased, Erasure, ErasureState
from ivr.store.folding import refresh

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
NUMBER = "+36201234567"  # who called in `served`
FORM = {"number": NUMBER, "again": "06 20 123 4567", "password": PASSWORD}


@pytest.fixture
def browser(as_role, account_of, database, served, write):
    account = account_of(Role.ADMINISTRATOR)
    with database.write() as connection:
        accounts.set_password_hash(connection, account.id, passwords.hashed(PASSWORD))
    write(served)
    refresh(database)
    return as_role(Role.ADMINISTRATOR)


def asked(database) -> list[Erasure]:
    with database.read() as connection:
        return erasures.latest(connection, 9)


def test_first_one_sees_what_there_is_and_nothing_is_asked(browser, press, database) -> None:
    page = press(browser, "/erasures/look", {"number": "06201234567"})
    assert page.status_code == 200
    assert "What is kept of +36201234567" in page.text
    assert '<th scope="row">Calls</th><td class="num">1</td>' in page.text
    assert not asked(database)


def test_with_the_number_again_and_the_password_the_worker_is_asked(browser, press, database, audited) -> None:
    answer = press(browser, "/erasures", FORM)
    (found,) = asked(database)
    assert answer.headers["Location"] == f"/erasures/{found.id}"
    assert (found.number, found.state) == (NUMBER, "asked")
    assert audited()[0].verb == "ask to erase person"
    assert "201234567" not in str(audited())


@pytest.mark.parametrize("wrong", [{"again": "+36201234568"}, {"password": "another password"}, {"number": "x"}])
def test_with_another_number_or_password_nothing_is_asked(browser, press, database, wrong) -> None:
    assert press(browser, "/erasures", FORM | wrong).status_code == 400
    assert not asked(database)


def test_asked_twice_it_is_done_once(browser, press, database) -> None:
    press(browser, "/erasures", FORM)
    again = press(browser, "/erasures", FORM)
    assert (again.status_code, len(asked(database))) == (400, 1)
    assert "is being erased already" in again.text


def test_while_something_is_due_it_is_refused(browser, press, database) -> None:
    with database.write() as connection:
        add(connection, Callback("cb", NUMBER, "en", "nurse", "nurse", NOW, NOW, NOW, "c"))
    assert "1 callback or reminder is still" in press(browser, "/erasures/look", {"number": NUMBER}).text
    assert press(browser, "/erasures", FORM).status_code == 400
    assert not asked(database)


def test_what_was_erased_is_certified_without_the_number(browser, database) -> None:
    done = Erasure("e", NUMBER, "erased-1", "Kata <kata>", NOW, NOW, erased=Erased(calls=7, held=2))
    with database.write() as connection:
        erasures.ask(connection, done)
    assert "7 of 0 calls" in browser.get("/erasures/e").text
    with database.write() as connection:
        erasures.close(connection, done, ErasureState.DONE, NOW, ["/var/cel.csv"])
    page = browser.get("/erasures/e/state").text
    assert 'data-count="calls">7<' in page
    assert "2 recordings are on legal hold" in page
    assert "/var/cel.csv could not be written" in page
    assert "201234567" not in page
    assert "erased-1" in browser.get("/erasures").text


def test_who_is_held_to_some_queues_and_others_may_not(as_role, press, database) -> None:
    held = as_role(Role.ADMINISTRATOR, login="held", id="held", scope=Scope(queues=frozenset({"nurse"})))
    assert press(held, "/erasures/look", {"number": NUMBER}).status_code == 403
    assert as_role(Role.SUPERVISOR).get("/erasures").status_code == 403


def test_there_is_no_erasure_of_another_id(browser) -> None:
    assert browser.get("/erasures/none").status_code == 404
