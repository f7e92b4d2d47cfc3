"""What an estimate of the wait costs: processor time of a drain for one caller, and for all of a connected group.

    .ivr/venv/bin/python tests/benchmarks/drains.py [--rounds 20]

Everybody talks, a third as many callers wait, each agent has one to three of the skills.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "routing"))

from floor_parts import scene, talking, visit

from ivr.routing.rules import RoutingConfig
from ivr.routing.scene import Scene
from ivr.routing.waits import Waits

CENTRES = {30: 5, 300: 12}  # agents: skills
ONE_MS, GROUP_MS = {30: 5.0, 300: 25.0}, {30: 25.0, 300: 150.0}  # the targets
NOW_S = 10_000.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    print("agents  waiting  one caller: mean, target   the whole group: mean, target   (ms of processor time)")
    for agents, skills in CENTRES.items():
        floor, waits = busy_floor(agents, skills, Random(agents)), learned(skills)
        one = mean_ms(lambda: waits.estimate(NOW_S, floor.waiting[-1], floor), rounds)  # noqa: B023 - called at once
        group = mean_ms(lambda: waits.estimate_all(NOW_S, floor), rounds)  # noqa: B023
        told = f"{one:16.1f} {ONE_MS[agents]:8.0f} {group:24.1f} {GROUP_MS[agents]:8.0f}"
        print(f"{agents:6} {len(floor.waiting):8} {told}")


def busy_floor(agents: int, skills: int, chance: Random) -> Scene:
    """Return a floor where everybody talks and a third as many callers wait."""
    names = [f"skill{number}" for number in range(skills)]
    staff = []
    for number in range(agents):
        has = {name: chance.randint(2, 9) for name in chance.sample(names, chance.randint(1, 3))}
        staff.append(talking(f"a{number}", NOW_S - chance.uniform(0, 400), chance.choice(list(has)), **has))
    line = [visit(f"c{n}", chance.choice(names), NOW_S - 90 + n / agents, sequence=n) for n in range(agents // 3)]
    return scene(NOW_S, line, staff, rates=dict.fromkeys(names, agents / skills / 240))


def learned(skills: int) -> Waits:
    """Return what is known of waiting after a day."""
    names, chance = tuple(f"skill{number}" for number in range(skills)), Random(1)
    waits = Waits(RoutingConfig(skills=names), seed=0)
    for number in range(200 * skills):
        talk_s = chance.lognormvariate(5, 0.8)
        waits.handled(float(number), names[number % skills], f"a{number % 40}", talk_s, chance.uniform(20, 60))
    return waits


def mean_ms(ask: Callable[[], object], rounds: int) -> float:
    """Return the milliseconds of processor time of one question, after a first one."""
    ask()
    took = []
    for _ in range(rounds):
        began = time.process_time()
        ask()
        took.append(1000 * (time.process_time() - began))
    return fmean(took)


if __name__ == "__main__":
    main()
