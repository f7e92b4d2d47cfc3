"""300 open wallboards on a running console, beside 300 clients of a plain route of it, while calls go on.

    .ivr/venv/bin/python tests/benchmarks/viewers.py [seconds of each round]

Printed: the time from a change of the live rows to its arrival at each viewer, the time in which 300 plain requests
sent at once are answered, and what the engine costs with and without viewers, in alternating rounds.
"""

import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_house import TICKS, BenchHouse, bench_house
from centre_day import Day, centre_of, fill
from load import Load, SippCalls, sipp_is_there

from ivr.access.account import ALL, Account
from ivr.access.role import Role
from ivr.bringup import ports, process
from ivr.config import Settings
from ivr.console.app import create_app
from ivr.reports.live_rows import LiveAgent, LiveChanges, LiveQueue
from ivr.store import accounts, live, sessions
from ivr.store.centre import load_agents, load_centre, save_centre
from ivr.store.database import Database

CALLS_A_SECOND = 4.0
CALLS_TODAY = 3000  # as many rows of figures as 100,000 would make, in less time
PEOPLE = 30  # signed in; each may have twelve pages open
WRITES_A_SECOND = 4  # of live rows, as the engine of a busy centre makes them
FIRST_MARK = 900_001
SETTLE_S = 3.0
STATES = ("available", "ringing", "on_call", "wrap_up")


@dataclass
class Cost:
    """Processor seconds of the engine and the console in some rounds."""

    engine: float = 0.0
    console: float = 0.0
    seconds: float = 0.0
    calls: int = 0


@dataclass
class Writer:
    """Changes live rows at a steady pace; each second a mark that can be found again in what viewers get."""

    database: Database
    at: dict[int, float] = field(default_factory=dict)  # when each mark was committed
    _over: threading.Event = field(default_factory=threading.Event)
    _turn: int = 0

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Write until the end of the block."""
        self._over.clear()
        thread = threading.Thread(target=self._write)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _write(self) -> None:
        while not self._over.wait(1 / WRITES_A_SECOND):
            self._turn += 1
            now = datetime.now(UTC)
            agents = tuple(
                LiveAgent(f"agent-{(3 * self._turn + n) % 200:03}", STATES[self._turn % len(STATES)], None, now)
                for n in range(3)
            )
            marked = self._turn % WRITES_A_SECOND == 0
            queues = (LiveQueue("queue-00", FIRST_MARK + self._turn, now),) if marked else ()
            with self.database.write() as connection:
                live.apply(connection, LiveChanges(agents, queues))
            if marked:
                self.at[FIRST_MARK + self._turn] = time.monotonic()


def fill_centre(settings: Settings) -> None:
    """200 agents and 20 queues beside the benchmark's own, and a day of calls."""
    database, now = Database(settings.database_url), datetime.now(UTC)
    day = Day(now - timedelta(hours=8), now, calls=CALLS_TODAY, with_history=False)
    more = centre_of(day)
    with database.write() as connection:
        centre = load_centre(connection)
        both = {name: getattr(centre, name) + getattr(more, name) for name in ("skills", "queues")}
        save_centre(connection, replace(centre, agents=load_agents(connection) + more.agents, **both))
    fill(database, day)
    database.close()


def cookies_of(settings: Settings, database: Database) -> str:
    """A signed-in session for each of the people, one cookie a line."""
    app, now = create_app(settings, database, lambda: datetime.now(UTC)), datetime.now(UTC)
    name = app.config["SESSION_COOKIE_NAME"]
    found = []
    for number in range(PEOPLE):
        login = f"viewer-{number}"
        account = Account(login, login, login, Role.SUPERVISOR, ALL, "en", "Europe/Budapest")
        with database.write() as connection:
            kept = accounts.add(connection, account, now).after
            token = sessions.begin(connection, kept.id, now, now + sessions.LIVES)
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["session"] = token
        cookie = browser.get_cookie(name)
        assert cookie is not None
        found.append(f"{name}={cookie.value}")
    return "\n".join(found)


