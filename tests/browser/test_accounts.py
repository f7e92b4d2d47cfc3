"""Accounts, tokens and the audit, and what stands on every page: each button pressed, its effect seen elsewhere."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


@pytest.fixture
def page(desk: Any) -> Page:
    """The administrator's window."""
    window: Page = desk.window("administrator")
    return window


def test_a_new_account_comes_in_by_its_link(desk: Any, page: Page) -> None:
    page.goto("/accounts")
    press(page, "account-new")
    page.get_by_label("Name").fill("Nóra")
    page.get_by_label("Login").fill("nora")
    press(page, "account-add")
    link = page.locator("code.secret").inner_text()

    stranger = desk.window(None)
    stranger.goto(link)
    expect(stranger.get_by_role("heading", name="Hello Nóra")).to_be_visible()


def test_an_account_is_deactivated_brought_back_and_edited(desk: Any, page: Page, newcomer: Any) -> None:
    theirs = newcomer("fanni")
    page.goto("/accounts?q=fanni")
    page.get_by_role("link", name="Fanni").click()
    press(page, "account-deactivate-ask")
    press(page, "account-deactivate")
    theirs.goto("/account")
    expect(theirs).to_have_url(re.compile("/sign-in"))

    press(page, "notice-undo")
    expect(page.get_by_text("Fanni may sign in.")).to_be_visible()
    page.get_by_role("link", name="Fanni").click()
    page.get_by_label("Name").fill("Fanni Fehér")
    press(page, "account-save")
    expect(page.get_by_role("link", name="Fanni Fehér")).to_be_visible()
    press(page, "notice-dismiss")
    expect(page.get_by_text("Fanni Fehér is saved.")).to_have_count(0)


def test_who_was_deactivated_is_activated_and_gets_a_link(page: Page, house: Any) -> None:
    house.verb("accounts", "add", "gizi", "--name", "Gizi", "--role", "agent")
    page.goto("/accounts?q=gizi")
    page.get_by_role("link", name="Gizi").click()
    address = page.url
    press(page, "account-deactivate-ask")
    press(page, "account-deactivate")
    page.goto(address)
    press(page, "account-activate")
    page.goto(address)
    press(page, "account-link")

    expect(page.locator("code.secret")).to_contain_text("/sign-in/")


def test_a_token_lets_a_program_in_until_it_is_revoked(page: Page, desk: Any) -> None:
    page.goto("/tokens")
    page.get_by_label("Name").fill("Payroll")
    page.locator("input[name=permissions][value=see_audit]").check()
    press(page, "token-issue")
    headers = {"Authorization": f"Bearer {page.locator('code.secret').inner_text()}"}
    program = desk.window(None).context.request
    assert program.get("/api/v1/audit", headers=headers).status == 200

    page.goto("/tokens?q=Payroll")
    press(page, "token-revoke-ask")
    press(page, "token-revoke")
    expect(page.get_by_text("The token is revoked.")).to_be_visible()
    assert program.get("/api/v1/audit", headers=headers).status == 401


def test_the_audit_is_searched_verified_and_saved(page: Page) -> None:
    page.goto("/audit")
    press(page, "audit-verify")
    expect(page.get_by_text("entries are as they were written")).to_be_visible()
    page.get_by_label("Who").fill("nobody at all")
    press(page, "audit-search")
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    with page.expect_download() as saved:
        press(page, "audit-csv")
    assert saved.value.suggested_filename == "audit.csv"


def test_a_table_is_saved_as_it_is_filtered(page: Page) -> None:
    page.goto("/accounts?q=administrator")
    with page.expect_download() as saved:
        press(page, "table-csv")
    assert "Administrator" in saved.value.path().read_text()


@pytest.mark.parametrize(("look", "kept"), [("look-dark", "dark"), ("look-light", "light"), ("look-auto", None)])
def test_colours_are_chosen(page: Page, look: str, kept: str | None) -> None:
    page.goto("/account")
    press(page, look)
    expect(page.locator(f"[data-test={look}]")).to_have_attribute("aria-pressed", "true")
    assert page.locator("html").get_attribute("data-theme") == kept


def test_a_stranger_chooses_his_language(desk: Any) -> None:
    page = desk.window(None)
    page.goto("/sign-in")
    press(page, "language-hu")
    expect(page.locator("html")).to_have_attribute("lang", "hu")
    press(page, "language-en")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_on_a_phone_the_places_are_behind_one_button(desk: Any) -> None:
    page = desk.window("administrator", "phone")
    page.goto("/account")
    places = page.get_by_role("navigation", name="Places")
    expect(places).to_be_hidden()
    press(page, "places-open")
    expect(places).to_be_visible()
