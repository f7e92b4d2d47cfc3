"""Coming in: by link, by password, with a second factor; and being kept out."""

import re
from typing import Any

import pyotp
from playwright.sync_api import expect

PASSWORD = "a long enough sentence"


def test_whoever_is_not_signed_in_sees_the_sign_in_page(desk: Any) -> None:
    page = desk.window(None)
    page.goto("/")

    expect(page).to_have_url(re.compile("/sign-in"))
    page.keyboard.press("Tab")
    expect(page.get_by_label("Login")).to_be_focused()


def test_link_then_password_then_code(desk: Any, house: Any) -> None:
    printed = house.verb("accounts", "add", "carla", "--name", "Carla", "--role", "supervisor", "--language", "en")
    page = desk.window(None)
    page.goto(re.search(r"http://\S+", printed)[0])
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.goto("/account/authenticator")
    secret = re.sub(r"\s", "", page.locator("code.secret").inner_text())
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(secret).now())
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Turn on").click()
    page.get_by_role("button", name="Sign out", exact=True).click()

    page.goto("/sign-in")
    page.get_by_label("Login").fill("carla")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("Code", exact=True)).to_be_visible()
