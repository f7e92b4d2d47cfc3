"""One day of a centre, event by event, through any router; the same plan gives every router the same calls."""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf
from typing import Protocol

from ivr.routing.actions import Action, Assign, Overflow
from ivr.simulation.centre import CallPlan, PlannedCall, Staffed
from ivr.simulation.journey import Journey


class Router(Protocol):
    """Who decides: told what happens, it answers whom to ring; all times are seconds of the day."""

    def agent_login(self, t: float, agent: Staffed) -> Sequence[Action]:
        """An agent begins a shift."""

    def agent_logout(self, t: float, agent: Staffed) -> Sequence[Action]:
        """A shift ends; a call in hand goes on."""

    def agent_free(self, t: float, agent: Staffed) -> Sequence[Action]:
        """A wrap-up is over."""

    def add_call(self, t: float, call: PlannedCall) -> Sequence[Action]:
        """A caller begins to wait."""

    def call_answered(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """The agent rung has answered."""

    def call_refused(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """The agent rung has not answered."""

    def call_abandoned(self, t: float, call: PlannedCall) -> Sequence[Action]:
        """The caller has hung up, waiting or while a phone rang."""

    def call_ended(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """The talk is over, wrap-up begins."""

    def tick(self, t: float) -> Sequence[Action]:
        """The time asked for by `next_wakeup` has come."""

    def next_wakeup(self) -> float | None:
        """When it wants to look again by itself."""


class Watcher(Protocol):
    """Who takes notes while a day runs."""

    def joined(self, run: "Run", journey: Journey) -> None:
        """A caller joined and was given to nobody at once."""

    def answered(self, run: "Run", journey: Journey) -> None:
        """An agent took the call."""

    def ended(self, run: "Run", journey: Journey) -> None:
        """The talk is over."""

    def gave_up(self, run: "Run", journey: Journey) -> None:
        """A caller hung up unanswered."""

    def freed(self, run: "Run", journey: Journey) -> None:
        """The wrap-up after the call is over."""


@dataclass(slots=True)
class Run:
    """The state of the day at `t` seconds; `due` holds what will happen, in order."""

    plan: CallPlan
    router: Router
    watchers: tuple[Watcher, ...] = ()
    t: float = 0.0
    due: list[tuple[float, int, str, str, str]] = field(default_factory=list)  # when, order, what, call, agent
    order: int = 0
    agents: dict[str, Staffed] = field(default_factory=dict)
    journeys: dict[str, Journey] = field(default_factory=dict)
    waiting: dict[str, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))  # by skill: entry
    on_shift: set[str] = field(default_factory=set)
    in_hand: dict[str, str] = field(default_factory=dict)  # agent: call, from the ringing to the end of wrap-up
    ghosts: dict[str, list[Journey]] = field(default_factory=lambda: defaultdict(list))  # gave up, would still wait
    out_of_order: int = 0  # calls given away before an earlier one of the same skill
    passed_over: list[tuple[float, str, str]] = field(default_factory=list)  # idle and qualified beside one who waits

    @classmethod
    def of(cls, plan: CallPlan, router: Router, watchers: tuple[Watcher, ...] = ()) -> "Run":
        """Return a day about to begin."""
        run = cls(plan, router, watchers, agents={agent.id: agent for agent in plan.scenario.agents})
        for agent in plan.scenario.agents:
            for shift in agent.shifts:
                run.schedule(shift.begins_s, "login", agent=agent.id)
                run.schedule(shift.ends_s, "logout", agent=agent.id)
        for call in plan.calls:
            run.schedule(call.arrives_s, "arrive", call.id)
        return run

    def schedule(self, t: float, what: str, call: str = "", agent: str = "") -> None:
        """Let something happen at t."""
        self.order += 1
        heappush(self.due, (t, self.order, what, call, agent))

    def go(self, is_over: Callable[[], bool] = lambda: False) -> "Run":
        """Let the day pass, to its end or until something is the case."""
        while self.due and not is_over():
            wake = self.router.next_wakeup()
            if wake is not None and wake < self.due[0][0]:
                self.t = max(self.t, wake)
                self._perform(self.router.tick(self.t))
            else:
                self.t, _, what, call, agent = heappop(self.due)
                _STEPS[what](self, call, agent)
            self._look_for_idle()
        return self

    def call(self, call: str) -> PlannedCall:
        """Return the plan of a call."""
        return self.plan.by_id[call]

    # What happens

    def _login(self, _: str, agent: str) -> None:
        self.on_shift.add(agent)
        self._perform(self.router.agent_login(self.t, self.agents[agent]))

    def _logout(self, _: str, agent: str) -> None:
        self.on_shift.discard(agent)
        self._perform(self.router.agent_logout(self.t, self.agents[agent]))

    def _arrive(self, call: str, _: str) -> None:
        plan = self.call(call)
        journey = self.journeys[call] = Journey(plan)
        insort(self.waiting[plan.skill], (journey.entered_s, call))
        if plan.patience_s < inf:
            self.schedule(self.t + plan.patience_s, "give_up", call)
        self._perform(self.router.add_call(self.t, plan))
        if not journey.offers:
            for watcher in self.watchers:
                watcher.joined(self, journey)

    def _give_up(self, call: str, _: str) -> None:
        journey = self.journeys[call]
        if not journey.is_waiting:
            return
        journey.gave_up_s = self.t
        if journey.rung is None:
            self._leave_line(journey)
        else:
            self._put_down(journey)
        self.ghosts[journey.call.skill].append(journey)
        for watcher in self.watchers:
            watcher.gave_up(self, journey)
        self._perform(self.router.call_abandoned(self.t, journey.call))

    def _answer(self, call: str, agent: str) -> None:
        journey = self.journeys[call]
        if journey.rung != agent or not journey.is_waiting:
            return
        journey.rung, journey.answered_s, journey.agent = None, self.t, agent
        self.schedule(self.t + journey.talk_s(self.agents[agent]), "end", call, agent)
        for watcher in self.watchers:
            watcher.answered(self, journey)
        self._perform(self.router.call_answered(self.t, journey.call, self.agents[agent]))

    def _ring_out(self, call: str, agent: str) -> None:
        journey = self.journeys[call]
        if journey.rung != agent or not journey.is_waiting:
            return
        self._put_down(journey)
        insort(self.waiting[journey.call.skill], (journey.entered_s, call))
        self._perform(self.router.call_refused(self.t, journey.call, self.agents[agent]))

    def _end(self, call: str, agent: str) -> None:
        journey = self.journeys[call]
        journey.ended_s = self.t
        self.schedule(self.t + journey.wrap_up_s(self.agents[agent]), "free", call, agent)
        for watcher in self.watchers:
            watcher.ended(self, journey)
        self._perform(self.router.call_ended(self.t, journey.call, self.agents[agent]))

    def _free(self, call: str, agent: str) -> None:
        del self.in_hand[agent]
        for watcher in self.watchers:
            watcher.freed(self, self.journeys[call])
        self._perform(self.router.agent_free(self.t, self.agents[agent]))

    # What the router wants

    def _perform(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if isinstance(action, Assign):
                self._ring(self.journeys[str(action.call)], str(action.agent))
            elif isinstance(action, Overflow):
                journey = self.journeys[str(action.call)]
                journey.overflowed_s = self.t
                self._leave_line(journey)

    def _ring(self, journey: Journey, agent: str) -> None:
        skill = journey.call.skill
        self.out_of_order += self.waiting[skill][0][0] < journey.entered_s
        self._leave_line(journey)
        journey.rung, self.in_hand[agent] = agent, journey.call.id
        journey.offers.append((self.t, agent))
        self._lay_ghosts(skill, journey.entered_s)
        scenario = self.plan.scenario
        if len(journey.offers) <= journey.call.rings_out:
            self.schedule(self.t + scenario.ring_s, "ring_out", journey.call.id, agent)
        else:
            self.schedule(self.t + scenario.answers_after_s, "answer", journey.call.id, agent)

    def _leave_line(self, journey: Journey) -> None:
        self.waiting[journey.call.skill].remove((journey.entered_s, journey.call.id))

    def _put_down(self, journey: Journey) -> None:
        if journey.rung is not None:
            del self.in_hand[journey.rung]
        journey.rung = None

    def _lay_ghosts(self, skill: str, entered_before_s: float) -> None:
        """Whoever gave up and entered earlier would have had this agent."""
        if not self.ghosts[skill]:
            return
        for ghost in [one for one in self.ghosts[skill] if one.entered_s <= entered_before_s]:
            ghost.virtual_answer_s = self.t + self.plan.scenario.answers_after_s
            self.ghosts[skill].remove(ghost)

    def _look_for_idle(self) -> None:
        skills = [skill for skill, lines in (*self.waiting.items(), *self.ghosts.items()) if lines]
        if not skills:
            return
        for agent in (self.agents[name] for name in self.on_shift - self.in_hand.keys()):
            for skill in agent.levels.keys() & set(skills):
                self._lay_ghosts(skill, inf)
                if self.waiting[skill]:
                    self.passed_over.append((self.t, self.waiting[skill][0][1], agent.id))


_STEPS: dict[str, Callable[[Run, str, str], None]] = {
    "login": Run._login,
    "logout": Run._logout,
    "arrive": Run._arrive,
    "give_up": Run._give_up,
    "answer": Run._answer,
    "ring_out": Run._ring_out,
    "end": Run._end,
    "free": Run._free,
}
