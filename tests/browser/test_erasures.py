"""A person is erased from the console: looked at, the number and the password again, progress, the certificate."""

from datetime import UTC, datetime
from typing import Any

from conftest import PASSWORD
from playwright.sync_api import Page, expect

from ivr.calls.ids import fresh_id
from ivr.store import messages
from ivr.store.messages import Message

NUMBER = "+36205550199"


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def test_a_person_is_erased_and_the_certificate_is_kept(desk: Any, house: Any) -> None:
    database = house.database()
    with database.write() as connection:
        messages.keep(connection, [Message(fresh_id(), "call", "desk", datetime.now(UTC), 3.0, None, NUMBER)])
    database.close()
    page = desk.window("administrator")
    page.goto("/erasures")
    page.get_by_label("Telephone number").fill("06 20 555 0199")
    press(page, "erasure-look")
    expect(page.get_by_role("heading", name=f"What is kept of {NUMBER}")).to_be_visible()
    expect(page.get_by_role("row", name="Messages left")).to_contain_text("1")
    page.get_by_label("The same number again").fill(NUMBER)
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "erasure-erase")
    expect(page.locator("[data-state=done]")).to_be_visible(timeout=90_000)  # a worker just started renders clips first
    expect(page.locator("[data-count=messages]")).to_have_text("1")
    assert NUMBER not in page.content()
    page.goto("/erasures")
    press(page, "erasure-open")
    expect(page.get_by_role("heading", name="Certificate of an erasure")).to_be_visible()


def test_a_supervisor_erases_nobody(desk: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    for address in ("/erasures", "/erasures/look"):
        form = {"csrf_token": mark, "number": NUMBER, "again": NUMBER, "password": PASSWORD}
        assert page.request.post(address, form=form, max_redirects=0).status == 403
