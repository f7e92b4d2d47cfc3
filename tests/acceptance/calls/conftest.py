"""A real telephony server brought up by its own command, and the outside world beside it: one pair for all these tests.

Nothing here looks inside: the server is asked through its command line, the calls through the far end and their sound.
Only history that is waited for is read from the store: the verb takes a second of a processor, each time.
"""

import asyncio
import json
import os
import re
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from ivr.asterisk.far_end import Caller, FarEnd
from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import RINGS, phone_secrets, phones_conf
from ivr.asterisk.far_end_process import far_end_at
from ivr.bringup import asterisk_docker, asterisk_tree, configuration
from ivr.bringup.children import container_name
from ivr.cli.call_story import not_heard
from ivr.cli.outside import far_end_place
from ivr.config import PROJECT, Settings, cache_dir
from ivr.reports.call_rows import call_rows
from ivr.reports.tables import as_json
from ivr.speech.heard import Ear, Listened
from ivr.speech.prompts_folder import PromptsFolder
from ivr.store import call_events
from ivr.store.database import Database
from ivr.store.folding import records

sys.path.insert(0, str(Path(__file__).parent))

from wishing import Desk

CENTRE = Path(__file__).with_name("centre.yaml")
ZONES = ("Europe/Budapest", "Asia/Tokyo", "America/Los_Angeles")  # at each moment it is day in one, night in another
UP_S = 180.0
VERB_S = 120.0  # a full machine takes its time; a verb has to end all the same
SCRIPTS = {
    "information": "wait:1 2 wait:8 hangup",
    "hungarian": "wait:1 9 silence:2 2 wait:8 hangup",
    "wrong keys": "wait:1 7 wait:3 7 wait:3 7 wait:6 hangup",
    "silence": "wait:65 hangup",
    "hangs up in a prompt": "wait:1 hangup",
    "hangs up when asked for a key": "silence:2 hangup",
    "waits": "wait:1 1 wait:8 hangup",
    "waits shortly": "wait:1 1 wait:2 hangup",
    "no such number": "wait:10 hangup",
}
NUMBERS = {"no such number": "555"}  # the others ring 100
LAST = {"test_restart.py": 1, "test_books.py": 2}
IN_A_HURRY = "wait:0.2 hangup"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All these tests share one loop, the far end's connection lives on it; the kill and the books come last."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
    items.sort(key=lambda item: LAST.get(item.path.name, 0))


@dataclass(slots=True)
class House:
    """The telephony server, through its command line."""

    settings: Settings
    began: str = field(default_factory=lambda: datetime.now(UTC).isoformat())

    async def verb(self, *words: str, timeout_s: float = VERB_S, codes: Collection[int] = (0,)) -> str:
        """What a verb prints; the test fails when it ends with another exit code."""
        env = os.environ | {
            "IVR_HOME": str(self.settings.home),
            "IVR_CACHE": str(self.settings.cache),
            "IVR_CENTRE": str(CENTRE),
            "PYTHONPATH": str(PROJECT),
        }
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ivr", *words, env=env, cwd=PROJECT, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with asyncio.timeout(timeout_s):
            printed, complained = await child.communicate()
        assert child.returncode in codes, f"ivr {' '.join(words)}: {complained.decode()}\n{printed.decode()}"
        return printed.decode()

    async def status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(await self.verb("status", "--json"))
        return status

    async def is_back(self, engine: int) -> bool:
        """Whether another engine than the one of this process is up."""
        child = (await self.status())["children"]["engine"]
        return bool(child["pid"] != engine and child["phase"] == "up")

    def history(self) -> list[dict[str, Any]]:
        """Every call since the tests began, the latest first, from the store itself."""
        with closing(Database(self.settings.database_url)) as database, database.read() as connection:
            began = datetime.fromisoformat(self.began)
            since = call_events.started_between(connection, began, datetime.now(UTC), 1000)
            rows: list[dict[str, Any]] = json.loads(as_json(call_rows(list(records(connection, since).values()))))
        return rows

    async def calls(self) -> list[dict[str, Any]]:
        """The same, as the report tells it."""
        printed = await self.verb("report", "calls", "--from", self.began, "--limit", "1000", "--format", "json")
        rows: list[dict[str, Any]] = json.loads(printed)
        return rows

    async def service_level(self, queue: str) -> dict[str, Any]:
        """The sums of a queue over all intervals since the tests began."""
        printed = await self.verb("report", "service-level", "--from", self.began, "--queue", queue, "--format", "json")
        rows = json.loads(printed)
        names = (
            "offered",
            "answered",
            "abandoned",
            "short_abandoned",
            "timed_out",
            "key_exit",
            "callback",
            "diverted",
            "still_waiting",
        )
        return {name: sum(row[name] for row in rows) for name in names}

    async def console(self, line: str) -> str:
        """A line said to the console of the Asterisk under test."""
        settings, etc = self.settings, self.settings.asterisk_dir / "etc"
        if settings.asterisk == "docker":
            argv = asterisk_docker.cli_command(etc, container_name(settings.home), line)
        else:
            argv = asterisk_tree.cli_command(settings, etc, line)
        child = await asyncio.create_subprocess_exec(*argv, stdout=asyncio.subprocess.PIPE)
        printed, _ = await child.communicate()
        return re.sub(r"\x1b\[[0-9;]*m", "", printed.decode())

    async def fallback(self) -> tuple[dict[str, bool], list[str]]:
        """Asterisk's own queue: its members and whether each is paused, and the channels waiting in it, in order."""
        members, _, callers = (await self.console("queue show fallback")).partition("Callers:")
        paused = {
            found[1]: "(paused" in line
            for line in members.splitlines()
            if (found := re.search(r"PJSIP/(agent-[a-z]+)", line))
        }
        return paused, re.findall(r"^ *\d+\. (\S+)", callers, re.MULTILINE)


