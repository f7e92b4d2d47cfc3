"""Coming in: by link, by password, with a second factor; going out; and being kept out."""

import re
from collections.abc import Callable
from typing import Any

import pyotp
from conftest import PASSWORD
from playwright.sync_api import Page, expect

NEWER = "eight brown ducks on the river"


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]").click()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(password)
    press(page, "session-begin")


def test_whoever_is_not_signed_in_sees_the_sign_in_page(desk: Any) -> None:
    page = desk.window(None)
    page.goto("/")

    expect(page).to_have_url(re.compile("/sign-in"))
    page.keyboard.press("Tab")
    expect(page.get_by_label("Login")).to_be_focused()


def test_who_has_an_authenticator_is_asked_for_its_code(desk: Any, newcomer: Callable[[str], Page]) -> None:
    page = newcomer("carla")
    for deed in ("set up", "removed", "set up again"):
        page.goto("/account/authenticator")
        page.get_by_label("Password").fill(PASSWORD)
        if deed == "removed":
            press(page, "authenticator-remove")
            continue
        secret = re.sub(r"\s", "", page.locator("code.secret").inner_text())
        page.get_by_label("Code", exact=True).fill(pyotp.TOTP(secret).now())
        press(page, "authenticator-set-up")
    press(page, "session-end")

    sign_in(page, "carla")
    page.get_by_label("Code", exact=True).fill("000000")
    press(page, "code-check")

    expect(page.get_by_text("This code is not right")).to_be_visible()
    desk.expect_refusal()


def test_a_new_password_counts_and_ends_other_sessions(desk: Any, newcomer: Callable[[str], Page]) -> None:
    page, elsewhere = newcomer("dora"), desk.window(None)
    sign_in(elsewhere, "dora")
    page.goto("/account")
    page.get_by_label("Password of now").fill(PASSWORD)
    page.get_by_label("New password").fill(NEWER)
    page.get_by_label("The same again").fill(NEWER)
    press(page, "password-change")
    expect(page.get_by_text("Your password is changed")).to_be_visible()

    elsewhere.goto("/account")
    expect(elsewhere).to_have_url(re.compile("/sign-in"))
    sign_in(elsewhere, "dora")
    expect(elsewhere.get_by_text("do not fit together")).to_be_visible()
    desk.expect_refusal()


def test_other_sessions_end_at_a_press_and_a_name_changes(desk: Any, newcomer: Callable[[str], Page]) -> None:
    page, elsewhere = newcomer("emma"), desk.window(None)
    sign_in(elsewhere, "emma")
    page.goto("/account")
    press(page, "other-sessions-end")
    elsewhere.goto("/account")
    expect(elsewhere).to_have_url(re.compile("/sign-in"))

    page.get_by_label("Name", exact=True).fill("Emma Emőke")
    press(page, "own-account-save")
    expect(page.locator(".me")).to_contain_text("Emma Emőke")
