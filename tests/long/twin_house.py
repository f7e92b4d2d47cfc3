"""A real Asterisk with queues of its own: timed callers, members on Local channels, what it says written down."""

import asyncio
import contextlib
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ivr.asterisk.far_end_ami import FarEndAmi, Message
from ivr.bringup import asterisk_tree, configuration, process
from ivr.config import Settings, cache_dir
from ivr.simulation.centre import PlannedCall, Scenario
from ivr.simulation.queue_state import QueueRules

USER, SECRET = "twin", "twin-secret"
START_S, STOP_S = 30.0, 10.0
FIRST = "-15"
SPOKEN = ("queue-holdtime", "queue-minute", "queue-minutes", "queue-seconds", "queue-thankyou")
SILENCE = b"\xff" * 160  # 20 ms of mu-law
HOLD_LINE = re.compile(r"\[(C-[0-9a-f]+)\].*Hold time for (\S+) is (\d+) minute\(s\) (\d+) seconds")
CALL_LINE = re.compile(r"\[(C-[0-9a-f]+)\].*NoOp\(\"[^\"]*\", \"caller (\S+)\"\)")

DIALPLAN = """
[twin-callers]
exten => _[a-z].,1,Answer()
 same => n,Wait(${PATIENCE})
 same => n,Hangup()

[twin-queues]
exten => _[a-z].,1,NoOp(caller ${CALL})
 same => n,Queue(${EXTEN})
 same => n,Hangup()

[twin-members]
exten => _member.,1,Ringing()
 same => n,GotoIf($["${RINGS_OUT}" = "1" & "${GLOBAL(RUNG_${CALL})}" = ""]?out)
 same => n,Wait(${RING})
 same => n,Answer()
 same => n,Wait(${TALK})
 same => n,Hangup()
 same => n(out),Set(GLOBAL(RUNG_${CALL})=1)
 same => n,Wait(60)
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Queues with members of their own and one strategy; the names of all groups' queues and members differ."""

    scenario: Scenario
    rules: QueueRules
    calls: tuple[PlannedCall, ...]


@dataclass(slots=True)
class Seen:
    """What Asterisk said of one call; times in seconds since the epoch."""

    joined: float | None = None
    rung: list[tuple[float, str]] = field(default_factory=list)
    answered: float | None = None
    agent: str | None = None
    hold_s: int | None = None  # QUEUEHOLDTIME after the answer
    ended: float | None = None
    gave_up: float | None = None
    spoken: list[int] = field(default_factory=list)  # seconds, zero for silence


class TwinHouse:
    """The manager connection to that Asterisk."""

    def __init__(self, log: Path) -> None:
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self.booted = asyncio.Event()
        self.ami = FarEndAmi(self._see)
        self._log = log

    async def place(self, queue: str, call: PlannedCall, ring_s: float) -> None:
        """Have a caller join a queue now."""
        variables = {
            "__CALL": call.id,
            "__TALK": f"{call.talk_s:.2f}",
            "__RING": f"{ring_s:.2f}",
            "__RINGS_OUT": str(call.rings_out),
            "PATIENCE": f"{min(call.patience_s, 3600):.2f}",
        }
        await self.ami.action(
            "Originate",
            Channel=f"Local/{queue}@twin-callers/n",
            ChannelId=call.id,
            Context="twin-queues",
            Exten=queue,
            Priority="1",
            Async="true",
            Variable=",".join(f"{name}={value}" for name, value in variables.items()),
        )

    def read_spoken(self) -> None:
        """Take over what was spoken, from Asterisk's own log."""
        callers: dict[str, str] = {}
        for line in self._log.read_text(errors="replace").splitlines():
            if found := CALL_LINE.search(line):
                callers[found[1]] = found[2]
            elif found := HOLD_LINE.search(line):
                self.seen[callers[found[1]]].spoken.append(60 * int(found[3]) + int(found[4]))

    def _see(self, event: Message) -> None:
        kind, call = event["Event"], event.get("Uniqueid", "")
        t = float(event.get("Timestamp", 0))
        match kind:
            case "FullyBooted":
                self.booted.set()
            case "QueueCallerJoin":
                self.seen[call].joined = t
            case "AgentCalled":
                self.seen[call].rung.append((t, event["MemberName"]))
            case "AgentConnect":
                self.seen[call].answered, self.seen[call].agent = t, event["MemberName"]
            case "AgentComplete":
                self.seen[call].ended = t
            case "QueueCallerAbandon":
                self.seen[call].gave_up = t
            case "VarSet" if event["Variable"] == "QUEUEHOLDTIME" and call in self.seen:
                if self.seen[call].hold_s is None:
                    self.seen[call].hold_s = int(event["Value"])


