"""One simulated day of the benchmark of waiting: through every router, or with every forecast; plain figures back."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import fmean

from ivr.routing.acd import Acd
from ivr.routing.wait_estimate import Estimate
from ivr.simulation.acd_driver import AcdDriver
from ivr.simulation.app_queue import AppQueue
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import CallPlan, Scenario
from ivr.simulation.centres import SIX, leaving, pooled
from ivr.simulation.forecasts import ORACLE, Forecasts, mean_error_s, told_by_all
from ivr.simulation.measures import Service, service_of
from ivr.simulation.oracle import Oracle
from ivr.simulation.promises import Bounds, Kept, bounds_of, kept_of
from ivr.simulation.queue_state import QueueRules
from ivr.simulation.run import Router, Run

ROUTERS: dict[str, Callable[[Scenario, int], Router]] = {
    "A": lambda scenario, seed: AppQueue(scenario, QueueRules(penalties=True), seed),
    "N": lambda scenario, seed: AppQueue(scenario, QueueRules(penalties=False), seed),
    "etw": lambda scenario, seed: AcdDriver.of(scenario, seed, mode="etw", estimates="fed"),
    "sla": lambda scenario, seed: AcdDriver.of(scenario, seed, mode="sla", estimates="fed"),
}
PATHS = 40  # of the oracle: as many as ours plays
LOOKED_AT = 30  # callers of a day, about, for whom the oracle is asked
CENTRES = {**SIX, "leaving, all by surprise": lambda: leaving(0.0), "leaving, all planned": lambda: leaving(1.0)}


@dataclass(frozen=True, slots=True)
class Day:
    """Which centre, drawn by which seed, with how many times the calls."""

    centre: str
    seed: int
    load: float = 1.0

    def plan(self) -> CallPlan:
        """Draw the calls."""
        return plan_calls(CENTRES[self.centre]().scaled(self.load), self.seed)


@dataclass(frozen=True, slots=True)
class Guessed:
    """The forecasts of one day: errors in seconds by way of guessing, over all and over those the oracle looked at."""

    delayed: int
    looked_at: int
    errors: Mapping[str, float | None]
    errors_looked_at: Mapping[str, float | None]
    silent: float  # the share of delayed callers to whom app_queue says no time
    bounds: Bounds | None
    kept: Kept | None
    estimate_ms: float  # of processor time, for one caller


def routed(day: Day) -> dict[str, Service]:
    """The same calls through every router, and through ours with everybody able to do everything."""
    plan = day.plan()
    services = {name: service_of(Run.of(plan, make(plan.scenario, day.seed)).go()) for name, make in ROUTERS.items()}
    everybody = CallPlan(pooled(plan.scenario), plan.calls, plan.seed)
    return services | {"pooled": service_of(Run.of(everybody, ROUTERS["etw"](everybody.scenario, day.seed)).go())}


def level_at(router: str, day: Day) -> float:
    """The service level of one router on one day."""
    plan = day.plan()
    return service_of(Run.of(plan, ROUTERS[router](plan.scenario, day.seed)).go()).level or 0.0


def guessed(day: Day, ways: tuple[str, ...], expected: int) -> Guessed:
    """One day through our router, every way of guessing asked for each delayed caller; `expected` of them, about."""
    plan = day.plan()
    driver = AcdDriver.of(plan.scenario, day.seed)
    oracle = Oracle(lambda: _frozen(driver, plan.scenario), max(1, expected // LOOKED_AT), PATHS, day.seed)
    took_s: list[float] = []

    def estimate(t: float, call: str) -> Estimate:
        began = time.process_time()
        answer = driver.estimate(t, call)
        took_s.append(time.process_time() - began)
        return answer

    notes = Forecasts(estimate, oracle.wait_s)
    Run.of(plan, driver, (notes,)).go()
    looked_at = told_by_all(notes.rows, ORACLE)
    return Guessed(
        delayed=len(notes.rows),
        looked_at=len(looked_at),
        errors={way: mean_error_s(notes.rows, way) for way in ways},
        errors_looked_at={way: mean_error_s(looked_at, way) for way in ways},
        silent=sum(row.told[ways[0]] == 0 for row in notes.rows) / max(1, len(notes.rows)),
        bounds=bounds_of(notes.rows),
        kept=kept_of([row.journey for row in notes.rows], driver.announced),
        estimate_ms=1000 * fmean(took_s) if took_s else 0.0,
    )


def _frozen(driver: AcdDriver, scenario: Scenario) -> Callable[[], AcdDriver]:
    """A maker of routers that go on from here, each for itself, and forecast nothing."""
    snapshot = driver.acd.snapshot()
    snapshot["config"] = {**snapshot["config"], "estimates": "fed"}
    kept = json.dumps(snapshot)
    return lambda: AcdDriver(scenario, Acd.restore(json.loads(kept)))
