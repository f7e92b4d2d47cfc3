"""The same calls through Asterisk's own dialplan and through us, in alternating rounds on one machine.

    .ivr/venv/bin/python tests/benchmarks/calls.py [--quick] [cost] [highest] [held] [split]

Every figure is printed beside its reference and target. Nothing fails by the clock: what a figure says on a busy
machine is for a person to judge, and the ratios are what counts, because both kinds of calls meet the same noise.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_house import BenchHouse, Cpu, bench_house
from held import ears_of, listen
from load import Load, SippCalls, sipp_is_there
from probe import probing
from profiled_engine import shares

from ivr.asterisk.cel import parse_line

NATIVE, OURS, WAITING = "900", "100", "101"
NAMES = {NATIVE: "native", OURS: "ours"}
PAIRS = 7
SETTLE_S = 3.0  # until the history is in the database and its cost is on the account
RATES = (60, 80, 100, 120, 140, 160, 180, 200, 220, 240)


@dataclass(frozen=True, slots=True)
class Round:
    """One load on one kind of menu."""

    calls: int
    failed_share: float
    p99_ms: float
    cpu: Cpu

    @property
    def asterisk_ms(self) -> float:
        return 1000 * self.cpu.asterisk / self.calls

    @property
    def engine_ms(self) -> float:
        return 1000 * self.cpu.engine / self.calls

    @property
    def worker_ms(self) -> float:
        return 1000 * self.cpu.worker / self.calls

    @property
    def is_clean(self) -> bool:
        return self.failed_share < 0.01 and self.p99_ms <= 100

    def __str__(self) -> str:
        return (
            f"Asterisk {self.asterisk_ms:5.2f}  engine {self.engine_ms:5.2f}  worker {self.worker_ms:5.2f} ms/call, "
            f"failed {self.failed_share:.2%}, answer to prompt p99 {self.p99_ms:.0f} ms, load {os.getloadavg()[0]:.1f}"
        )


def say(line: str, hit: bool | None = None) -> None:
    """A line, and whether its target was met."""
    print(line + ("" if hit is None else ": hit" if hit else ": MISSED"), flush=True)


def one_round(house: BenchHouse, number: str, rate: float, seconds: float) -> Round:
    before = house.cpu()
    with probing(house, number) as waits:
        done = SippCalls(house, Load(number, rate, round(rate * seconds), stay_s=5)).wait()
    time.sleep(SETTLE_S)
    calls = done.calls + len(waits.seconds)
    return Round(calls, done.failed_share, waits.p99_ms(), house.cpu() - before)


def cost(house: BenchHouse, quick: bool) -> None:
    """CPU per call at 60 calls a second."""
    found: dict[str, list[Round]] = {NATIVE: [], OURS: []}
    say("60 calls/s (and ten short probes a second beside them)")
    for number in (NATIVE, OURS) * (1 if quick else PAIRS):
        found[number].append(one_round(house, number, 60, 5 if quick else 10))
        say(f"  {NAMES[number]:<7}{found[number][-1]}")
    # A virtual processor is a fifth faster one moment than the next: all rounds count, and their spread is told.
    native = statistics.mean(each.asterisk_ms for each in found[NATIVE])
    ours = statistics.mean(each.asterisk_ms + each.engine_ms for each in found[OURS])
    books = statistics.mean(each.worker_ms for each in found[OURS])
    pairs = sorted(
        (one.asterisk_ms + one.engine_ms) / other.asterisk_ms
        for one, other in zip(found[OURS], found[NATIVE], strict=True)
    )
    ratio = f"{ours:.2f} ms a call, native {native:.2f} ms, ratio {ours / native:.2f}"
    spread = f"pairs of rounds {pairs[0]:.2f} to {pairs[-1]:.2f}"
    say(f"Asterisk + engine {ratio} ({spread}), target <= 1.5", ours <= 1.5 * native)
    say(f"with the worker's books ({books:.2f} ms a call, done later) ratio {(ours + books) / native:.2f}")


def highest(house: BenchHouse, quick: bool) -> None:
    """The highest rate that is clean."""
    best = {NATIVE: 0, OURS: 0}
    say("highest rate with < 1 % failed and answer to prompt p99 <= 100 ms")
    climbing = [NATIVE, OURS]
    for rate in RATES[::2] if quick else RATES:
        for number in tuple(climbing):
            this = one_round(house, number, rate, 5)
            say(f"  {NAMES[number]:<7}{rate} calls/s: {this}")
            if this.is_clean:
                best[number] = rate
            else:
                climbing.remove(number)
    ratio = best[OURS] / best[NATIVE] if best[NATIVE] else 0.0
    say(f"{best[OURS]} calls/s, native {best[NATIVE]}, ratio {ratio:.2f}, target >= 0.8 (0.9)", ratio >= 0.8)


def held(house: BenchHouse, quick: bool) -> None:
    """Callers who wait with music and an announcement each 30 seconds."""
    for callers in (300, 600):
        _held(house, callers, 35 if quick else 65)


def _held(house: BenchHouse, callers: int, seconds: float) -> None:
    rate = 20
    with ears_of(callers) as ears:
        load = Load(WAITING, rate, callers, "held_call.xml", callers / rate + seconds + 10, ears.rows)
        sipp = SippCalls(house, load)
        arrived = time.monotonic() + callers / rate + 5
        while time.monotonic() < arrived:
            time.sleep(1)
            ears.speak()
        before = house.cpu()
        heard = listen(ears, seconds)
        used = house.cpu() - before
        lag = house.settings.heartbeat_path.read_text().strip()
        done = sipp.wait(ears.speak)  # who falls silent is taken for gone
    say(f"{callers} held callers for {heard.seconds:.0f} s, load {os.getloadavg()[0]:.1f}; lag of the loop: {lag}")
    python = used.engine / heard.seconds
    say(f"  Python {python:.2%} of a core (engine), target <= 2 % for 300", python <= 0.02 if callers == 300 else None)
    say(f"  Asterisk {used.asterisk / heard.seconds:.0%} of a core, worker {used.worker / heard.seconds:.2%}")
    said = f"  packets {heard.share:.3%} of 50 a second, seconds of a caller with an audible gap {heard.gaps}"
    say(f"{said}, most missing in one second {1000 * heard.worst_missing_s:.0f} ms, target no gap", heard.gaps == 0)
    why = f" ({done.why})" if done.why else ""
    say(f"  calls lost {done.failed} of {callers}{why}, target none", done.failed == 0)
    if done.failed:
        say(f"  how Asterisk's channels ended: {_causes(house)}")


def _causes(house: BenchHouse) -> dict[str, int]:
    """Hang-ups by cause and by who hung up, as Asterisk's own record has them."""
    lines = (house.settings.asterisk_dir / "log" / "cel.csv").read_text(errors="replace").splitlines()
    extras = [json.loads(row.eventextra) for row in map(parse_line, lines) if row.eventtype == "HANGUP"]
    ends = (f"cause {extra['hangupcause']} by {'caller' if extra['hangupsource'] else 'us'}" for extra in extras)
    return dict(Counter(ends))


