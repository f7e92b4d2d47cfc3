"""Estimates from what was learned: the drain where it can be made, what was fed, else the cheap formula."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

from ivr.routing.chance import seed_of
from ivr.routing.drain import drain_estimates
from ivr.routing.drain_plan import Plan
from ivr.routing.drain_task import DrainTask
from ivr.routing.experience import Experience
from ivr.routing.handle_times import PSEUDO_CALLS
from ivr.routing.line import Visit
from ivr.routing.recent_waits import RecentWaits
from ivr.routing.scene import Scene
from ivr.routing.wait_estimate import Estimate, Standing, at_once, estimate_queue, nobody

FRESH_S = 5.0


class Estimator:
    """Says how long calls will wait, in seconds, and changes nothing by it; `fed` when drains are made elsewhere."""

    def __init__(self, experience: Experience, recent: RecentWaits) -> None:
        self._experience, self._recent = experience, recent
        self._found: Mapping[Hashable, Estimate] = {}
        self._found_at = -FRESH_S

    def feed(self, t: float, found: Mapping[Hashable, Estimate]) -> None:
        """Take over what a drain elsewhere found at t; it is good for five seconds."""
        self._found, self._found_at = found, t

    def is_fed(self, t: float, call: Hashable) -> bool:
        """Return whether a fresh estimate of this call was fed."""
        return t - self._found_at <= FRESH_S and call in self._found

    def drained(self, visit: Visit, scene: Scene, seed: int) -> Estimate:
        """Return what a drain made now finds for one call, not calibrated."""
        simple = self._without_drain(visit, scene)
        if simple is not None:
            return simple
        plan = Plan(scene.joined_by(visit), self._experience, {visit.skill}, only=visit)
        found = drain_estimates(plan.task(seed_of(visit.call, seed))).get(visit.call)
        return self._placed(found, visit, scene)

    def looked_up(self, t: float, visit: Visit, scene: Scene) -> Estimate:
        """Return what was fed for one call while it is fresh, else the cheap formula's estimate, not calibrated."""
        simple = self._without_drain(visit, scene)
        if simple is not None:
            return simple
        return self._placed(self._found.get(visit.call) if self.is_fed(t, visit.call) else None, visit, scene)

    def all_drained(self, scene: Scene, seed: int) -> dict[Hashable, Estimate]:
        """Return what one drain for each connected group finds for every call that waits, not calibrated."""
        found: dict[Hashable, Estimate] = {}
        for task in self.tasks(scene, seed):
            found |= drain_estimates(task)
        return {
            visit.call: self._without_drain(visit, scene) or self._placed(found.get(visit.call), visit, scene)
            for visit in scene.waiting
        }

    def tasks(self, scene: Scene, seed: int) -> list[DrainTask]:
        """Return the work of a drain elsewhere: one plain task for each connected group that somebody waits for."""
        skills, tasks = {visit.skill for visit in scene.waiting}, []
        while skills:
            first = min(skills)
            plan = Plan(scene, self._experience, {first})
            tasks.append(plan.task(seed_of(first, seed)))
            skills -= plan.connected
        return tasks

    def features(self, visit: Visit, scene: Scene, raw: Estimate) -> tuple[float, ...]:
        """Return what the stack goes by: drain, advance time, QLm, head of line, last ten (seconds), position."""
        skill, heads = visit.skill, [other for other in scene.waiting if other.skill == visit.skill]
        head_s = scene.t - min(heads, key=lambda other: other.rank).entered_at if heads else 0.0
        advance_s = self._recent.advance_s(skill) * raw.position
        queue_s = self._queue(visit, scene).point or 0.0
        return (raw.point or 0.0, advance_s, queue_s, head_s, self._recent.last_ten_s(skill), float(raw.position))

    def _without_drain(self, visit: Visit, scene: Scene) -> Estimate | None:
        """Return the estimate where there is nothing to drain: nobody logged in, or somebody idle."""
        if not scene.able(visit):
            return nobody(scene.position(visit))
        return at_once(scene.position(visit)) if scene.is_at_once(visit) else None

    def _placed(self, found: Estimate | None, visit: Visit, scene: Scene) -> Estimate:
        return self._queue(visit, scene) if found is None else replace(found, position=scene.position(visit))

    def _queue(self, visit: Visit, scene: Scene) -> Estimate:
        able = scene.able(visit)
        working, idle = sum(agent.is_staffing for agent in able), sum(map(scene.is_idle, able))
        standing = Standing(scene.position(visit), len(able), working, idle)
        times, theta = self._experience.handle_times, self._experience.patience.theta(visit.skill)
        learned = times.count(visit.skill)
        return estimate_queue(standing, times.mean_s(visit.skill), theta, learned / (learned + PSEUDO_CALLS))
