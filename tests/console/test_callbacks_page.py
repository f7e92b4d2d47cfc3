"""Callbacks as supervisors see and change them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.ids import uuid7
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.store import callbacks
from ivr.store.callbacks import Callback

ONE, TWO = (uuid7(number, bytes(10)) for number in (1, 2))
FORM = {"number": "06 30 123 4567", "queue": "nurse", "language": "en", "at": ""}


@pytest.fixture
def asked(database, centre, clock) -> Callback:
    now = clock()
    one = Callback(
        ONE, "+36301234567", "en", "reception", "reception", now - timedelta(minutes=3), now, now + timedelta(hours=4),
        TWO,
    )  # fmt: skip
    with database.write() as connection:
        callbacks.add(connection, one)
    return one


@pytest.fixture
def stored(database):
    def found() -> list[Callback]:
        with database.read() as connection:
            return callbacks.open_ones(connection)

    return found


def test_who_waits_is_shown_with_his_place(as_role, asked) -> None:
    page = as_role(Role.SUPERVISOR).get("/callbacks").text
    assert all(text in page for text in ("+36301234567", "Reception", "waits for the turn", "callback-cancel"))


def test_without_a_callback_the_page_says_where_they_come_from(as_role) -> None:
    page = as_role(Role.SUPERVISOR).get("/callbacks").text
    assert "Nobody waits to be called back" in page
    assert "a key for it" in page


def test_what_is_over_is_shown_when_all_are_asked_for(as_role, asked, database, clock) -> None:
    with database.write() as connection:
        callbacks.move(connection, ONE, CallbackEvent.EXPIRE, closed_at=clock(), reason="its time was over")
    browser = as_role(Role.SUPERVISOR)
    assert "+36301234567" not in browser.get("/callbacks").text
    assert "expired" in browser.get("/callbacks?show=all").text
    assert browser.get("/callbacks?show=all&format=csv").mimetype == "text/csv"


def test_one_is_cancelled_and_that_is_taken_back(as_role, press, asked, stored, audited) -> None:
    browser = as_role(Role.SUPERVISOR)
    assert press(browser, f"/callbacks/{ONE}/cancel").location == "/callbacks"
    assert stored() == []
    page = browser.get("/callbacks").text
    assert f"/callbacks/{ONE}/restore" in page
    press(browser, f"/callbacks/{ONE}/restore")
    (back,) = stored()
    assert (back.state, back.entered_at, back.call_id != TWO) == (CallbackState.WAITING, asked.entered_at, True)
    assert [entry.verb for entry in audited()[:2]] == ["restore callback", "cancel callback"]


def test_one_whose_person_is_connected_is_not_cancelled(as_role, press, asked, database) -> None:
    with database.write() as connection:
        for event in (CallbackEvent.DIAL, CallbackEvent.CONFIRM, CallbackEvent.CONNECT):
            callbacks.move(connection, ONE, event)
    browser = as_role(Role.SUPERVISOR)
    press(browser, f"/callbacks/{ONE}/cancel")
    assert "This callback is connected: nothing was done." in browser.get("/callbacks").text


def test_one_is_added_by_hand(as_role, press, stored, audited) -> None:
    browser = as_role(Role.SUPERVISOR)
    assert press(browser, "/callbacks/new", FORM).status_code == 303
    (made,) = stored()
    assert (made.number, made.queue, made.skill, made.state) == ("+36301234567", "nurse", "nurse", "waiting")
    assert made.asked_by == audited()[0].who
    assert "+36301234567 will be called back." in browser.get("/callbacks").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Please fill this in."),
        ({"number": "112"}, "This is not a number we may call"),
        ({"number": "+12125550123"}, "This is not a number we may call"),
        ({"at": "soon"}, "Enter a day and a time."),
        ({"at": "2020-01-01T10:00"}, "This time is over."),
        ({"at": "2099-01-01T10:00"}, "within the next seven days"),
        ({"queue": "nobody"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(as_role, press, stored, wrong, sentence) -> None:
    answer = press(as_role(Role.SUPERVISOR), "/callbacks/new", FORM | wrong)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert stored() == []


def test_nobody_is_called_back_while_the_centre_is_closed(as_role, press, clock, stored) -> None:
    at = (clock() + timedelta(hours=20)).strftime("%Y-%m-%dT%H:%M")  # this centre has no opening hours at all
    answer = press(as_role(Role.SUPERVISOR), "/callbacks/new", FORM | {"at": at})
    assert "The centre is closed then" in answer.text
    assert stored() == []


def test_the_same_number_does_not_wait_twice(as_role, press, asked, stored) -> None:
    answer = press(as_role(Role.SUPERVISOR), "/callbacks/new", FORM | {"queue": "reception"})
    assert "waits to be called back already" in answer.text
    assert len(stored()) == 1


@pytest.mark.parametrize("path", ["/callbacks/new", f"/callbacks/{ONE}/cancel", f"/callbacks/{ONE}/restore"])
def test_a_planner_sees_but_changes_nothing(as_role, press, asked, stored, path) -> None:
    planner = as_role(Role.PLANNER)
    page = planner.get("/callbacks").text
    assert "+36301234567" in page
    assert "callback-cancel" not in page
    assert press(planner, path, FORM).status_code == 403
    assert stored() == [asked]


def test_an_agent_sees_none(as_role, asked) -> None:
    assert as_role(Role.AGENT).get("/callbacks").status_code == 403


def test_those_of_other_queues_are_not_seen_nor_cancelled(as_role, press, asked, stored) -> None:
    nurse = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"nurse"})))
    assert "+36301234567" not in nurse.get("/callbacks").text
    assert press(nurse, f"/callbacks/{ONE}/cancel").status_code == 403
    assert press(nurse, f"/callbacks/{TWO}/cancel").status_code == 404
    assert stored() == [asked]


def test_an_earlier_one_still_open_is_shown_after_a_week(as_role, asked, database, clock) -> None:
    old = replace(asked, id=TWO, requested_at=clock() - timedelta(days=9), number="+36309999999")
    with database.write() as connection:
        callbacks.add(connection, old)
    assert "+36309999999" in as_role(Role.SUPERVISOR).get("/callbacks").text
