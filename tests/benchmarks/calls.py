"""The same calls through Asterisk's own dialplan and through us, in alternating rounds on one machine.

    python3 tests/benchmarks/calls.py [--quick]

Every figure is printed beside its reference and target. Nothing fails by the clock: what a figure says on a busy
machine is for a person to judge, and the ratios are what counts, because both kinds of calls meet the same noise.
"""

import argparse
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_house import BenchHouse, Cpu, bench_house  # noqa: E402 - the project is found first
from load import Load, SippCalls, sipp_is_there  # noqa: E402
from probe import probing  # noqa: E402

NATIVE, OURS = "900", "100"
SETTLE_S = 3.0  # until the history is in the database and its cost is on the account


@dataclass(frozen=True, slots=True)
class Round:
    """One load on one kind of menu."""

    rate: float
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


def one_round(house: BenchHouse, number: str, rate: float, seconds: float) -> Round:
    before = house.cpu()
    with probing(house, number) as waits:
        done = SippCalls(house, Load(number, rate, round(rate * seconds), stay_s=5)).wait()
    time.sleep(SETTLE_S)
    calls = done.calls + len(waits.seconds)
    return Round(rate, calls, done.failed_share, waits.p99_ms(), house.cpu() - before)


def cost(house: BenchHouse, rounds: int, seconds: float) -> None:
    """CPU per call at 60 calls a second."""
    found: dict[str, list[Round]] = {NATIVE: [], OURS: []}
    print("60 calls/s, CPU per call in ms (probes of 10 calls/s beside them):")
    for number in (NATIVE, OURS) * rounds:
        this = one_round(house, number, 60, seconds)
        found[number].append(this)
        print(
            f"  {'native' if number == NATIVE else 'ours  '}  Asterisk {this.asterisk_ms:5.2f}  engine"
            f" {this.engine_ms:5.2f}  worker {this.worker_ms:5.2f}  failed {this.failed_share:6.2%}  answer to prompt"
            f" p99 {this.p99_ms:6.1f} ms  load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
    native = statistics.median(each.asterisk_ms for each in found[NATIVE])
    ours = statistics.median(each.asterisk_ms + each.engine_ms for each in found[OURS])
    whole = statistics.median(each.asterisk_ms + each.engine_ms + each.worker_ms for each in found[OURS])
    told("CPU per call, Asterisk + engine", ours, native, "ms", ours / native, "<= 1.5 x native", ours <= 1.5 * native)
    told("the same with the worker's books", whole, native, "ms", whole / native, "(no target)", None)


def told(what: str, figure: float, reference: float, unit: str, ratio: float, target: str, hit: bool | None) -> None:
    """One figure beside its reference and target."""
    verdict = "" if hit is None else "  hit" if hit else "  MISS"
    print(f"{what}: {figure:.2f} {unit}, native {reference:.2f} {unit}: {ratio:.2f} x; {target}{verdict}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short round of each")
    wish = parser.parse_args()
    if not sipp_is_there():
        raise SystemExit("SIPp is not there, so there is no load: install it (Debian: apt-get install sip-tester)")
    with bench_house({}) as house:
        cost(house, 1 if wish.quick else 3, 5 if wish.quick else 10)


if __name__ == "__main__":
    main()
