"""The drain: the router played forward from the present some forty times, and what callers waited (docs/waiting.md)."""

from collections.abc import Hashable
from heapq import heapify, heappop, heapreplace
from math import exp

from ivr.routing.call_choice import call_score
from ivr.routing.chance import LAST_ROW, exponential_layers, layers, normal_layers
from ivr.routing.drain_task import NEVER, DrainTask, Lane, Worker
from ivr.routing.free_times import free_times
from ivr.routing.handle_times import PSEUDO_CALLS
from ivr.routing.wait_estimate import Estimate, estimate_of
from ivr.routing.widening import needed_level, next_widening_s

FEWEST_STEPS, STEPS_EACH = 200, 4  # of one path, and for each agent and call: who is overtaken for ever ends it
NOBODY = -1


def drain_estimates(task: DrainTask) -> dict[Hashable, Estimate]:
    """Return the estimates of the calls sought that most paths reached, their positions left open (0)."""
    learned = {call: task.skills[lane.skill].learned for lane in task.lanes for call in lane.calls}
    return {
        call: estimate_of(waits, learned[call] / (learned[call] + PSEUDO_CALLS))
        for call, waits in drain(task).items()
        if len(waits) > task.paths / 2
    }


def drain(task: DrainTask) -> dict[Hashable, list[float]]:
    """Return for each call sought its waits in seconds, one for each path that reached it, sorted."""
    rows = layers(task.paths)
    columns = [
        free_times(worker, task.skills, rows[task.seed + number & LAST_ROW], rows[task.seed * 3 + number & LAST_ROW])
        for number, worker in enumerate(task.workers)
    ]
    reached = {lane for worker in task.workers for lane, _ in worker.lanes}
    open_lanes = [lane for number, lane in enumerate(task.lanes) if number in reached]
    waits: dict[Hashable, list[float]] = {call: [] for lane in open_lanes for call in lane.calls if call in task.sought}
    for path, free_s in enumerate(zip(*columns, strict=True)):
        _Path(task, path, waits).run(free_s)
    return {call: sorted(found) for call, found in waits.items()}


class _Path:
    """One way it may go on from now."""

    def __init__(self, task: DrainTask, path: int, waits: dict[Hashable, list[float]]) -> None:
        self.task, self.path, self.waits = task, path, waits
        self.services = task.seed  # the n-th service takes as long whoever is served: one less shortens all waits
        self.comings = task.seed
        self.uniforms, self.normals = layers(task.paths), normal_layers(task.paths)
        self.exponentials = exponential_layers(task.paths)
        self.left = len(waits)
        self.counts = [skill.waiting for skill in task.skills]
        self.heads = [0] * len(task.lanes)
        self.waited = [list(lane.waited_s) for lane in task.lanes]
        self.arrives = [self.gap_s(lane) for lane in task.lanes]

    def gap_s(self, lane: Lane) -> float:
        """Return the seconds to the next call that comes to a lane."""
        if not lane.rate:
            return NEVER
        self.comings += 7
        return self.exponentials[self.comings & LAST_ROW][self.path] / lane.rate

    def patience_s(self, lane: int, at: int) -> float:
        """Return how much longer a caller of a lane would wait from now, or from his coming."""
        return (
            self.exponentials[self.task.seed + lane * 41 + at * 3 & LAST_ROW][self.path] / self.task.lanes[lane].theta
        )

    def run(self, free_s: tuple[float, ...]) -> None:
        """Give the agents, each when he is free, what the router would, until every call sought is served."""
        heap = [(at, number) for number, at in enumerate(free_s)]
        heapify(heap)
        workers = self.task.workers
        steps = FEWEST_STEPS + STEPS_EACH * (len(heap) + sum(self.counts))
        while self.left and heap and heap[0][0] < NEVER:
            now, number = heap[0]
            steps -= 1
            if not steps:
                self.stop(now)
                return
            worker = workers[number]
            if worker.away_s[0] <= now < worker.away_s[1]:
                heapreplace(heap, (worker.away_s[1], number))
                continue
            lane = self.pick(worker, now)
            if lane == NOBODY:
                self.rest(heap, worker, now)
            elif self.serve(lane, now):
                heapreplace(heap, (now + self.busy_s(worker, self.task.lanes[lane].skill), number))

    def stop(self, now: float) -> None:
        """Let those not served yet have waited until now: for as long as one can foresee others went before them."""
        for row, head in zip(self.task.lanes, self.heads, strict=True):
            for call in row.calls[head:]:
                if call in self.waits:
                    self.waits[call].append(now)

    def pick(self, worker: Worker, now: float) -> int:
        """Return the lane whose head the agent takes by the router's own score, or NOBODY."""
        best, found, task = 0.0, NOBODY, self.task
        for lane, level in worker.lanes:
            row = task.lanes[lane]
            if self.arrives[lane] <= now:
                self.arrive(lane, row, now)
            if self.heads[lane] >= len(self.waited[lane]):
                continue
            wait_s = now + self.waited[lane][self.heads[lane]]
            if row.steps and needed_level(row.min_level, row.steps, wait_s, row.best_level) > level:
                continue
            pressure_s = self.counts[row.skill] * task.skills[row.skill].advance_s
            score = call_score(wait_s, row.bonus_s, pressure_s, level, row.target_s, task.sla)
            if score > best:
                best, found = score, lane
        return found

    def arrive(self, lane: int, row: Lane, now: float) -> None:
        """Let the calls of a lane that come until now join it."""
        while self.arrives[lane] <= now:
            self.waited[lane].append(-self.arrives[lane])
            self.counts[row.skill] += 1
            self.arrives[lane] += self.gap_s(row)

    def serve(self, lane: int, now: float) -> bool:
        """Take the head out of a lane; False when he had hung up, whose wait, had he stayed, counts all the same."""
        row, at = self.task.lanes[lane], self.heads[lane]
        self.heads[lane] += 1
        self.counts[row.skill] -= 1
        if at < len(row.calls) and row.calls[at] in self.waits:
            self.waits[row.calls[at]].append(now)
            self.left -= 1
        return self.patience_s(lane, at) - min(0.0, self.waited[lane][at]) >= now

    def busy_s(self, worker: Worker, skill: int) -> float:
        """Return the seconds of a whole call of the skill with this agent, talk and gap."""
        figures = self.task.skills[skill]
        self.services += 1
        row, path = self.services & LAST_ROW, self.path
        talk_s = exp(figures.log_mean + worker.log_factor + figures.log_sigma * self.normals[row][path])
        gaps = figures.gaps_s
        return talk_s + gaps[int(self.uniforms[row * 5 + 1 & LAST_ROW][path] * len(gaps))]

    def rest(self, heap: list[tuple[float, int]], worker: Worker, now: float) -> None:
        """Let an agent without a caller look again when one may come or may be content with his level."""
        again = min(self.next_for(lane, now) for lane, _ in worker.lanes)
        if again == NEVER:
            heappop(heap)
        else:
            heapreplace(heap, (again, heap[0][1]))

    def next_for(self, lane: int, now: float) -> float:
        """Return when a lane has something new for an agent whom it has nothing for now."""
        row, at = self.task.lanes[lane], self.heads[lane]
        arrives = self.arrives[lane]
        if not row.steps or at >= len(self.waited[lane]):
            return arrives
        waited = self.waited[lane][at]
        after_s = next_widening_s(row.min_level, row.steps, now + waited)
        return arrives if after_s is None else min(arrives, max(now + 0.001, after_s - waited))
