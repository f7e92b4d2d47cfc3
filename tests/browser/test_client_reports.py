"""Client reports: made by the worker, fetched, shared by a link; sent by schedule; every button pressed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect

from ivr.store import mails, report_files, report_orders, report_schedules
from ivr.store.mails import MailSearch
from ivr.store.report_orders import OrderState

MADE_S = 120.0  # by a process that gives way to all else


@pytest.fixture
def stored(house: Any) -> Iterator[Callable[..., Any]]:
    """What a function of the store says now."""
    database = house.database()

    def asked(question: Callable[..., Any], *more: Any) -> Any:
        with database.read() as connection:
            return question(connection, *more)

    yield asked
    database.close()


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def fetched(page: Page, name: str) -> bytes:
    with page.expect_download() as waited:
        press(page, name)
    return waited.value.path().read_bytes()


def test_a_report_is_made_fetched_and_shared_until_the_link_is_revoked(desk: Any, stored: Any, lived_in: None) -> None:
    page = desk.window("supervisor")
    page.goto("/client-reports")
    page.get_by_label("Project").select_option("clinic")
    page.get_by_label("Period").select_option(index=0)
    press(page, "client-show")
    expect(page.get_by_role("heading", name="By half hour of the day")).to_be_visible()
    press(page, "client-make")
    expect(page.get_by_text("The files are being made")).to_be_visible()
    eventually(lambda: stored(report_orders.latest, "clinic")[0].state is OrderState.MADE, MADE_S)
    page.reload()
    assert fetched(page, "client-file")[:2] in {b"%P", b"PK", b"\xef\xbb"}
    press(page, "client-link")
    expect(page.get_by_text("who has it can open this one file")).to_be_visible()
    assert fetched(page, "client-link-open").startswith(b"%PDF")
    [order, *_] = stored(report_orders.latest, "clinic")
    paper = next(one for one in stored(report_files.of_orders, [order.id])[order.id] if one.format == "pdf")
    assert [link.uses for link in stored(report_files.links_of, [paper.id])[paper.id]] == [1]
    press(page, "client-link-revoke")
    expect(page.get_by_text("The link opens nothing any more.")).to_be_visible()


def test_a_schedule_is_made_paused_resumed_and_sent_now(desk: Any, stored: Any, house: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/report-schedules")
    press(page, "schedule-new")
    page.get_by_label("Name", exact=True).fill("Every Monday")
    page.get_by_label("Mail addresses").fill("anna@example.org")
    press(page, "schedule-save")
    press(page, "schedule-open")
    press(page, "schedule-pause")
    press(page, "schedule-open")
    assert not stored(report_schedules.of, "every-monday").active
    press(page, "schedule-resume")
    press(page, "schedule-open")
    press(page, "schedule-send")
    expect(page.get_by_text("The report is being made and sent")).to_be_visible()
    [mail] = eventually(lambda: stored(mails.search, MailSearch(text="anna@"), 5) or None, MADE_S)

    assert [file.kind for file in mail.files] == ["application/pdf"]
    page.reload()
    expect(page.get_by_text("The files are the very ones that were sent")).to_be_visible()
    assert fetched(page, "schedule-file") == (house.settings.home / mail.files[0].path).read_bytes()
    page.goto("/mails")
    page.get_by_label("Text").fill("anna@example.org")
    press(page, "mails-search")
    expect(page.get_by_role("rowheader", name="anna@example.org")).to_be_visible()
    expect(page.get_by_text("No mail server is set")).to_be_visible()


def test_a_planner_neither_sends_nor_shares(desk: Any) -> None:
    page = desk.window("planner")
    page.goto("/client-reports")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    for path in ("/report-schedules/every-monday/send", "/client-reports/links/x/revoke", "/report-schedules/new"):
        assert page.request.post(path, form={"csrf_token": mark}, max_redirects=0).status == 403
