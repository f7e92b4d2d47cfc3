"""A console over a database of its own, at a fixed time, and a small history to look at."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.access.account import ALL, Account
from ivr.access.role import Role
from ivr.bringup.configuration import first_settings
from ivr.calls import events as happened
from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.events import Direction, Event
from ivr.config import Settings
from ivr.console.app import create_app
from ivr.store import accounts, call_events, sign_in_links
from ivr.store.centre import Agent, Centre, Entry, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.store.migration import migrate

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Budapest
SECRET = "a-phone-secret"


class Clock:
    """The console's clock, moved by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class Past:
    """Writes the history of one call: each event so many seconds after its start."""

    def __init__(self, number: int, minutes_ago: float) -> None:
        self.call_id = f"019aaaaa-0000-7000-8000-{number:012d}"
        self.start = NOW - timedelta(minutes=minutes_ago)
        self.events: list[Event] = []

    def add(self, after_s: float, kind: type[happened.CallEvent], **fields: object) -> None:
        at = self.start + timedelta(seconds=after_s)
        made = kind(event_id=f"{self.call_id}-{len(self.events)}", at=at, call_id=self.call_id, **fields)
        self.events.append(made)

    def ring(self, caller_id: str | None) -> None:
        self.add(
            0,
            happened.CallStarted,
            direction=Direction.INBOUND,
            entry="menu:main",
            caller_id=caller_id,
            dialled="100",
            channel="PJSIP/far-end-1",
            linkedid="1.1",
            leg_id=f"{self.call_id}-0",
        )
        self.add(0.1, happened.CallAnswered, leg_id=f"{self.call_id}-0")
        self.add(0.1, happened.LanguageChosen, language="en")

    def hear(self, after_s: float, *prompts: str, completed: bool = True) -> None:
        self.add(after_s, happened.PromptPlayed, prompts=prompts, language="en", seconds=2.0, completed=completed)

    def press(self, after_s: float, digits: str, outcome: str = "match") -> None:
        self.add(after_s, happened.KeysPressed, node="main", digits=digits, outcome=outcome)

    def wait(self, after_s: float, queue: str) -> None:
        self.add(
            after_s,
            happened.CallQueued,
            visit_id=f"{self.call_id}-v",
            queue=queue,
            skill=queue,
            min_level=1,
            priority=0,
        )

    def offer(self, after_s: float, leg: int, agent: str) -> None:
        self.add(after_s, happened.AgentOffered, **self._of(leg, agent))

    def fail(self, after_s: float, leg: int, agent: str) -> None:
        self.add(after_s, happened.OfferFailed, **self._of(leg, agent), cause=OfferFailure.NO_ANSWER)

    def connect(self, after_s: float, leg: int, agent: str) -> None:
        self.add(after_s, happened.AgentConnected, **self._of(leg, agent))
        self.add(after_s, happened.VisitEnded, visit_id=f"{self.call_id}-v", outcome=VisitOutcome.ANSWERED)

    def part(self, after_s: float, leg: int, agent: str) -> None:
        self.add(after_s, happened.AgentLegEnded, **self._of(leg, agent), hung_up_by=Party.CALLER)

    def end(self, after_s: float, disposition: Disposition) -> None:
        self.add(after_s, happened.CallEnded, disposition=disposition, hung_up_by=Party.CALLER)

    def _of(self, leg: int, agent: str) -> dict[str, str]:
        return {"visit_id": f"{self.call_id}-v", "leg_id": f"{self.call_id}-{leg}", "agent": agent}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return first_settings(tmp_path / "home", tmp_path / "cache", "local", {})


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = Database(settings.database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def centre(database: Database) -> Centre:
    agents = (("agent-anna", "Anna"), ("agent-bela", "Béla"), ("agent-csilla", "Csilla"))
    made = Centre(
        skills=(Skill("nurse", "Nurse"), Skill("reception", "Reception")),
        agents=tuple(
            Agent(agent, name, f"{SECRET}-{place}", f"20{place}", {"reception": 5})
            for place, (agent, name) in enumerate(agents)
        ),
        queues=(Queue("reception", "Reception", "reception"), Queue("nurse", "Nurse", "nurse")),
        entries=(Entry("100", "menu:main"),),
        settings={"name": "Demo clinic"},
    )
    with database.write() as connection:
        save_centre(connection, made)
    return made


@pytest.fixture
def app(settings: Settings, database: Database, centre: Centre, clock: Clock) -> Flask:
    made = create_app(settings, database, clock)
    made.testing = False  # errors are answered as they are to people
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(database: Database) -> str:
    with database.write() as connection:
        accounts.add(connection, Account("1", "Ági", "agi", Role.ADMINISTRATOR, ALL, "en", "Europe/Budapest"), NOW)
        return sign_in_links.issue(connection, "1", NOW + timedelta(minutes=15))


@pytest.fixture
def press_button() -> Callable[[FlaskClient, str], int]:
    """Open a sign-in link and press its button: the status of the answer."""

    def press(client: FlaskClient, token: str) -> int:
        page = client.get(f"/sign-in/{token}").text
        csrf = page.split('name="csrf" value="')[1].split('"')[0]
        return client.post(f"/sign-in/{token}", data={"csrf": csrf}).status_code

    return press


@pytest.fixture
def signed_in(client: FlaskClient, token: str, press_button: Callable[[FlaskClient, str], int]) -> FlaskClient:
    press_button(client, token)
    return client


@pytest.fixture
def past() -> type[Past]:
    """To write one call's history with."""
    return Past


@pytest.fixture
def write(database: Database) -> Callable[..., None]:
    """Put calls into the history."""

    def written(*pasts: Past) -> None:
        with database.write() as connection:
            call_events.append(connection, [event for one in pasts for event in one.events])

    return written


@pytest.fixture
def served(past: type[Past]) -> Past:
    """A caller who pressed 1; Anna did not answer, Béla did."""
    call = past(1, minutes_ago=20)
    call.ring("+36201234567")
    call.hear(3, "welcome", "main_menu", completed=False)
    call.press(3, "1")
    call.wait(4, "reception")
    call.offer(4, 1, "agent-anna")
    call.fail(12, 1, "agent-anna")
    call.offer(12, 2, "agent-bela")
    call.connect(16, 2, "agent-bela")
    call.part(80, 2, "agent-bela")
    call.end(80, Disposition.SERVED)
    return call
