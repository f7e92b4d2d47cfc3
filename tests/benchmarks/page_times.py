"""Whole pages and answers of the API over HTTP from the real console, beside a plain route of it in the same run.

    .ivr/venv/bin/python tests/benchmarks/centre_day.py sqlite:////tmp/day.sqlite 100000
    .ivr/venv/bin/python tests/benchmarks/page_times.py sqlite:////tmp/day.sqlite

The database gets what migrations it lacks, an account and a token. Printed: the time of an answer, median and 95th
percentile, and the console's processor time for one; nothing fails by the clock.
"""

import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select
from viewers import console, cpu_s

from ivr.access.account import ALL, Account
from ivr.access.role import PERMISSIONS, Role
from ivr.bringup import configuration, process
from ivr.config import PROJECT, Settings, cache_dir
from ivr.console.app import create_app
from ivr.store import accounts, api_tokens, sessions
from ivr.store.api_tokens import NewToken
from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.store.visits import visits

TIMES = 30
TARGET_MS = 100.0
PLAIN = "/healthz"
STREAMS = ("/wallboard/live", "/wallboard/screen/live", "/calls/live", "/agents/live?of=agent-000", "/queues/live")
PAGES = (
    "/wallboard", "/wallboard/screen", "/calls", "/calls?number=4567", "/calls?queue=queue-03&outcome=abandoned",
    "/calls/{call}", "/service-level", "/service-level?queue=queue-03", "/agents", "/agents?q=7", "/agents/agent-007",
    "/levels", "/levels?column=skill-03", "/queues", "/queues/queue-03", "/projects", "/prompts", "/accounts",
    "/tokens", "/audit", "/health", "/account", "/metrics", "/reports", "/reports?range=last30&period=day",
    "/reports/queues?range=last30", "/reports/queues?range=last30&queue=queue-03&more=yes", "/reports/heat?range=last7",
    "/reports/agents?range=last30", "/reports/menus?range=last30", "/reports/outbound?range=last30&period=day",
    "/reports/behind?range=today&queue=queue-03&figure=answered", "/reports/menus/behind?figure=menu_chosen&menu=main",
    "/reports/outbound/behind?range=last30&figure=attempts_machine", "/saved-filters",
)  # fmt: skip
ANSWERS = (
    "wallboard", "calls", "calls?number=4567", "calls/{call}", "service-level", "service-level?queue=queue-03",
    "agents", "queues", "queues/queue-03", "projects", "prompts", "accounts", "tokens", "audit",
)  # fmt: skip


@dataclass(frozen=True)
class Browser:
    """Who asks the console."""

    settings: Settings
    pid: int  # the process that answers
    headers: dict[str, str]

    def asks(self, path: str, times: int = TIMES) -> tuple[list[float], float]:
        """How long each answer took and what one cost the processor, in milliseconds."""
        line = http.client.HTTPConnection(self.settings.host, self.settings.console_port, timeout=60)
        took, before = [], 0.0
        for turn in range(times + 2):  # the first two are not counted: what is kept is made there
            before = cpu_s(self.pid) if turn == 2 else before
            begun = time.perf_counter()
            line.request("GET", path, headers=self.headers)
            answer = line.getresponse()
            body = answer.read()
            took.append((time.perf_counter() - begun) * 1000)
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
        return sorted(took[2:]), (cpu_s(self.pid) - before) * 1000 / times

    def first_of(self, path: str) -> list[float]:
        """How long a live page waits for the first it is sent, each time on a new line."""
        took = []
        for _ in range(TIMES):
            line = http.client.HTTPConnection(self.settings.host, self.settings.console_port, timeout=60)
            begun = time.perf_counter()
            line.request("GET", path, headers=self.headers)
            answer = line.getresponse()
            if answer.status != 200 or not answer.read1(1 << 20):
                raise SystemExit(f"{path}: {answer.status}")
            took.append((time.perf_counter() - begun) * 1000)
            line.close()
        return sorted(took)


def prepared(folder: Path, url: str) -> Settings:
    """Settings of a console for this database, on free ports."""
    settings = configuration.first_settings(folder, cache_dir(), "local", {"database_url": url})
    settings.logs_dir.mkdir(parents=True, exist_ok=True)
    process.export(IVR_HOME=str(folder), IVR_CACHE=str(cache_dir()), PYTHONPATH=str(PROJECT))
    return settings


def cookie_of(settings: Settings, database: Database, name: str = "") -> str:
    """An administrator, signed in."""
    now = datetime.now(UTC)
    login = f"measures-{now:%H%M%S%f}"
    account = Account(login, name or login, login, Role.ADMINISTRATOR, ALL, "en", "Europe/Budapest")
    with database.write() as connection:
        kept = accounts.add(connection, account, now).after
        token = sessions.begin(connection, kept.id, now, now + sessions.LIVES)
    app = create_app(settings, database, lambda: now)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["session"] = token
    cookie_name = app.config["SESSION_COOKIE_NAME"]
    cookie = browser.get_cookie(cookie_name)
    assert cookie is not None
    return f"{cookie_name}={cookie.value}"


def token_of(database: Database) -> str:
    """A program that may do everything."""
    now = datetime.now(UTC)
    wanted = NewToken("measures", PERMISSIONS[Role.ADMINISTRATOR], expires_at=now + timedelta(hours=1))
    with database.write() as connection:
        return api_tokens.issue(connection, wanted, now)[1]


def lines(person: Browser, program: Browser, call_id: str) -> Iterator[str]:
    """What is printed, one route after the other."""
    for path in PAGES:
        yield told(path, *person.asks(path.format(call=call_id)))
    for path in STREAMS:
        yield told(f"{path}, its first", person.first_of(path), None)
    for path in ANSWERS:
        yield told(f"/api/v1/{path}", *program.asks(f"/api/v1/{path}".format(call=call_id)))


def told(name: str, took: list[float], cpu_ms: float | None) -> str:
    """One line; the target is the 95th percentile's."""
    p95 = took[int(len(took) * 0.95)]
    used = f"{cpu_ms:7.1f}" if cpu_ms is not None else f"{'-':>7}"
    return f"{name:45} {statistics.median(took):7.1f} {p95:7.1f} {used}  {'hit' if p95 <= TARGET_MS else 'MISSED'}"


def main() -> None:
    """Measure every page."""
    database = Database(sys.argv[1])
    migrate(database)
    with database.read() as connection:
        latest = select(visits.c.call_id).where(visits.c.outcome == "answered").order_by(visits.c.call_id.desc())
        call_id = connection.execute(latest.limit(1)).scalar_one()
    with tempfile.TemporaryDirectory() as folder:
        settings = prepared(Path(folder), sys.argv[1])
        cookie, token = cookie_of(settings, database), token_of(database)
        with console(settings) as pid:
            person = Browser(settings, pid, {"Cookie": cookie})
            program = replace(person, headers={"Authorization": f"Bearer {token}"})
            print(f"{f'ms; target {TARGET_MS:.0f} for the 95th percentile':45}  median     p95     CPU")
            print(told(f"{PLAIN} (baseline)", *person.asks(PLAIN)))
            for line in lines(person, program, call_id):
                print(line, flush=True)
            print(told(f"{PLAIN} (baseline, again)", *person.asks(PLAIN)))
    database.close()


if __name__ == "__main__":
    main()
