"""A console over a database of its own, at a fixed time, and a small history to look at."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from ivr.access.account import ALL, Account, Scope
from ivr.access.role import Permission, Role
from ivr.bringup.configuration import first_settings
from ivr.calls import events as happened
from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.events import Direction, Event
from ivr.config import Settings
from ivr.console import live_page, passwords
from ivr.console.app import furnish, without_source
from ivr.console.limits import limiter
from ivr.console.source import Source
from ivr.reports.live_rows import LiveCall, LiveChanges
from ivr.store import accounts, api_tokens, audit, call_events, live, queues, sessions, sign_in_links
from ivr.store.api_tokens import NewToken
from ivr.store.audit import AuditEntry
from ivr.store.centre import Agent, Centre, Entry, Queue, Skill, save_centre
from ivr.store.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Budapest
SECRET = "a-phone-secret"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOBODYS = QUICK.hash("nobody has this password")


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


@pytest.fixture(autouse=True)
def quick_to_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords of tests are worth no processor time."""
    monkeypatch.setattr(passwords, "_hasher", QUICK)
    monkeypatch.setattr(passwords, "_nobodys", NOBODYS)


@pytest.fixture(scope="session")
def built() -> APIFlask:
    """The pages, made ready once: each test furnishes them with a database of its own."""
    return without_source()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return first_settings(tmp_path / "home", tmp_path / "cache", "local", {})


