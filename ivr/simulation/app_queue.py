"""Asterisk's app_queue as a router: one queue per skill, every caller looking once a second (docs/simulation.md).

After apps/app_queue.c of Asterisk 22 with autofill on and ringinuse off: is_our_turn, calc_metric, find_best,
compare_weight, can_ring_entry, store_next_rr, recalc_holdtime. Its clock counts whole seconds, ours is cut off to them.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from math import floor
from random import Random

from ivr.routing.actions import Action, Assign
from ivr.simulation.centre import PlannedCall, Scenario, Staffed
from ivr.simulation.queue_state import Attempt, Caller, Member, Queue, QueueRules, Turn

LOOK_S = 1.0
ONE_PENALTY = 1_000_000


class AppQueue:
    """The queues, their members and their waiting callers."""

    def __init__(self, scenario: Scenario, rules: QueueRules, seed: int = 0) -> None:
        self._rules = rules
        self._chance = Random(seed)  # noqa: S311 - the strategy `random`, drawn again by its seed
        weights = {skill.name: round(skill.priority_s) for skill in scenario.skills}
        self._queues = {name: Queue(name, weight) for name, weight in weights.items()}
        self._uses_weight = any(weights.values())
        self._callers: dict[str, Caller] = {}
        self._looks: list[tuple[float, int, str]] = []
        self._joined = 0
        self._in_use: set[str] = set()
        self._paused = {agent.id for agent in scenario.agents}
        for agent in scenario.agents:
            self._add_member(agent)
        self.spoken: list[tuple[float, str, int]] = []  # when, to whom, seconds (zero: nothing)

    def _add_member(self, agent: Staffed) -> None:
        for name, level in agent.levels.items():
            members = self._queues[name].members
            penalty = 9 - level if self._rules.penalties else 0
            members[agent.id] = Member(agent.id, penalty, len(members))

    def hold_s(self, skill: str) -> int:
        """Return QUEUEHOLDTIME of a skill's queue."""
        return self._queues[skill].hold.hold_s

    # What happens

    def agent_login(self, t: float, agent: Staffed) -> Sequence[Action]:
        """Unpause a member everywhere; nobody is rung before the next look."""
        self._paused.discard(agent.id)
        return ()

    def agent_logout(self, t: float, agent: Staffed) -> Sequence[Action]:
        """Pause a member everywhere."""
        self._paused.add(agent.id)
        return ()

    def agent_free(self, t: float, agent: Staffed) -> Sequence[Action]:
        """Put down a phone that was in use for the wrap-up."""
        self._in_use.discard(agent.id)
        return ()

    def add_call(self, t: float, call: PlannedCall) -> Sequence[Action]:
        """Let a caller join, who looks at once."""
        self._joined += 1
        caller = Caller(call.id, call.skill, t, self._joined)
        self._callers[call.id] = caller
        self._queues[call.skill].callers.append(caller)
        return self._look(t, caller)

    def call_answered(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """Count the caller's wait and take him out of the queue."""
        caller = self._callers[call.id]
        queue = self._queues[call.skill]
        self._store_next(queue, caller)
        queue.hold.answered(caller.joined_s, t)
        self._leave(call)
        return ()

    def call_refused(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """Let the member's phone be, and the caller rest before he looks again."""
        self._in_use.discard(agent.id)
        caller = self._callers[call.id]
        self._store_next(self._queues[call.skill], caller)
        self._rest(t, caller)
        return ()

    def call_abandoned(self, t: float, call: PlannedCall) -> Sequence[Action]:
        """Count who hung up; a phone that rang for him is free."""
        caller = self._callers[call.id]
        rung = next((attempt.member.agent for attempt in caller.attempts if attempt.is_rung), None)
        if rung is not None:
            self._in_use.discard(rung)
            self._store_next(self._queues[call.skill], caller)
        self._queues[call.skill].hold.gave_up()
        self._leave(call)
        return ()

    def call_ended(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """Count the member's call in the queue, in all of them where they share the last call."""
        queue = self._queues[call.skill]
        queue.hold.ended()
        for other in self._queues.values() if self._rules.shared_lastcall else (queue,):
            member = other.members.get(agent.id)
            if member is not None:
                member.ended(t)
        if self._rules.wrap_up_s is not None:
            self._in_use.discard(agent.id)  # app_queue itself counts the wrap-up
        return ()

    def tick(self, t: float) -> Sequence[Action]:
        """Let everybody look whose time has come."""
        actions: list[Action] = []
        while (due := self.next_wakeup()) is not None and due <= t:
            _, _, call = heappop(self._looks)
            actions += self._look(t, self._callers[call])
        return actions

    def next_wakeup(self) -> float | None:
        """Return when the next caller looks."""
        while self._looks and not self._is_due(*self._looks[0]):
            heappop(self._looks)
        return self._looks[0][0] if self._looks else None

    # A caller's look

    def _is_due(self, when: float, _: int, call: str) -> bool:
        caller = self._callers.get(call)
        return caller is not None and caller.next_look_s == when

    def _look(self, t: float, caller: Caller) -> list[Action]:
        queue = self._queues[caller.skill]
        caller.is_pending = False
        if not queue.is_turn_of(caller, self._available(queue, t)):
            self._look_again(t + LOOK_S + self._speak(t, queue, caller), caller)
            return []
        attempt = self._ring_one(t, queue, caller)
        if attempt is None:
            self._store_next(queue, caller)
            self._rest(t, caller)
            return []
        caller.next_look_s, caller.is_pending = None, True
        self._in_use.add(attempt.member.agent)
        return [Assign(caller.call, attempt.member.agent)]

    def _rest(self, t: float, caller: Caller) -> None:
        caller.is_pending = False
        self._look_again(t + self._rules.retry_s, caller)

    def _look_again(self, t: float, caller: Caller) -> None:
        caller.next_look_s = t
        heappush(self._looks, (t, caller.number, caller.call))

    def _speak(self, t: float, queue: Queue, caller: Caller) -> float:
        """Say what say_position() says, if it is time; return the seconds that took."""
        said_s = queue.say_position(floor(t), caller, self._rules)
        if said_s is None:
            return 0.0
        self.spoken.append((t, caller.call, said_s))
        return self._rules.speaking_s if said_s else 0.0

    def _leave(self, call: PlannedCall) -> None:
        self._queues[call.skill].callers.remove(self._callers.pop(call.id))

    # Whom to ring

    def _ring_one(self, t: float, queue: Queue, caller: Caller) -> Attempt | None:
        turn = self._turn(queue, caller)
        attempts = [self._attempt(t, turn, member) for member in queue.members.values()]
        attempts.reverse()  # of equals the member added last comes first: the list is built from its end
        caller.attempts = sorted(attempts, key=lambda attempt: attempt.metric)
        for attempt in caller.attempts:
            if self._can_ring(t, queue, attempt.member):
                attempt.is_rung = True
                return attempt
            attempt.is_going = False
        return None

    def _attempt(self, t: float, turn: Turn, member: Member) -> Attempt:
        return Attempt(member, member.penalty * ONE_PENALTY + self._strategy_metric(t, turn, member))

    def _strategy_metric(self, t: float, turn: Turn, member: Member) -> int:
        match self._rules.strategy:
            case "rrmemory" | "linear":
                return turn.metric(member.position)
            case "fewestcalls":
                return member.calls
            case "leastrecent":
                return 0 if member.last_call_s is None else ONE_PENALTY - (floor(t) - member.last_call_s)
            case _:
                return self._chance.randrange(1000)

    def _can_ring(self, t: float, queue: Queue, member: Member) -> bool:
        wraps_up = self._is_wrapping_up(t, member)
        free = member.agent not in self._in_use and member.agent not in self._paused and not wraps_up
        return free and not (self._uses_weight and self._is_vetoed(t, queue, member.agent))

    def _is_vetoed(self, t: float, queue: Queue, agent: str) -> bool:
        """Whether a heavier queue of this member has as many callers as available members, or more."""
        return any(
            other.callers and agent in other.members and len(other.callers) >= self._available(other, t)
            for other in self._queues.values()
            if other.weight > queue.weight
        )

    def _available(self, queue: Queue, t: float) -> int:
        unavailable = self._in_use | self._paused
        return sum(
            member.agent not in unavailable and not self._is_wrapping_up(t, member) for member in queue.members.values()
        )

    def _is_wrapping_up(self, t: float, member: Member) -> bool:
        wrap_up_s = self._rules.wrap_up_s
        return bool(wrap_up_s) and member.last_call_s is not None and floor(t) - member.last_call_s < (wrap_up_s or 0)

    def _store_next(self, queue: Queue, caller: Caller) -> None:
        self._turn(queue, caller).store_next(_best(caller.attempts))
        caller.attempts = []

    def _turn(self, queue: Queue, caller: Caller) -> Turn:
        return caller.turn if self._rules.strategy == "linear" else queue.turn


def _best(attempts: Iterable[Attempt]) -> Attempt | None:
    """Return the first of these, the lowest metric first, that was neither rung nor refused (find_best)."""
    return next((attempt for attempt in attempts if attempt.is_going and not attempt.is_rung), None)
