"""From the router's decision to the INVITE at the agent's phone, beside a bare AMI Redirect to a Dial in the same run.

    .ivr/venv/bin/python tests/benchmarks/decisions.py [--assignments 500] [--held 150] [--callbacks FILE]

So many callers wait all the time, 20 short calls a second go on beside them, and twenty agents take one caller after
the other. The decision is the moment the router made an agent `ringing`. Drains run meanwhile, so the lag of the
engine's loop is that with drains. Nothing fails by the clock. With `--callbacks` the engine runs on asyncio's own loop
and what held it is listed by name, in processor time.
"""

import argparse
import contextlib
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import slow_callbacks
from bench_house import BenchHouse, bench_house
from desk_phones import HOST, DeskPhones, desk_phones
from load import Load, SippCalls, sipp_is_there

from ivr.app import now
from ivr.calls.events import AgentStateChanged
from ivr.calls.ids import fresh_id
from ivr.config import Settings
from ivr.store import call_events
from ivr.store.database import Database

AGENTS, REFERENCE = [f"agent-{number:02}" for number in range(1, 21)], "agent-ref"
SHORT_RATE, FILL_RATE, REDIRECT_EVERY_S = 20.0, 50.0, 0.1
TARGET_MS, TARGET_RATIO, TARGET_LAG_MS = 25.0, 2.5, 5.0
LIMIT_S = 300.0
DIALPLAN = """
[bench-held]
exten => s,1,Answer()
 same => n,MusicOnHold(ivr)
exten => ring,1,Dial(PJSIP/agent-ref,5)
 same => n,MusicOnHold(ivr)

[bench-other]
exten => s,1,Answer()
 same => n,Wait(3600)
"""


class Manager:
    """A manager connection that waits for each answer."""

    def __init__(self, settings: Settings) -> None:
        self._peer = socket.create_connection((settings.host, settings.ami_port))
        self._peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._peer.recv(100)
        self.say("Login", Username="engine", Secret=settings.ami_secret, Events="off")

    def say(self, action: str, until: str = "\r\n\r\n", **headers: str) -> str:
        """One action and its answer."""
        lines = [f"Action: {action}", *(f"{name}: {value}" for name, value in headers.items())]
        self._peer.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        heard = ""
        while until not in heard or not heard.endswith("\r\n\r\n"):
            heard += self._peer.recv(65536).decode()
        return heard


@contextlib.contextmanager
def redirecting(house: BenchHouse) -> Iterator[list[float]]:
    """A held channel is sent to ring a phone, again and again: the moments at which that was asked."""
    manager, asked, stop = Manager(house.settings), list[float](), threading.Event()
    held = {"Context": "bench-held", "Exten": "s", "Priority": "1", "Async": "true"}
    manager.say("Originate", Channel="Local/s@bench-other/n", **held)
    time.sleep(1)
    listed = manager.say("CoreShowChannels", until="EventList: Complete")
    found = re.search(r"Channel: (Local/s@bench-other-\S+;1)\r\n", listed)
    if found is None:
        raise SystemExit(f"the reference's channel is not there: {listed[-500:]}")

    def run() -> None:
        while not stop.wait(REDIRECT_EVERY_S):
            asked.append(time.time())
            manager.say("Redirect", Channel=found[1], Context="bench-held", Exten="ring", Priority="1")

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield asked
    finally:
        stop.set()
        thread.join()


def decided(house: BenchHouse, since: datetime) -> dict[str, list[float]]:
    """When the router made each agent ring."""
    with closing(Database(house.settings.database_url)) as database, database.read() as connection:
        changes = call_events.agent_changes(connection, AGENTS, since)
    return {
        agent: [change.at.timestamp() for change in changes if change.agent == agent and change.state == "ringing"]
        for agent in AGENTS
    }


def waits(asked: Sequence[float], rang: Sequence[float]) -> list[float]:
    """Seconds from each asking to the first ring after it and before the next asking."""
    pairs = (
        (at, next((ring for ring in rang if at <= ring < end), None)) for at, end in pairwise((*asked, float("inf")))
    )
    return [ring - at for at, ring in pairs if ring is not None]