@dataclass(slots=True)
class World:
    """The house and the far end, and what tests do with both."""

    house: House
    far_end: FarEnd
    ear: Ear
    numbers: list[str] = field(default_factory=list)  # under which the house was rung, each once
    placed: list[FarEndCall] = field(default_factory=list)  # by the test that is running
    arrived_before: int = 0  # calls that arrived before it
    logged_in: set[str] = field(default_factory=set)

    async def call(self, script: str = "", number: str = "100", max_s: float = 60.0) -> FarEndCall:
        """Ring the house, each time under another number."""
        self.numbers.append(f"+3620{5_000_000 + len(self.numbers)}")
        call = await self.far_end.place_call(number, script, Caller(self.numbers[-1]), max_s)
        self.placed.append(call)
        return call

    async def dial_code(self, agent: str, code: str, script: str = "") -> FarEndCall:
        """An agent dials a feature code and listens to the end, or does something else."""
        call = await self.far_end.place_call(code, script, Caller(agent, agent), max_s=10.0)
        await call.over.wait()
        return call

    async def log_in(self, *agents: str) -> None:
        await asyncio.gather(*(self.dial_code(agent, "*45", IN_A_HURRY) for agent in agents))
        self.logged_in |= set(agents)

    async def log_out(self, *agents: str) -> None:
        await asyncio.gather(*(self.dial_code(agent, "*46", IN_A_HURRY) for agent in agents))
        self.logged_in -= set(agents)

    async def record(self, call: FarEndCall, within_s: float = 10.0) -> dict[str, Any]:
        """The one call of the report that this caller made, once it has ended there too."""
        return (await self.records([call], within_s))[0]

    async def records(self, calls: Sequence[FarEndCall], within_s: float = 10.0) -> list[dict[str, Any]]:
        """The reports of several callers, each exactly one call with exactly one disposition."""
        wanted = [call.caller_id for call in calls]

        async def found() -> list[dict[str, Any]] | None:
            rows = [row for row in self.house.history() if row["caller_id"] in wanted and row["disposition"]]
            return rows if len(rows) >= len(wanted) else None

        rows = await eventually(found, within_s)
        by_caller = {row["caller_id"]: row for row in rows}
        assert len(rows) == len(by_caller) == len(wanted), "a caller has more than one call in the report"
        return [by_caller[number] for number in wanted]

    @property
    def arrived(self) -> list[FarEndCall]:
        """Calls to agents' phones in this test, and all those to other numbers: these belong to one test each."""
        calls = enumerate(self.far_end.arrived)
        return [call for at, call in calls if at >= self.arrived_before or not call.number.startswith("agent-")]

    def start_test(self) -> None:
        """From here on only what happens now counts."""
        self.placed.clear()
        self.arrived_before = len(self.far_end.arrived)

    async def end_test(self) -> None:
        """Nobody logged in, no phone ringing, no call of this test left."""
        at_phones = [call for call in self.arrived if call.number.startswith("agent-")]
        await asyncio.gather(*(self.far_end.hang_up(call) for call in [*self.placed, *at_phones]))
        await self.log_out(*self.logged_in)
        for number, phone in self.far_end.phones.items():
            if number.startswith("agent-"):
                phone.behave(RINGS)

    def listen(self, call: FarEndCall) -> Listened:
        if not self.ear.knows_all(self.house.settings.sounds_dir):
            self.ear = Ear.of(self.house.settings.sounds_dir)
        return self.ear.listen(call.recording)

    def hears(self, call: FarEndCall, *prompts: str) -> bool:
        """Whether these prompts (ids) were in the sound that came back, in any language."""
        missing = not_heard(prompts, self.listen(call).words, PromptsFolder(PROJECT / "prompts").book())
        if missing:
            print("not heard:", missing, "heard:", [words.text for words in self.listen(call).words])
        return not missing

    def hears_hours(self, call: FarEndCall) -> bool:
        """Whether the opening hours were told, on whatever day and at whatever time."""
        at_present = ("open_until", "closed_now", "closed_today")
        return self.hears(call, "opening_hours") and any(self.hears(call, each) for each in at_present)

    def speech(self, text: str) -> Path:
        """A clip of the house somebody at the far end says: it is recognised like the house's own."""
        files = sorted(self.house.settings.sounds_dir.glob("*/[!.]*.txt"))
        return next(path.with_suffix("") for path in files if path.read_text(encoding="utf-8") == text)

    async def arrival(self, agent: str, number: int = 1, within_s: float = 10.0) -> FarEndCall:
        """The nth call that arrives at a phone in this test."""

        async def found() -> FarEndCall | None:
            calls = [call for call in self.arrived if call.number == agent]
            return calls[number - 1] if len(calls) >= number else None

        return await eventually(found, within_s, pause_s=0.02)