def split() -> None:
    """Where Python's time goes."""
    calls = 400
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "engine.prof"
        engine = str(Path(__file__).with_name("profiled_engine.py"))
        with bench_house((engine, str(profile))) as house:
            before, loop_before = house.cpu(), house.loop_s()
            SippCalls(house, Load(OURS, 40, calls, stay_s=5)).wait()
            time.sleep(SETTLE_S)
            loop = house.loop_s() - loop_before
            store = (house.cpu() - before).engine - loop
        say(f"Python's share of {calls} calls under cProfile (which makes the loop look dearer)")
        for part, share in shares(profile).items():
            say(f"  {part:<9}{share:6.1%} of the loop's thread")
        say(f"  store    {store / (loop + store):6.1%} of the engine (the recorder's thread, by the kernel's account)")


def main() -> None:
    parts: dict[str, Callable[[BenchHouse, bool], None]] = {"cost": cost, "highest": highest, "held": held}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="shorter and fewer rounds")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join([*parts, 'split'])}; none: all")
    wish = parser.parse_args()
    if not sipp_is_there():
        raise SystemExit("SIPp is not there, so there is no load: install it (Debian: apt-get install sip-tester)")
    chosen = wish.parts or [*parts, "split"]
    if unknown := [part for part in chosen if part not in (*parts, "split")]:
        raise SystemExit(f"no part is called {unknown[0]}: see --help")
    if any(part in parts for part in chosen):
        with bench_house() as house:
            for part in chosen:
                if part in parts:
                    parts[part](house, wish.quick)
    if "split" in chosen:
        split()


if __name__ == "__main__":
    main()