def say(name: str, seconds: Sequence[float]) -> float:
    """The line of one kind; its 99th percentile in milliseconds."""
    ordered = sorted(seconds) or [float("inf")]
    p50, p99 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
    print(f"  {name:<34}{len(seconds):>5}  p50 {p50:6.2f}  p99 {p99:6.2f}  worst {1000 * ordered[-1]:6.2f} ms")
    return p99


def measure(house: BenchHouse, phones: DeskPhones, assignments: int, held: int) -> None:
    """One run."""
    since = now()
    line = SippCalls(house, Load("101", FILL_RATE, assignments + held, "queue_call.xml", 120, at_once=held))
    time.sleep(1)  # the first has its ports
    short = SippCalls(house, Load("100", SHORT_RATE, round(SHORT_RATE * LIMIT_S), stay_s=5))
    end = time.monotonic() + LIMIT_S
    with redirecting(house) as asked:
        while sum(len(phones.rang.get(agent, ())) for agent in AGENTS) < assignments and time.monotonic() < end:
            time.sleep(0.5)
    lag = house.settings.heartbeat_path.read_text().strip()
    for load in (line, short):
        load.stop()
    time.sleep(3)  # the history comes into the database
    ours = [wait for agent, at in decided(house, since).items() for wait in waits(at, phones.rang.get(agent, []))]
    print(f"{held} callers held, {SHORT_RATE:g} short calls a second beside them, load {os.getloadavg()[0]:.1f}")
    ours_ms = say("decision to INVITE", ours)
    bare_ms = say("bare AMI Redirect to INVITE", waits(asked, phones.rang.get(REFERENCE, [])))
    verdict(f"p99 {ours_ms:.1f} ms, target <= {TARGET_MS:g} ms", ours_ms <= TARGET_MS)
    verdict(f"ratio {ours_ms / bare_ms:.2f}, target <= {TARGET_RATIO:g}", ours_ms <= TARGET_RATIO * bare_ms)
    found = re.search(r'"p99": ([\d.]+)', lag)
    lag_ms = float(found[1]) if found else float("inf")
    verdict(
        f"lag of the loop while drains run p99 {lag_ms:.1f} ms, target <= {TARGET_LAG_MS:g} ms", lag_ms <= TARGET_LAG_MS
    )
    print(f"  {lag}")


def verdict(line: str, hit: bool) -> None:
    print(f"  {line}: {'hit' if hit else 'MISSED'}")


def prepared(settings: Settings, port: int) -> None:
    """The phones are at our socket, and the reference has its dialplan."""
    etc = settings.asterisk_dir / "etc"
    aor = re.compile(r"^\[(agent-[a-z0-9-]+)\]\(agent-phone-aor\)$", re.MULTILINE)
    phones = (etc / "pjsip_phones.conf").read_text()
    (etc / "pjsip_phones.conf").write_text(aor.sub(rf"\g<0>\ncontact = sip:\1@{HOST}:{port}", phones))
    with (etc / "extensions.conf").open("a") as file:
        file.write(DIALPLAN)


def log_in(settings: Settings) -> None:
    """The agents are there when the engine starts."""
    there = [AgentStateChanged(event_id=fresh_id(), at=now(), agent=agent, state="available") for agent in AGENTS]
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        call_events.append(connection, there)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assignments", type=int, default=500)
    parser.add_argument("--held", type=int, default=150)
    parser.add_argument("--callbacks", type=Path)
    wish = parser.parse_args()
    if not sipp_is_there():
        raise SystemExit("SIPp is not there, so there is no load: install it (Debian: apt-get install sip-tester)")
    with desk_phones(frozenset({REFERENCE})) as phones:
        hooks = {"before_asterisk": lambda settings: prepared(settings, phones.port), "before_engine": log_in}
        watched = (str(Path(slow_callbacks.__file__)), str(wish.callbacks)) if wish.callbacks else None
        with bench_house(centre="decisions.yaml", **hooks, **({"engine": watched} if watched else {})) as house:
            measure(house, phones, wish.assignments, wish.held)
    if wish.callbacks:
        print("\n".join(slow_callbacks.table(wish.callbacks)))


if __name__ == "__main__":
    main()
