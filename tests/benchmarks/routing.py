"""What one step of the router costs: a tick, a wake-up time, a decision, beside 600 waiting calls and 300 agents.

    .ivr/venv/bin/python tests/benchmarks/routing.py [--waiting 600] [--agents 300]

Every figure is the median and the 99th percentile of single steps in microseconds of processor time. The estimates are
fed, as in the engine, so what is measured is the router and not the drain.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable

from ivr.routing.acd import Acd

SKILLS = [f"skill{number}" for number in range(12)]
RARE = "nobody has it"


def centre(agents: int, waiting: int) -> Acd:
    """Return a centre whose agents all talk and whose callers wait for skills of all kinds."""
    chance = random.Random(5)
    acd = Acd({"skills": [*SKILLS, RARE], "max_wait_s": None, "estimates": "fed"}, seed=1)
    for number in range(agents):
        acd.agent_login(0.0, f"agent{number}", {skill: chance.randint(3, 9) for skill in chance.sample(SKILLS, 3)})
    for number in range(agents):
        acd.add_call(1.0 + number / 100, f"early{number}", chance.choice(SKILLS))
    for number in range(waiting):
        acd.add_call(10.0 + number / 100, f"late{number}", chance.choice(SKILLS), priority=chance.choice((0, 0, 60)))
    for offer in acd.snapshot()["offers"]:
        acd.call_answered(20.0, offer["visit"]["call"], offer["agent"])
    return acd


def timed(steps: int, step: Callable[[int], object]) -> str:
    """Return median and 99th percentile of a step in microseconds of processor time."""
    taken = []
    for number in range(steps):
        before = time.process_time()
        step(number)
        taken.append((time.process_time() - before) * 1e6)
    return f"{statistics.median(taken):9.1f} {statistics.quantiles(taken, n=100)[98]:9.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=300)
    parser.add_argument("--waiting", type=int, default=600)
    size = parser.parse_args()
    acd = centre(size.agents, size.waiting)
    print(f"{len(acd.waiting())} waiting, {size.agents} agents          median       p99  us")
    print("tick, nothing due           ", timed(500, lambda number: acd.tick(21.0 + number / 1e4)))
    print("next_wakeup                 ", timed(500, lambda number: acd.next_wakeup()))
    joins = timed(100, lambda number: acd.add_call(22.0 + number / 1e4, f"new{number}", SKILLS[number % 12]))
    print("a call joins, all are busy  ", joins)
    given = [(offer["visit"]["call"], offer["agent"]) for offer in acd.snapshot()["offers"]]
    for call, agent in given:
        acd.call_ended(23.0, call, agent)
    frees = timed(min(200, len(given)), lambda number: acd.agent_free(24.0 + number / 1e4, given[number][1]))
    print("an agent frees: which call  ", frees)
    idle = Acd({"skills": SKILLS, "max_wait_s": None, "estimates": "fed"})
    for number in range(size.agents):
        idle.agent_login(0.0, f"agent{number}", {SKILLS[0]: 1 + number % 9, SKILLS[1 + number % 11]: 5})
    chosen = timed(min(100, size.agents), lambda number: idle.add_call(1.0 + number, f"new{number}", SKILLS[0]))
    print("a call joins: which of all  ", chosen)


if __name__ == "__main__":
    main()
