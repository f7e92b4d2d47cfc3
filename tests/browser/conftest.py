"""A real server, a real browser, and an account of every role signed in: what each button does is seen outside of it.

Tests here run in a process of their own: Playwright's loop and those of other tests do not go together.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from house import CENTRE, House, Outside

from ivr.bringup import configuration
from ivr.config import cache_dir

WIDTHS = {"wide": (1440, 900), "middle": (1024, 768), "phone": (390, 844)}
ROLES = ("administrator", "supervisor", "planner", "agent", "client")
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing here can be seen."""
    if not os.environ.get("IVR_TEST_CHROMIUM"):
        skipped = pytest.mark.skip(reason="IVR_TEST_CHROMIUM is not set: no Chromium to look with")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skipped)


@dataclass  # without slots: Playwright keeps a note in whose methods it calls
class Desk:
    """Browser windows of signed-in people."""

    house: House
    browser: Browser
    states: dict[str, Any]  # what a browser keeps of each role's session
    open: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # of pages to their console

    @property
    def url(self) -> str:
        return self.house.settings.console_url

    def window(self, role: str | None, width: str = "wide", **options: Any) -> Page:
        """A window of somebody of this role, or of nobody."""
        across, down = WIDTHS[width]
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": across, "height": down},
            storage_state=self.states[role] if role else None,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        self.open.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def expect_refusal(self) -> None:
        """A refused request is an error in the browser's console too: here it is what the test wants."""
        self.complaints = [line for line in self.complaints if "the server responded with a status of 40" not in line]

    def close(self) -> None:
        """Close every window; what the pages complained of fails the test."""
        for context in self.open:
            context.close()
        self.open.clear()
        complaints, self.complaints = self.complaints, []
        assert complaints == []


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
    """Every role once signed in by its own one-time link."""
    return {role: _signed_in(browser, _link(house, role)) for role in ROLES}


@pytest.fixture
def desk(house: House, browser: Browser, states: dict[str, Any]) -> Iterator[Desk]:
    """Windows of this test, closed at its end."""
    made = Desk(house, browser, states)
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


def _link(house: House, role: str) -> str:
    scope = ("--project", "clinic") if role == "client" else ()
    printed = house.verb("accounts", "add", role, "--name", role.title(), "--role", role, "--language", "en", *scope)
    found = re.search(r"http://\S+", printed)
    assert found, printed
    return found.group()


def _signed_in(browser: Browser, link: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
    state = context.storage_state()
    context.close()
    return state
