"""From a click (row written, bell rung) to the action on the engine's manager connection, beside a plain AMI ping.

    .ivr/venv/bin/python tests/benchmarks/intentions.py [--count 200]

Once with nobody calling and, where SIPp is there, once beside short calls. Nothing fails by the clock.
"""

import argparse
import os
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ami_tap import AmiTap, tapped
from bench_house import BenchHouse, bench_house
from load import Load, SippCalls, sipp_is_there

from ivr.app import now
from ivr.calls.events import AgentStateChanged
from ivr.calls.ids import fresh_id
from ivr.calls.intentions import PauseAgent, UnpauseAgent
from ivr.config import Settings, save_settings
from ivr.console import doorbell
from ivr.store import call_events, intentions
from ivr.store.database import Database

AGENT = "agent-anna"
BETWEEN_S = 0.1
RATE = 40
TARGET_S = 0.05
LATE_S, SETTLE_S = 5.0, 3.0


class Pings:
    """A manager connection of its own that does nothing but ping."""

    def __init__(self, settings: Settings) -> None:
        self._peer = socket.create_connection((settings.host, settings.ami_port))
        self._peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._peer.recv(100)
        self._say(f"Action: Login\r\nUsername: check\r\nSecret: {settings.ami_check_secret}\r\nEvents: off\r\n\r\n")

    def seconds(self) -> float:
        """How long one ping took."""
        began = time.perf_counter()
        self._say("Action: Ping\r\n\r\n")
        return time.perf_counter() - began

    def _say(self, words: str) -> None:
        self._peer.sendall(words.encode())
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += self._peer.recv(4096)


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds from each click to what followed, and of the pings between the clicks."""

    rung: list[float] = field(default_factory=list)
    action: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)  # from the bell to the action
    answer: list[float] = field(default_factory=list)
    ping: list[float] = field(default_factory=list)


def click(house: BenchHouse, database: Database, number: int) -> None:
    """Pause or unpause the agent, as the console does."""
    # paused he is at first: nobody answers for his phone here
    wish = PauseAgent(AGENT, "benchmark") if number % 2 else UnpauseAgent(AGENT)
    with database.write() as connection:
        intentions.write(connection, wish, "benchmark", now())
    doorbell.ring(house.settings)


def measure(house: BenchHouse, tap: AmiTap, count: int) -> Found:
    """So many clicks, one after the other."""
    found, ping = Found(), Pings(house.settings)
    with closing(Database(house.settings.database_url)) as database:
        for number in range(count):
            before, began = len(tap.answered), time.perf_counter()
            click(house, database, number)
            found.rung.append(time.perf_counter() - began)
            while len(tap.answered) == before:
                if time.perf_counter() > began + LATE_S:
                    raise SystemExit(f"the engine did nothing within {LATE_S:g} s")
                time.sleep(0.002)
            found.action.append(tap.seen[before] - began)
            found.engine.append(found.action[-1] - found.rung[-1])
            found.answer.append(tap.answered[before] - began)
            found.ping.append(ping.seconds())
            time.sleep(BETWEEN_S)
    return found


def say(name: str, seconds: Sequence[float], target_s: float | None = None) -> None:
    ordered = sorted(seconds)
    p50, p99 = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
    verdict = (
        "" if target_s is None else f", target p99 <= {1000 * target_s:g}: {'hit' if p99 <= target_s else 'MISSED'}"
    )
    print(f"  {name:<28}p50 {1000 * p50:6.2f}  p99 {1000 * p99:6.2f}  worst {1000 * ordered[-1]:6.2f} ms{verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="clicks a round")
    wish = parser.parse_args()
    tap = AmiTap(b"Action: QueuePause", ("", 0))
    with tapped(tap) as port, bench_house(before_engine=lambda settings: _prepare(settings, tap, port)) as house:
        while not tap.answered:  # the engine has found Asterisk and said where the agent stands
            time.sleep(0.1)
        time.sleep(SETTLE_S)
        for calls in (False, True) if sipp_is_there() else (False,):
            stay = round(wish.count * (BETWEEN_S + 0.05))
            load = SippCalls(house, Load("100", RATE, RATE * stay, stay_s=5)) if calls else None
            found = measure(house, tap, wish.count)
            print(
                f"{wish.count} clicks {f'beside {RATE} calls/s' if calls else 'alone'}, load {os.getloadavg()[0]:.1f}"
            )
            say("click to the bell", found.rung)
            say("bell to the AMI action", found.engine)
            say("click to the AMI action", found.action, TARGET_S)
            say("click to Asterisk's answer", found.answer)
            say("a plain ping", found.ping)
            if load is not None:
                load.wait()


def _prepare(settings: Settings, tap: AmiTap, port: int) -> None:
    """The agent is there, and the engine speaks to Asterisk through the tap."""
    tap.asterisk = (settings.host, settings.ami_port)
    save_settings(replace(settings, ami_port=port))
    there = AgentStateChanged(event_id=fresh_id(), at=now(), agent=AGENT, state="available")
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        call_events.append(connection, [there])


if __name__ == "__main__":
    main()
