"""A real server, a real browser, and an account of every role signed in: what each button does is seen outside of it.

Tests here run in a process of their own: Playwright's loop and those of other tests do not go together.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from house import CENTRE, House, Outside, eventually
from tour import Seen, look, walk
from windows import PATIENCE_MS, WIDTHS, Desk, Profiles

from ivr.bringup import configuration
from ivr.calls.disposition import Disposition
from ivr.calls.ids import fresh_id
from ivr.config import cache_dir
from ivr.console import live_page
from ivr.console.app import create_app
from ivr.store import attempts, messages, reminders
from ivr.store.attempts import Attempt
from ivr.store.folding import refresh
from ivr.store.messages import Message
from ivr.store.reminders import Reminder

# Who can be signed in: role, language and what of the centre the account is held to.
PEOPLE = {role: (role, "en", ()) for role in ("administrator", "supervisor", "planner", "agent")} | {
    "client": ("client", "en", ("--project", "clinic")),
    "hungarian": ("administrator", "hu", ()),
}
PASSWORD = "seven grey geese by the pond"
UP_S = 180.0
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing here can be seen."""
    if not os.environ.get("IVR_TEST_CHROMIUM"):
        skipped = pytest.mark.skip(reason="IVR_TEST_CHROMIUM is not set: no Chromium to look with")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skipped)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server up and down by its own commands."""
    mode = os.environ.get("IVR_TEST_ASTERISK", "local")
    settings = configuration.first_settings(tmp_path_factory.mktemp("ivr"), cache_dir(), mode, {})
    running = House(settings)
    assert CENTRE.exists()
    try:
        running.verb("up", "--detach", "--no-self-test", f"--asterisk={mode}", timeout_s=UP_S)
        yield running
    finally:
        running.verb("down")


@pytest.fixture(scope="session")
def outside(house: House) -> Iterator[Outside]:
    """Callers and agents' phones."""
    world = Outside(house.settings)
    world.start()
    try:
        yield world
    finally:
        world.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=os.environ["IVR_TEST_CHROMIUM"], args=list(FLAGS))
        stack.callback(chromium.close)
        yield chromium


@pytest.fixture(scope="session")
def states(house: House, browser: Browser) -> dict[str, Any]:
    """Everybody of PEOPLE signed in by a one-time link of his own, the first time he is asked for."""
    return SignedIn(house, browser)


@pytest.fixture(scope="session")
def profiles(house: House, browser: Browser, states: dict[str, Any]) -> Profiles:
    """What the browser keeps of people, from one test to the next."""
    return Profiles(browser, house.settings.console_url, states)


@pytest.fixture
def desk(profiles: Profiles) -> Iterator[Desk]:
    """Windows of this test, closed at its end."""
    made = Desk(profiles)
    yield made
    made.close()


@pytest.fixture
def logged_in(outside: Outside) -> Iterator[Callable[[str], None]]:
    """Log agents in by their phones; they are logged out when the test is over."""
    agents: list[str] = []

    def log_in(agent: str) -> None:
        outside.log_in(agent)
        agents.append(agent)

    yield log_in
    for agent in agents:
        outside.log_out(agent)


@pytest.fixture
def newcomer(desk: Desk, house: House) -> Callable[[str], Page]:
    """A window in which somebody new has just set his password, PASSWORD."""

    def come(login: str) -> Page:
        page = desk.window(None)
        page.goto(_link(house, login, "--role", "supervisor"))
        _set_password(page)
        return page

    return come


@pytest.fixture(scope="session")
def console(house: House) -> Iterator[Flask]:
    """The application the server runs, to be asked what pages it has and whom they are for."""
    database = house.database()
    made = create_app(house.settings, database, lambda: datetime.now(UTC))
    yield made
    live_page.stream_of(made).stop()
    database.close()


@pytest.fixture(scope="session")
def lived_in(house: House, outside: Outside) -> None:
    """Something in the history: a caller who waited in vain, a message he left; somebody to be called back."""
    house.verb("callbacks", "add", "--to", "+36201119999", "--queue", "reception")
    call = outside.call("wait:1 1 wait:2 hangup")
    outside.do(call.over.wait())
    (found,) = eventually(
        lambda: [row for row in house.calls() if row["caller_id"] == call.caller_id and row["disposition"]] or None
    )
    database = house.database()
    with database.write() as connection:
        now = datetime.now(UTC)
        messages.keep(
            connection, [Message(fresh_id(), found["call_id"], "night", now, 3.0, "reception", "+36201118888")]
        )
        _remind(connection, now)
    refresh(database)  # pages show the call at once, however busy the worker is
    database.close()


def _remind(connection: Any, now: datetime) -> None:
    """A reminder that was confirmed by key, as the dialer would have left it."""
    mine, call_id = fresh_id(), fresh_id()
    reminders.add(connection, Reminder(mine, "+36201117777", "en", now, now, {"text": "Hello"}, response="confirmed"))
    attempts.begin(connection, Attempt(mine, mine, 1, call_id, f"{call_id}-0", now))
    attempts.finish(connection, mine, Disposition.CONFIRMED, now)
    reminders.close(connection, mine, Disposition.CONFIRMED)


@pytest.fixture(scope="session")
def tour(profiles: Profiles, console: Flask, lived_in: None) -> list[Seen]:
    """Every page once, as an administrator sees it."""
    desk, seen = Desk(profiles), []
    page = desk.window("administrator")
    for endpoint, path in walk(page, console.url_map):
        seen.append(Seen(endpoint, path))
        look(page, seen[-1], WIDTHS)
        seen[-1].complaints, desk.complaints = desk.complaints, []
    desk.close()
    return seen


class SignedIn(dict[str, Any]):
    """What a browser keeps of each person's session."""

    def __init__(self, house: House, browser: Browser) -> None:
        super().__init__()
        self._house, self._browser = house, browser

    def __missing__(self, person: str) -> Any:
        role, language, scope = PEOPLE[person]
        context = self._browser.new_context()
        page = context.new_page()
        page.goto(_link(self._house, person, "--role", role, "--language", language, *scope))
        _set_password(page)
        self[person] = context.storage_state()
        context.close()
        return self[person]


def _link(house: House, login: str, *more: str) -> str:
    printed = house.verb("accounts", "add", login, "--name", login.title(), *more)
    found = re.search(r"http://\S+", printed)
    assert found, printed
    return found.group()


def _set_password(page: Page) -> None:
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("[data-test=password-set]").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