@contextlib.contextmanager
def console(settings: Settings) -> Iterator[int]:
    """The console as its own process: the id of the one that answers."""
    child = process.start((sys.executable, "-m", "ivr", "console"), settings.logs_dir / "console.log")
    try:
        end = time.monotonic() + 30
        while not ports.answers(settings.host, settings.console_port):
            if time.monotonic() > end:
                raise SystemExit((settings.logs_dir / "console.log").read_text()[-2000:])
            time.sleep(0.1)
        time.sleep(1)
        workers = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()
        yield int(workers[0]) if workers else child.pid
    finally:
        child.terminate()
        child.wait(15)


def cpu_s(pid: int) -> float:
    """Processor time of a process."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


def clients(kind: str, settings: Settings, cookies: Path, seconds: float) -> subprocess.Popen[str]:
    """300 of them in a process of their own."""
    script = Path(__file__).with_name("sse_clients.py")
    words = (sys.executable, str(script), kind, settings.console_url, str(cookies), str(seconds))
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def result(child: subprocess.Popen[str]) -> dict[str, Any]:
    """What they found."""
    found: dict[str, Any] = json.loads(child.communicate()[0])
    return found


def round_of(house: BenchHouse, pid: int, seconds: float, cost: Cost) -> None:
    """Calls for so long, their cost added to the account."""
    calls = round(CALLS_A_SECOND * seconds)
    engine, of_console, begun = house.cpu().engine, cpu_s(pid), time.monotonic()
    done = SippCalls(house, Load("100", CALLS_A_SECOND, calls)).wait()
    time.sleep(SETTLE_S)
    cost.engine += house.cpu().engine - engine
    cost.console += cpu_s(pid) - of_console
    cost.seconds += time.monotonic() - begun
    cost.calls += done.succeeded


def told(name: str, seconds: list[float]) -> str:
    """The middle and the end of some times."""
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{name}: p50 {1000 * statistics.median(ordered):.0f} ms, p99 {1000 * p99:.0f} ms, of {len(ordered)}"


def measured(house: BenchHouse, seconds: float, folder: Path) -> None:
    """All rounds, and what they say."""
    settings, database = house.settings, Database(house.settings.database_url)
    cookies = folder / "cookies"
    cookies.write_text(cookies_of(settings, database))
    writer, alone, beside = Writer(database), Cost(), Cost()
    late: list[float] = []
    with console(settings) as pid, writer.writing():
        for _ in range(2):
            round_of(house, pid, seconds, alone)
            child = clients("live", settings, cookies, seconds + 18)
            time.sleep(6)  # until all of them look
            looking = time.monotonic()
            round_of(house, pid, seconds, beside)
            got = result(child)
            marks = {int(mark): at for mark, at in got["marks"].items() if writer.at.get(int(mark), 0) > looking}
            late += [at - writer.at[mark] for mark, found in marks.items() for at in found]
            missed = sum(len(found) < 300 for found in list(marks.values())[:-2])
            print(f"{len(marks)} marks, {missed} not seen by all, {got['ended']} ended, {got['bytes'] / 1e6:.0f} MB")
        plain = result(clients("plain", settings, cookies, seconds))["took"]
    print(told("300 viewers, from the change to its arrival", late))
    print(told("300 plain requests at once (baseline)", plain))
    for name, cost in (("without viewers", alone), ("with 300 viewers", beside)):
        console_share = 100 * cost.console / cost.seconds
        print(f"{name}: engine {1000 * cost.engine / cost.calls:.2f} ms a call, console {console_share:.0f} % of a CPU")
    ratio = beside.engine / beside.calls / (alone.engine / alone.calls)
    print(f"engine with viewers / without: {ratio:.3f} (target 1.05)")
    database.close()


def main() -> None:
    """Run it."""
    if not sipp_is_there():
        raise SystemExit("SIPp is needed: apt-get install sip-tester")
    seconds = float((*sys.argv, "30")[1])
    with tempfile.TemporaryDirectory() as folder, bench_house(before_engine=fill_centre) as house:
        measured(house, seconds, Path(folder))


if __name__ == "__main__":
    main()
