"""Callbacks: every button is pressed, and its effect seen in the store; a planner may look and no more."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect

from ivr.store import audit, callbacks
from ivr.store.callbacks import Callback

NUMBER, OTHER = "+36201110001", "+36201110002"


@pytest.fixture
def stored(house: Any) -> Iterator[Callable[..., Any]]:
    """What a function of the store says now."""
    database = house.database()

    def asked(question: Callable[..., Any], *more: Any) -> Any:
        with database.read() as connection:
            return question(connection, *more)

    yield asked
    database.close()


@pytest.fixture
def waiting(house: Any, stored: Callable[..., Any]) -> Callable[[str], Callback]:
    """Somebody who waits to be called back at a number."""

    def made(number: str) -> Callback:
        identifier = house.verb("callbacks", "add", "--to", number, "--queue", "nurse").strip()
        found: Callback = stored(callbacks.load, identifier)
        return found

    return made


def send(page: Page, path: str, form: dict[str, str]) -> int:
    """Send a form by hand, with the mark of a page this person can see."""
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    return page.request.post(path, form={"csrf_token": mark, **form}, max_redirects=0).status


def test_adding_one_by_hand(desk: Any, stored: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/callbacks")
    page.locator("[data-test=callback-new]").click()
    page.get_by_label("Number").fill("06 20 111 0003")
    page.get_by_label("Queue").select_option("nurse")
    page.locator("[data-test=callback-add]").click()

    expect(page.get_by_role("row", name="+36201110003")).to_contain_text("waits for the turn")
    (made,) = stored(callbacks.open_of_number, "+36201110003")
    assert (made.queue, made.asked_by is not None) == ("nurse", True)
    assert any(row.entry.verb == "add callback" for row in stored(audit.search, audit.AuditSearch()))


def test_a_number_that_may_not_be_called_is_said_beside_its_field(desk: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/callbacks/new")
    page.get_by_label("Number").fill("112")
    page.locator("[data-test=callback-add]").click()

    expect(page.get_by_text("This is not a number we may call")).to_be_visible()
    desk.expect_refusal()


def test_cancelling_one_and_taking_that_back(desk: Any, stored: Any, waiting: Any) -> None:
    asked = waiting(NUMBER)
    page = desk.window("supervisor")
    page.goto("/callbacks")
    page.get_by_role("row", name=NUMBER).locator("[data-test=callback-cancel-ask]").click()
    page.get_by_role("dialog").locator("[data-test=callback-cancel]").click()
    eventually(lambda: stored(callbacks.load, asked.id).state == "cancelled")

    page.locator("[data-test=notice-undo]").click()
    eventually(lambda: stored(callbacks.load, asked.id).state == "waiting")
    assert stored(callbacks.load, asked.id).entered_at == asked.entered_at


def test_a_cancellation_is_taken_back_from_the_list_too(desk: Any, stored: Any, waiting: Any, house: Any) -> None:
    asked = waiting(OTHER)
    house.verb("callbacks", "cancel", asked.id)
    page = desk.window("supervisor")
    page.goto("/callbacks?show=all")
    page.get_by_role("row", name=OTHER).locator("[data-test=callback-restore]").click()

    eventually(lambda: stored(callbacks.load, asked.id).state == "waiting")


def test_the_call_in_which_one_was_asked_for_is_a_click_away(desk: Any, house: Any, outside: Any, stored: Any) -> None:
    call = outside.call("wait:1 1 wait:2 hangup")
    outside.do(call.over.wait())
    rows = eventually(lambda: [row for row in house.calls() if row["caller_id"] == call.caller_id] or None)
    database = house.database()
    with database.write() as connection:
        any_one = stored(callbacks.open_ones)[0]
        callbacks.note(connection, any_one.id, origin_call_id=rows[0]["call_id"])
    database.close()
    page = desk.window("supervisor")
    page.goto("/callbacks")
    page.locator("[data-test=callback-call]").first.click()

    expect(page).to_have_url(f"{desk.url}/calls/{rows[0]['call_id']}")


@pytest.mark.parametrize("deed", ["cancel", "restore"])
def test_a_planner_sees_callbacks_and_changes_none(desk: Any, stored: Any, waiting: Any, deed: str) -> None:
    asked = waiting(f"+3620111001{len(deed) % 10}")
    page = desk.window("planner")
    page.goto("/callbacks")
    expect(page.get_by_role("row", name=asked.number)).to_be_visible()
    expect(page.locator("[data-test=callback-cancel-ask]")).to_have_count(0)

    assert send(page, f"/callbacks/{asked.id}/{deed}", {}) == 403
    assert send(page, "/callbacks/new", {"number": NUMBER, "queue": "nurse", "language": "en"}) == 403
    assert stored(callbacks.load, asked.id) == asked
    desk.expect_refusal()
