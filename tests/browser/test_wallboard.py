"""The wallboard: what really happens is on it at once, in colour and in words; a screen's token shows it alone."""

import contextlib
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Error, Page, Route, expect

from ivr.access.account import PrincipalKind
from ivr.store import api_tokens, live
from ivr.store.api_tokens import NewToken

WITHIN_MS = 20_000
TO_RECEPTION = "wait:1.5 1 wait:40"
# The moment at which an element says something, by the browser's own clock.
WATCH = """([selector, wanted]) => new Promise((found) => {
  const look = () => document.querySelector(selector)?.innerText.includes(wanted) && found(Date.now());
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
  look();
})"""


@pytest.fixture
def board(desk: Any, outside: Any) -> Page:
    """A supervisor's live wallboard."""
    assert outside
    page: Page = desk.window("supervisor")
    page.goto("/wallboard")
    expect(page.locator("[data-live-state]")).to_contain_text("Live.", timeout=WITHIN_MS)
    return page


@pytest.fixture
def kiosk(house: Any) -> tuple[str, Callable[[], None]]:
    """The link of a screen, and how to revoke its token."""
    now = datetime.now(UTC)
    wanted = NewToken("Hall", frozenset(), now + timedelta(days=1), kind=PrincipalKind.KIOSK)
    database = house.database()
    with database.write() as connection:
        token, secret = api_tokens.issue(connection, wanted, now)

    def revoke() -> None:
        with database.write() as connection:
            api_tokens.revoke(connection, token.principal.id, datetime.now(UTC))

    return f"/kiosk/{secret}", revoke


def test_it_is_live_however_late_its_scripts_come(desk: Any) -> None:
    page = desk.window("supervisor")

    def late(route: Route) -> None:
        page.wait_for_timeout(1_000)
        route.continue_()

    page.route("**/hx-sse*", late)
    page.goto("/wallboard")

    expect(page.locator("[data-live-state]")).to_contain_text("Live.")


def test_a_waiting_call_turns_the_colour_of_its_threshold_and_says_why(board: Page, outside: Any) -> None:
    call = outside.call(TO_RECEPTION)
    try:
        row = board.locator("#queue-reception")
        expect(row).to_have_attribute("data-mood", "warn", timeout=15_000)
        expect(row.locator("[data-alarm]")).to_contain_text("1 waiting (limit 1)")
        expect(board.locator("#centre-waiting")).to_contain_text("warning")
    finally:
        outside.hang_up(call)
    expect(board.locator("#queue-reception")).not_to_have_attribute("data-mood", "warn", timeout=WITHIN_MS)


def test_a_real_call_is_on_the_page_at_once(board: Page, house: Any, outside: Any) -> None:
    board.evaluate(f"void (window.rang = ({WATCH})(['#centre-waiting .beside', 'of 1 call']))")
    board.evaluate(f"void (window.joined = ({WATCH})(['#queue-reception .board-big', '1']))")
    rang = time.time()
    call = outside.call(TO_RECEPTION)
    try:
        joined = eventually(lambda: _waiting_since(house), within_s=15).timestamp()
        took_ms = [board.evaluate(f"window.{name}") - 1000 * at for name, at in (("rang", rang), ("joined", joined))]
    finally:
        outside.hang_up(call)
    print(f"to the page: from the far end's ringing {took_ms[0]:.0f} ms, from joining the queue {took_ms[1]:.0f} ms")
    assert max(took_ms) < WITHIN_MS


def test_what_an_agent_does_is_shown(board: Page, logged_in: Callable[[str], None]) -> None:
    anna = board.locator("#agent-agent-anna")
    logged_in("agent-anna")
    expect(anna).to_have_attribute("data-state", "available", timeout=WITHIN_MS)
    expect(anna).to_contain_text("available")


def test_a_wait_counts_on_in_the_browser(board: Page, outside: Any) -> None:
    call = outside.call(TO_RECEPTION)
    try:
        longest = board.locator("#queue-reception td[data-name='Longest wait']")
        expect(longest).to_have_text(re.compile(r"0:0\d"), timeout=15_000)
        before = longest.inner_text()
        expect(longest).not_to_have_text(before, timeout=WITHIN_MS)
    finally:
        outside.hang_up(call)


