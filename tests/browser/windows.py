"""Browser windows of signed-in people, opened where one of theirs is open already: a third of a fresh one's time."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from playwright.sync_api import TimeoutError as NotYet

WIDTHS = {"wide": (1440, 900), "middle": (1024, 768), "phone": (390, 844)}
PATIENCE_MS = 20_000  # the machine is shared: how long a thing took is printed, not judged
ASKED_AGAIN_MS = 500
ANCHOR = "/static/icon.svg"  # of our address, so that Chromium opens what comes beside it in the same process


@dataclass  # without slots: Playwright keeps a note in whose methods it calls
class Profile:
    """What a browser keeps for one person, and a page of it that stays open."""

    context: BrowserContext
    anchor: Page

    def begin(self, state: dict[str, Any]) -> None:
        """Let it hold what it held when its person had just signed in."""
        self.context.clear_cookies()
        self.context.add_cookies(state["cookies"])

    def end(self) -> None:
        """Close what was opened and forget what was remembered."""
        for page in self.context.pages:
            if page != self.anchor:
                _close(page)
        self.anchor.evaluate("localStorage.clear()")


@dataclass  # without slots, as above
class Profiles:
    """Profiles of one browser, each in one hand at a time."""

    browser: Browser
    url: str
    states: dict[str, Any]  # what a browser keeps of each person's session
    free: dict[tuple[str | None, str], list[Profile]] = field(default_factory=dict)

    def take(self, person: str | None, width: str) -> Profile:
        """One of somebody, or of nobody, as new."""
        free = self.free.setdefault((person, width), [])
        profile = free.pop() if free else self._made(width)
        profile.begin(self.states[person] if person else {"cookies": []})
        return profile

    def give_back(self, person: str | None, width: str, profile: Profile) -> None:
        """Keep it for the next."""
        profile.end()
        self.free[person, width].append(profile)

    def plain(self, width: str, **options: Any) -> BrowserContext:
        """A context of the browser with nothing in it."""
        across, down = WIDTHS[width]
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": across, "height": down}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        return context

    def _made(self, width: str) -> Profile:
        context = self.plain(width)
        anchor = context.new_page()
        anchor.goto(ANCHOR)
        return Profile(context, anchor)


@dataclass  # without slots, as above
class Desk:
    """The windows of one test."""

    profiles: Profiles
    taken: list[tuple[str | None, str, Profile]] = field(default_factory=list)
    open: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # of pages to their console

    @property
    def url(self) -> str:
        return self.profiles.url

    def window(self, person: str | None, width: str = "wide", **options: Any) -> Page:
        """A window of somebody of PEOPLE (mostly called as his role), or of nobody."""
        page = self._context(person, width, options).new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _context(self, person: str | None, width: str, options: dict[str, Any]) -> BrowserContext:
        if options:
            state = self.profiles.states[person] if person else None
            self.open.append(self.profiles.plain(width, storage_state=state, **options))
            return self.open[-1]
        profile = self.profiles.take(person, width)
        self.taken.append((person, width, profile))
        return profile.context

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def expect_refusal(self) -> None:
        """A refused request is an error in the browser's console too: here it is what the test wants."""
        of_one = ("the server responded with a status of 40", "SSE reconnect failed with status 40")
        self.complaints = [line for line in self.complaints if not any(words in line for words in of_one)]

    def close(self) -> None:
        """Close every window; what the pages complained of fails the test."""
        for context in self.open:
            context.close()
        for taken in self.taken:
            self.profiles.give_back(*taken)
        self.open.clear()
        self.taken.clear()
        complaints, self.complaints = self.complaints, []
        assert complaints == []


def _close(page: Page) -> None:
    """Close a page, asked again until it is: Chromium drops what arrives while another page of the tab does.

    Playwright's plain `close` asks once and then waits without end (crbug.com/536385539).
    """
    while not page.is_closed():
        with suppress(NotYet), page.expect_event("close", timeout=ASKED_AGAIN_MS):
            page.close(run_before_unload=True)  # the one that does not wait