async def eventually(look: Callable[[], Awaitable[Any]], within_s: float, pause_s: float = 0.3) -> Any:
    """The first value that is not None, within a time."""
    end = time.monotonic() + within_s
    while (found := await look()) is None:
        if time.monotonic() > end:
            pytest.fail(f"did not come about within {within_s} s", pytrace=True)
        await asyncio.sleep(pause_s)
    return found


@pytest.fixture(scope="session")
def day_zone() -> str:
    """A zone where people may be called now."""
    return _zone_at(range(9, 20))


@pytest.fixture(scope="session")
def night_zone() -> str:
    """A zone where nobody may be called now."""
    return _zone_at((22, 23, *range(7)))


def _zone_at(hours: Collection[int]) -> str:
    for name in ZONES:
        if datetime.now(ZoneInfo(name)).hour in hours:
            return name
    return pytest.fail("the zones of this test do not cover the day")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A server of its own, up by its own command and down by its own command."""
    home, mode = tmp_path_factory.mktemp("ivr"), request.config.getoption("--asterisk")
    wishes = {"trunk_caller_id": "+3615555555"}
    settings = configuration.first_settings(home, cache_dir(), mode, wishes)
    running = House(settings)
    trunk = f"{settings.far_end_host}:{settings.far_end_sip_port}"
    try:
        words = ("up", "--detach", "--no-self-test", f"--asterisk={mode}", f"--trunk={trunk}")
        await running.verb(*words, timeout_s=UP_S)
        yield running
    finally:
        await running.verb("down", timeout_s=60.0)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world_of_all(house: House) -> AsyncIterator[World]:
    settings = house.settings
    place = far_end_place(settings)
    secrets = phone_secrets((settings.asterisk_dir / "etc" / "pjsip_phones.conf").read_text())
    conf = phones_conf(secrets, f"{settings.host}:{settings.sip_port}")
    (place.folder / "etc" / "pjsip_phones.conf").write_text(conf)
    async with far_end_at(place) as far_end:
        await far_end.register_phones()

        async def registered() -> bool | None:
            return far_end.registered >= set(secrets) or None

        await eventually(registered, within_s=10.0, pause_s=0.05)
        yield World(house, far_end, Ear.of(settings.sounds_dir))


@pytest_asyncio.fixture(loop_scope="session")
async def world(world_of_all: World) -> AsyncIterator[World]:
    """The world with nobody logged in and no phone ringing, before and after each test."""
    world_of_all.start_test()
    yield world_of_all
    await world_of_all.end_test()


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def meanwhile(world_of_all: World) -> dict[str, FarEndCall]:
    """Calls that take a minute and need no agent begin at once and go on beside the other tests."""
    calls = [world_of_all.call(script, NUMBERS.get(name, "100"), max_s=90.0) for name, script in SCRIPTS.items()]
    return dict(zip(SCRIPTS, await asyncio.gather(*calls), strict=True))


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    """The console's side."""
    with closing(Database(house.settings.database_url)) as database:
        yield Desk(house.settings, database)