@contextlib.asynccontextmanager
async def twin_house(home: Path, groups: Sequence[Group]) -> AsyncIterator[TwinHouse]:
    """Asterisk with the groups' queues, started for these calls and stopped afterwards."""
    asterisk_tree.ensure_tree(cache_dir(), print)
    settings = configuration.first_settings(home, cache_dir(), "local")
    settings.logs_dir.mkdir(parents=True, exist_ok=True)
    etc = configuration.render_asterisk(settings)
    _configure(etc, groups)
    _give_sounds(settings, etc)
    child = process.start(asterisk_tree.asterisk_command(settings, etc), settings.logs_dir / "asterisk.log")
    _let_go_first(child.pid)
    house = TwinHouse(settings.asterisk_dir / "log" / "verbose.log")
    try:
        await _connect(house, settings)
        yield house
        house.read_spoken()
    finally:
        await house.ami.close()
        child.terminate()
        child.wait(STOP_S)


async def _connect(house: TwinHouse, settings: Settings) -> None:
    end = time.monotonic() + START_S
    while True:
        try:
            await house.ami.connect(settings.host, settings.ami_port, USER, SECRET)
            async with asyncio.timeout(START_S):
                await house.booted.wait()
        except OSError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.1)
        else:
            return


def _configure(etc: Path, groups: Sequence[Group]) -> None:
    (etc / "queues.conf").write_text(queues_conf(groups))
    with (etc / "extensions.conf").open("a") as file:
        file.write(DIALPLAN)
    manager = (etc / "manager.conf").read_text().replace("timestampevents = no", "timestampevents = yes")
    user = f"\n[{USER}]\nsecret = {SECRET}\nread = agent,dialplan,system\nwrite = originate,system\n"
    (etc / "manager.conf").write_text(manager + user)
    with (etc / "logger.conf").open("a") as file:
        file.write("verbose.log = verbose(3)\n")


def queues_conf(groups: Sequence[Group]) -> str:
    """The file that makes Asterisk's queues what the twin's are."""
    general = "[general]\nautofill = yes\nshared_lastcall = yes\npersistentmembers = no\n"
    return general + "".join(_queue(group, skill.name) for group in groups for skill in group.scenario.skills)


def _queue(group: Group, name: str) -> str:
    rules = group.rules
    lines: Mapping[str, object] = {
        "strategy": rules.strategy,
        "weight": round(group.scenario.skill(name).priority_s),
        "timeout": round(group.scenario.ring_s),
        "retry": round(rules.retry_s),
        "wrapuptime": rules.wrap_up_s,
        "announce-frequency": rules.announce_every_s,
        "min-announce-frequency": rules.announce_at_least_s,
        "announce-round-seconds": rules.rounding_s,
        "announce-holdtime": "yes",
        "announce-position": "no",
        "setqueuevar": "yes",
        "ringinuse": "no",
        "joinempty": "yes",
        "autopause": "no",
    }
    members = [
        f"member => Local/{agent.id}@twin-members/n,{9 - agent.levels[name]},{agent.id}"
        for agent in group.scenario.agents
        if name in agent.levels
    ]
    return "\n".join([f"\n[{name}]", *(f"{key} = {value}" for key, value in lines.items()), *members]) + "\n"


def _give_sounds(settings: Settings, etc: Path) -> None:
    """The words of an announcement as a moment of silence: without them Asterisk ends the wait."""
    text = (etc / "asterisk.conf").read_text()
    share = Path(re.search(r"^astdatadir = (.*)$", text, re.MULTILINE)[1])  # type: ignore[index]
    own = settings.home / "share"
    (own / "sounds" / "en" / "digits").mkdir(parents=True)
    for entry in share.iterdir():
        if entry.name != "sounds":
            (own / entry.name).symlink_to(entry)
    for name in (*SPOKEN, *(f"digits/{number}" for number in (*range(20), *range(20, 100, 10)))):
        (own / "sounds" / "en" / f"{name}.ulaw").write_bytes(SILENCE)
    (etc / "asterisk.conf").write_text(text.replace(f"astdatadir = {share}", f"astdatadir = {own}"))


def _let_go_first(pid: int) -> None:
    """Its timers are to keep time on a full machine too; only root may ask for that."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(FIRST)
