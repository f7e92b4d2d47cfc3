"""Waiting and routing in figures: ours beside app_queue's on the same simulated calls, target and stretch beside.

    .ivr/venv/bin/python tests/benchmarks/waiting.py [--quick] [--only routing|load|forecasts] [--centre small ...]

The twin of app_queue is judged against a real Asterisk first: `python3 -m ivr test long -k app_queue_twin`. Seeds used
while the rules were tuned and seeds never used for it are told apart. docs/simulation.md says what is assumed.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from math import nan
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parent))

from waiting_days import Day, Guessed, guessed, level_at, routed
from waiting_lines import Line, tell

from ivr.simulation.centres import SIX
from ivr.simulation.forecasts import HOLD, ORACLE, OURS, POSITION, SPOKEN, SPOKEN_10

WAYS = (SPOKEN, SPOKEN_10, HOLD, POSITION, OURS, ORACLE)
NICE = 15
SETS = {"seeds used for tuning": 1, "seeds never used for tuning": 101}  # the first of each
DAYS = {"small": 12, "calm": 8, "busy": 6, "overload": 3, "spike": 2, "leaving": 3}  # more where a day has few calls
GUESSED_DAYS = {"small": 4, "calm": 4, "busy": 2, "overload": 1, "spike": 1, "leaving": 1}
BY_SURPRISE, BY_PLAN = "leaving, all by surprise", "leaving, all planned"
DELAYED = {"small": 170, "calm": 120, "busy": 550, "overload": 1700, "spike": 1400, "leaving": 900}  # a day, about
CARRIED_CENTRE, CARRIED_LEVEL = "busy", 0.8


def main() -> None:
    args = _arguments()
    os.nice(NICE)
    centres = tuple(args.centre or SIX)
    began = time.monotonic()
    with Pool(args.processes) as pool:
        for title, first in SETS.items():
            if args.only in (None, "routing"):
                routing = _routing(pool, centres, _days(centres, first, _at_most(args, DAYS)))
                tell(f"Routing, {title}", centres, routing)
            if args.only == "load" or not (args.only or args.quick):
                days = _days((CARRIED_CENTRE,), first, _at_most(args, DAYS))
                print(f"\nLoad, {title}\n{_carried(pool, [day.seed for day in days])}", flush=True)
            if args.only in (None, "forecasts"):
                forecasts = _forecasts(pool, centres, first, _at_most(args, GUESSED_DAYS))
                tell(f"Forecasts, {title}", centres, forecasts)
    print(f"\n{time.monotonic() - began:.0f} s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one seed of each kind, small centres: about a minute")
    parser.add_argument("--only", choices=("routing", "load", "forecasts"))
    parser.add_argument("--days", type=int, default=99, help="at most so many of each kind")
    parser.add_argument("--centre", action="append", choices=tuple(SIX))
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    args = parser.parse_args()
    if args.quick and not args.centre:
        args.centre = ["small", "calm", "busy"]
    return args


def _at_most(args: argparse.Namespace, counts: Mapping[str, int]) -> dict[str, int]:
    return {centre: min(args.days, count) for centre, count in counts.items() if not args.quick}


def _days(centres: Iterable[str], first: int, counts: Mapping[str, int]) -> list[Day]:
    """So many days of each centre, one where no number is given."""
    return [
        Day(centre, first + number) for centre in centres for number in range(counts.get(centre.partition(",")[0], 1))
    ]


# Routing


def _routing(pool: Pool, centres: Sequence[str], days: Sequence[Day]) -> list[Line]:
    services = dict(zip(days, pool.map(routed, days, chunksize=1), strict=True))

    def mean(router: str, figure: str, centre: str) -> float:
        found = [getattr(services[day][router], figure) for day in days if day.centre == centre]
        return fmean(value for value in found if value is not None)

    def points(figure: str, ours: str, theirs: str) -> dict[str, float]:
        return {c: 100 * (mean(ours, figure, c) - mean(theirs, figure, c)) for c in centres}

    def ratio(figure: str, ours: str, theirs: str) -> dict[str, float]:
        return {c: mean(ours, figure, c) / mean(theirs, figure, c) for c in centres}

    def shown(router: str, figure: str, times: float) -> dict[str, float]:
        return {c: times * mean(router, figure, c) for c in centres}

    signed, share = "{:+.2f}", "{:.1f}"
    lines = [
        Line("", f"service level of {name}, %", shown(name, "level", 100), fmean, nan, form=share)
        for name in ("A", "N", "etw", "sla", "pooled")
    ]
    for mode in ("etw", "sla"):
        over_a, over_n = points("level", mode, "A"), points("level", mode, "N")
        worst_a, worst_n = points("worst_level", mode, "A"), points("worst_level", mode, "N")
        gave_up = points("abandoned", mode, "A")
        more = partial(Line, less=False, form=signed)
        lines += [
            more("R1", f"{mode}: service level over A, points: mean", over_a, fmean, 0.5, 1.0),
            more("R1", f"{mode}: the same, worst centre", over_a, min, -0.3),
            more("R2", f"{mode}: service level over N, points: mean", over_n, fmean, 2.5, 3.5),
            more("R2", f"{mode}: the same, worst centre", over_n, min, 1.3),
            more("R3", f"{mode}: worst skill over A, points", worst_a, fmean, 2.5, 4.0),
            more("R3", f"{mode}: worst skill over N, points", worst_n, fmean, 5.0, 8.0),
            Line("R4", f"{mode}: hang-ups over A, points: mean", gave_up, fmean, -0.12, -0.25, form=signed),
            Line("R4", f"{mode}: the same, worst centre", gave_up, max, 0.05, form=signed),
            Line("R5", f"{mode}: ASA over A's", ratio("asa_s", mode, "A"), fmean, 0.96, 0.92),
            Line("R5", f"{mode}: P95 over A's, worst", ratio("p95_s", mode, "A"), max, 1.1 if mode == "etw" else 1.2),
            Line("R6", f"{mode}: out of order", shown(mode, "out_of_order", 1), max, 0, form="{:.0f}"),
            Line("R6", f"{mode}: idle beside one who waits", shown(mode, "passed_over", 1), max, 0, form="{:.0f}"),
            Line("R7", f"{mode}: spread of occupancy over A's", ratio("occupancy_spread", mode, "A"), fmean, 1.0, 0.9),
        ]
    return lines


def _carried(pool: Pool, seeds: Sequence[int]) -> str:
    routers = ("N", "A", "etw", "sla")
    loads = {router: load_at_level(pool, router, seeds) for router in routers}
    values = {router: 100 * (load / loads["N"] - 1) for router, load in loads.items()}
    told = ", ".join(f"{router} {value:+.1f} %" for router, value in values.items() if router != "N")
    return f"R8   load carried at {CARRIED_LEVEL:.0%} by 30 agents, over N: {told}   (target +3.5 %, stretch +4.4 %)"


def load_at_level(pool: Pool, router: str, seeds: Sequence[int]) -> float:
    """The load at which the level is just reached, by halving; the same seeds at every load."""
    low, high = 0.7, 1.3
    for _ in range(7):
        load = (low + high) / 2
        days = [Day(CARRIED_CENTRE, seed, load) for seed in seeds]
        reached = fmean(pool.map(partial(level_at, router), days, chunksize=1)) >= CARRIED_LEVEL
        low, high = (load, high) if reached else (low, load)
    return (low + high) / 2


# Forecasts


def _forecasts(pool: Pool, centres: Sequence[str], first: int, counts: Mapping[str, int]) -> list[Line]:
    named = [*centres, *((BY_SURPRISE, BY_PLAN) if "leaving" in centres else ())]
    days = _days(named, first, counts)
    jobs = [(day, WAYS, DELAYED[day.centre.partition(",")[0]]) for day in days]
    notes = dict(zip(days, pool.starmap(guessed, jobs, chunksize=1), strict=True))
    by_centre = {centre: [notes[day] for day in days if day.centre == centre] for centre in named}

    def over(way: str) -> dict[str, float]:
        return {centre: _ratio(by_centre[centre], OURS, way) for centre in centres}

    e4 = {centre: _ratio(by_centre[centre], OURS, ORACLE, among=True) for centre in named}
    usual = {centre: value for centre, value in e4.items() if centre in centres and centre != "leaving"}
    surprise = {"leaving": e4[BY_SURPRISE]} if BY_SURPRISE in e4 else {}
    plan = {"leaving": e4[BY_PLAN]} if BY_PLAN in e4 else {}
    bound = partial(_mean_of, by_centre, centres)
    ms = bound(lambda one: one.estimate_ms)
    big = {centre: value for centre, value in ms.items() if centre == "spike"}
    small = {centre: value for centre, value in ms.items() if centre not in ("spike", "leaving", "overload")}
    return [
        Line("", "delayed callers", bound(lambda one: one.delayed), sum, nan, form="{:.0f}"),
        Line("", "app_queue says no time to, %", bound(lambda one: 100 * one.silent), fmean, nan, form="{:.0f}"),
        *(
            Line("", f"mean error, s: {way}", bound(lambda one, way=way: one.errors[way]), fmean, nan, form="{:.1f}")
            for way in WAYS[:-1]
        ),
        Line("E1", "error over app_queue's spoken time, worst", over(SPOKEN), max, 0.62, 0.52),
        Line("E2", "error over it rounded to 10 s", over(SPOKEN_10), fmean, 0.72, 0.62),
        Line("E2", "error over QUEUEHOLDTIME", over(HOLD), fmean, 0.66, 0.56),
        Line("E3", "error over position x AHT / agents", over(POSITION), fmean, 0.88, 0.74),
        Line("E4", "error over the oracle's, worst but leaving", usual, max, 1.22, 1.10),
        Line("E4", "the same, all leave by surprise", surprise, max, 1.40),
        Line("E4", "the same, all leave by plan, none given", plan, max, 1.40, 1.15),
        Line("E5", "waits within the 90 % bound, at least", bound(_coverage), fmean, 0.87, less=False),
        Line("E5", "the same, at most", bound(_coverage), fmean, 0.94),
        Line(
            "E5", "mean bound over mean wait", bound(lambda one: one.bounds and one.bounds.over_wait), fmean, 2.0, 1.6
        ),
        Line("E7", '"less than X" kept', bound(lambda one: one.kept and one.kept.kept), fmean, 0.85, 0.92, less=False),
        Line("E7", "said over true", bound(lambda one: one.kept and one.kept.said_over_true), fmean, 2.2, 1.8),
        Line("E8", "announcements a caller", bound(lambda one: one.kept and one.kept.per_caller), fmean, 1.5, 1.2),
        Line("E8", "callers told a later time", bound(lambda one: one.kept and one.kept.told_later), fmean, 0.15, 0.05),
        Line("E11", "ms an estimate, up to 30 agents, worst", small, max, 5.0, 1.0),
        Line("E11", "ms an estimate, 300 agents", big, max, 25.0, 5.0),
    ]


def _coverage(one: Guessed) -> float | None:
    return one.bounds and one.bounds.coverage


def _ratio(notes: Sequence[Guessed], ours: str, theirs: str, among: bool = False) -> float:
    """Error over error, each a mean over all callers of these days."""
    sums = [0.0, 0.0]
    for one in notes:
        errors, callers = (one.errors_looked_at, one.looked_at) if among else (one.errors, one.delayed)
        for place, way in enumerate((ours, theirs)):
            sums[place] += (errors[way] or 0.0) * callers
    return sums[0] / sums[1] if sums[1] else nan


def _mean_of(
    by_centre: dict[str, list[Guessed]], centres: Sequence[str], figure: Callable[[Guessed], float | None]
) -> dict[str, float]:
    found = {centre: [value for one in by_centre[centre] if (value := figure(one)) is not None] for centre in centres}
    return {centre: fmean(values) if values else nan for centre, values in found.items()}


if __name__ == "__main__":
    main()