def test_a_filter_shows_one_queue_and_stays_in_the_address(board: Page) -> None:
    board.locator("#board-queue").select_option("nurse")
    board.locator("[data-test=wallboard-show]").click()

    expect(board).to_have_url(re.compile("queue=nurse"))
    expect(board.locator("#queue-reception")).to_have_count(0)
    board.locator("[data-test=screen-open]").click()
    expect(board).to_have_url(re.compile("/wallboard/screen.queue=nurse"))
    expect(board.locator("#queue-nurse")).to_be_visible()


def test_the_sound_is_off_until_it_is_wanted_and_then_remembered(board: Page, outside: Any) -> None:
    button = board.locator("[data-test=sound-toggle]")
    expect(button).to_have_text("Sound off")
    button.click()
    expect(button).to_have_text("Sound on")
    before = int(button.get_attribute("data-sounded") or 0)
    call = outside.call(TO_RECEPTION)
    try:
        expect(button).to_have_attribute("data-sounded", str(before + 1), timeout=15_000)
    finally:
        outside.hang_up(call)
    board.reload()
    expect(button).not_to_have_text("Sound off")


def test_a_kiosks_link_shows_the_screen_and_nothing_else(desk: Any, kiosk: Any) -> None:
    page = desk.window(None)
    page.goto(kiosk[0])
    expect(page).to_have_url(re.compile("/wallboard/screen$"))
    expect(page.locator("#queue-reception")).to_be_visible()
    assert page.locator("nav").count() == 0

    refused = page.goto("/accounts")
    assert refused is not None
    assert refused.status == 403
    desk.expect_refusal()


def test_a_revoked_kiosk_shows_nothing(desk: Any, kiosk: Any) -> None:
    link, revoke = kiosk
    page = desk.window(None)
    page.goto(link)
    revoke()
    with contextlib.suppress(Error):  # it may be on its way to the sign-in page by itself
        page.reload()

    expect(page).to_have_url(re.compile("/sign-in"))
    expect(page.locator("#queue-reception")).to_have_count(0)
    desk.expect_refusal()


def test_an_open_screen_goes_dark_when_its_token_is_revoked(desk: Any, kiosk: Any) -> None:
    screen, office = desk.window(None), desk.window("administrator")
    screen.goto(kiosk[0])
    expect(screen.locator("[data-live-state]")).to_contain_text("Live.", timeout=WITHIN_MS)
    expect(screen.locator("#queue-reception")).to_be_visible()

    office.goto("/tokens?q=Hall&sort=expires&order=desc")
    office.locator("[data-test=token-revoke-ask]").first.click()
    office.locator("[data-test=token-revoke]:visible").click()
    expect(screen).to_have_url(re.compile("/sign-in"), timeout=WITHIN_MS)
    expect(screen.locator("#queue-reception")).to_have_count(0)
    desk.expect_refusal()


def test_a_screens_token_is_in_no_log(desk: Any, house: Any, kiosk: Any) -> None:
    desk.window(None).goto(kiosk[0])
    secret = kiosk[0].rpartition("/")[2]
    logs = [path.read_text(errors="replace") for path in house.settings.logs_dir.rglob("*") if path.is_file()]
    assert logs
    assert not any(secret in log for log in logs)


def test_a_client_does_not_find_the_wallboard(desk: Any) -> None:
    page = desk.window("client")
    page.goto("/account")
    assert page.locator("a[href='/wallboard']").count() == 0

    refused = page.goto("/wallboard")
    assert refused is not None
    assert refused.status == 403
    desk.expect_refusal()


@pytest.mark.parametrize("width", ["wide", "middle", "phone"])
@pytest.mark.parametrize("path", ["/wallboard", "/wallboard/screen"])
def test_nothing_overflows(desk: Any, path: str, width: str) -> None:
    page = desk.window("supervisor", width)
    page.goto(path)
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(over) <= 0


def _waiting_since(house: Any) -> datetime | None:
    with house.database().read() as connection:
        return next((row.longest_since for row in live.queues(connection) if row.queue == "reception"), None)