@pytest.fixture
def database(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of its own: that of the centre where a test has one, else an empty one."""
    kept = request.getfixturevalue("kept_centre" if "centre" in request.fixturenames else "migrated")
    shutil.copyfile(kept, settings.home / "ivr.sqlite")
    opened = Database(settings.database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def kept_centre(migrated: Path, known_centre: Centre) -> Path:
    """The centre in a database: written once, copied by each test that has one."""
    file = migrated.with_name("centre.sqlite")
    shutil.copyfile(migrated, file)
    opened = Database(f"sqlite:///{file}")
    with opened.write() as connection:
        save_centre(connection, known_centre)
    opened.close()
    return file


@pytest.fixture
def centre(database: Database, known_centre: Centre) -> Centre:
    """The centre that the database holds."""
    return known_centre


@pytest.fixture(scope="session")
def known_centre() -> Centre:
    agents = (("agent-anna", "Anna"), ("agent-bela", "Béla"), ("agent-csilla", "Csilla"))
    return Centre(
        skills=(Skill("nurse", "Nurse"), Skill("reception", "Reception")),
        agents=tuple(
            Agent(agent, name, f"{SECRET}-{place}", f"20{place}", {"reception": 5})
            for place, (agent, name) in enumerate(agents)
        ),
        queues=(Queue("reception", "Reception", "reception"), Queue("nurse", "Nurse", "nurse")),
        entries=(Entry("100", "menu:main"),),
        settings={"name": "Demo clinic"},
    )


@pytest.fixture
def app(settings: Settings, database: Database, centre: Centre, clock: Clock, built: APIFlask) -> Iterator[Flask]:
    furnish(built, Source(settings, database, clock))
    limiter.reset()
    built.testing = False  # errors are answered as they are to people
    yield built
    live_page.stream_of(built).stop()


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    """What a browser's connection is: the server's end and the browser's."""
    servers, browsers = socket.socketpair()
    browsers.settimeout(5)
    yield servers, browsers
    servers.close()
    browsers.close()


@pytest.fixture
def first_sent(line) -> Callable[[TestResponse], str]:
    """The first that a live page is sent; it is asked for with environ_overrides={"gunicorn.socket": line[0]}."""

    def sent(answer: TestResponse) -> str:
        assert b"".join(answer.response) == b"retry: 1000\n\n"  # the server sends it with its headers
        answer.close()
        got = b""
        while not got.endswith(b"\n\n\r\n"):
            got += line[1].recv(1 << 16)
        return got.split(b"\r\n", 1)[1].decode()

    return sent


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def account_of(database: Database) -> Callable[..., Account]:
    """Make the account of a role, or find the one made before."""

    def made(role: Role, **other: object) -> Account:
        login = f"{role.value}-login"
        scope = Scope(projects=frozenset({"spring"})) if role is Role.CLIENT else ALL
        given = {"id": f"{role.value}-id", "name": f"{role.value.capitalize()} Person", "login": login, "scope": scope}
        account = Account(**{"role": role, "language": "en", "timezone": "Europe/Budapest", **given, **other})
        with database.write() as connection:
            return accounts.of_login(connection, login) or accounts.add(connection, account, NOW).after

    return made


@pytest.fixture
def token(database: Database, account_of: Callable[..., Account]) -> str:
    """A one-time link of the administrator."""
    account = account_of(Role.ADMINISTRATOR)
    with database.write() as connection:
        return sign_in_links.issue(connection, account.id, NOW + timedelta(minutes=15))


@pytest.fixture
def as_role(app: Flask, database: Database, account_of: Callable[..., Account]) -> Callable[..., FlaskClient]:
    """A browser in which somebody of a role is signed in."""

    def signed_in(role: Role, **other: object) -> FlaskClient:
        account, browser = account_of(role, **other), app.test_client()
        with database.write() as connection:
            session_token = sessions.begin(connection, account.id, NOW, NOW + sessions.LIVES)
        with browser.session_transaction() as session:
            session["session"] = session_token
        return browser

    return signed_in


@pytest.fixture
def signed_in(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    """The administrator's browser."""
    return as_role(Role.ADMINISTRATOR)


@pytest.fixture
def press() -> Callable[..., TestResponse]:
    """Send a form with the mark that pages of this session carry."""

    def pressed(browser: FlaskClient, path: str, form: dict[str, object] | None = None, **more: Any) -> TestResponse:
        return browser.post(path, data={"csrf_token": _mark_of(browser), **(form or {})}, **more)

    return pressed


def _mark_of(browser: FlaskClient) -> str:
    with browser.session_transaction() as kept, browser.application.test_request_context():
        session.update(kept)
        mark = str(generate_csrf())
        kept.update(session)
    return mark


def session_of(browser: FlaskClient) -> dict[str, object]:
    with browser.session_transaction() as session:
        return dict(session)


@pytest.fixture
def bearer(database: Database) -> Callable[..., dict[str, str]]:
    """The headers of a program that may do this."""

    def headers(*permissions: Permission, scope: Scope = ALL) -> dict[str, str]:
        wanted = NewToken("Program", frozenset(permissions), NOW + timedelta(days=1), scope)
        with database.write() as connection:
            return {"Authorization": f"Bearer {api_tokens.issue(connection, wanted, NOW)[1]}"}

    return headers


@pytest.fixture
def audited(database: Database) -> Callable[[], list[AuditEntry]]:
    """What the audit tells, the newest first."""

    def told() -> list[AuditEntry]:
        with database.read() as connection:
            return [row.entry for row in audit.search(connection, audit.AuditSearch())]

    return told


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


@pytest.fixture
def in_talk(write: Callable[..., None], database: Database) -> Callable[..., LiveCall]:
    """Let a call that was answered go on to a talk with Anna that lasts, by rules of the reception's."""

    def begin(call: Past, **rules: str) -> LiveCall:
        call.wait(2, "reception")
        call.offer(3, 1, "agent-anna")
        call.connect(5, 1, "agent-anna")
        write(call)
        row = LiveCall(
            call.call_id, "+36207777777", "menu:main", call.start, "on_call", "reception", agent="agent-anna"
        )
        with database.write() as connection:
            live.apply(connection, LiveChanges(calls=(row,)))
            connection.execute(queues.queues.update().values(**rules))
        return row

    return begin


@pytest.fixture
def talk(past: type[Past], in_talk: Callable[..., LiveCall], clock: Clock) -> LiveCall:
    """Anna talks with a caller of the reception, on whose talks supervisors may listen in."""
    call = past(8, minutes_ago=1)
    call.ring("+36207777777")
    return in_talk(call, listening="told")
