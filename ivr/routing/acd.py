"""The router: events in, actions out, every call carrying its own time in seconds (docs/waiting.md).

It has no clock, no I/O and no threads. Calls and agents are opaque ids; for `snapshot` they must be JSON values.
Events that come twice, too late or out of order are ignored and counted, never raised. The class has more than ten
public methods because it is the one seam between the engine, the simulator and the rules; it only translates.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from ivr.errors import Misuse
from ivr.routing import snapshot as plain
from ivr.routing.actions import Action
from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.choice import Explanation, explain_choice
from ivr.routing.floor import Floor, Offer
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig, Terms
from ivr.routing.wait_estimate import BEING_SERVED, Estimate, HandleTimes

NO_ANSWER = "no answer"


class Acd:
    """Who takes which call, decided from the events told so far."""

    def __init__(self, config: RoutingConfig | Mapping[str, Any], seed: int = 0) -> None:
        rules = RoutingConfig.of(config)
        self._floor = Floor(rules, seed, HandleTimes(rules.handle_prior_s))

    @property
    def config(self) -> RoutingConfig:
        """The rules in force."""
        return self._floor.config

    @property
    def ignored(self) -> int:
        """How many events were ignored because they came twice or too late."""
        return self._floor.ignored

    # Agents

    def agent_login(self, t: float, agent: Hashable, skills: Mapping[str, int]) -> list[Action]:
        """Log an agent in with levels 1 to 9 per skill; for one already logged in only the skills change."""
        known = self._floor.agents.get(agent)
        if known is None:
            known = Agent(agent, dict(skills), self._floor.next_sequence())
            self._floor.agents[agent] = known
            self._floor.move(known, AgentEvent.LOGIN, self._time(t))
        known.skills = dict(skills)
        if known.after_call is AgentEvent.LOGOUT:
            known.after_call = None
        return self.tick(t)

    def agent_logout(self, t: float, agent: Hashable) -> list[Action]:
        """Log an agent out: at once, or after the call in hand; a call that only rings goes back to its place."""
        known = self._known(agent)
        if known and known.state is AgentState.ON_CALL:
            known.after_call = AgentEvent.LOGOUT
        elif known:
            offer = self._floor.offer_of(agent)
            if offer:
                self._floor.take_back(offer.visit.call)
            self._floor.move(known, AgentEvent.LOGOUT, self._time(t))
        return self.tick(t)

    def agent_pause(
        self, t: float, agent: Hashable, reason: str | None = None, until: float | None = None
    ) -> list[Action]:
        """Pause an agent, until a time in seconds if given; with a call in hand the pause begins after it."""
        known = self._known(agent)
        if known is None:
            return self.tick(t)
        known.pause_reason, known.pause_until = reason, until
        if known.state in (AgentState.RINGING, AgentState.ON_CALL):
            known.after_call = known.after_call or AgentEvent.PAUSE
        elif known.state is AgentState.PAUSED:
            known.wake_at = until
        else:
            self._floor.move(known, AgentEvent.PAUSE, self._time(t))
        return self.tick(t)

    def agent_unpause(self, t: float, agent: Hashable) -> list[Action]:
        """End an agent's pause, or the wish for one after the call in hand."""
        known = self._known(agent)
        if known and known.after_call is AgentEvent.PAUSE:
            known.after_call = None
        elif known:
            self._floor.move(known, AgentEvent.UNPAUSE, self._time(t))
        return self.tick(t)

    def agent_busy(self, t: float, agent: Hashable, busy: bool) -> list[Action]:
        """Say whether an agent's phone is in use outside our knowledge; known before log-in and kept after it."""
        if busy:
            self._floor.phones_in_use.add(agent)
        elif agent in self._floor.phones_in_use:
            self._floor.phones_in_use.remove(agent)
            if agent in self._floor.agents:
                self._floor.agents[agent].idle_since = self._time(t)
        return self.tick(t)

    def agent_free(self, t: float, agent: Hashable) -> list[Action]:
        """End an agent's wrap-up; ignored in every other state."""
        known = self._known(agent)
        if known:
            self._floor.move(known, AgentEvent.FREE, self._time(t))
        return self.tick(t)

    def set_skills(self, t: float, agent: Hashable, skills: Mapping[str, int]) -> list[Action]:
        """Give an agent other skills; a call in hand stays."""
        known = self._known(agent)
        if known:
            known.skills = dict(skills)
        return self.tick(t)

    # Calls

    def add_call(  # noqa: PLR0913, PLR0917 - the interface of docs/waiting.md
        self,
        t: float,
        call: Hashable,
        skill: str,
        min_level: int = 1,
        priority: int = 0,
        preferred_agent: Hashable | None = None,
        entered_at: float | None = None,
        terms: Terms | None = None,
    ) -> list[Action]:
        """Put a call into the line; `entered_at` (seconds) is the earlier entry of a callback, `terms` the queue's."""
        floor = self._floor
        if call in floor.line or call in floor.offers:
            floor.ignore()
            return self.tick(t)
        joined = self._time(t)
        entry = t if entered_at is None else entered_at
        asks = terms or floor.config.terms
        visit = Visit(call, skill, min_level, priority, preferred_agent, entry, joined, floor.next_sequence(), joined)
        visit.wrap_up_s, visit.max_wait_s = asks.wrap_up_s, asks.max_wait_s
        floor.line.join(visit)
        return self.tick(t)

    def call_ringing(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the phone of the agent chosen rings; the offer itself was made by Assign."""
        self._floor.holder(call, agent)
        return self.tick(t)

    def call_answered(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the agent took the call."""
        known = self._floor.holder(call, agent)
        if known and self._floor.move(known, AgentEvent.ANSWER, self._time(t)):
            known.answered_at, known.skill = self._time(t), self._floor.offers[call].visit.skill
        return self.tick(t)

    def call_refused(self, t: float, call: Hashable, agent: Hashable, reason: str = NO_ANSWER) -> list[Action]:
        """Hear that the agent did not take the call: the agent pauses, the call goes back to its place."""
        known = self._floor.holder(call, agent)
        if known and self._floor.move(known, AgentEvent.REFUSE, self._time(t)):
            known.pause_reason, known.after_call = reason, None
            self._floor.take_back(call)
        return self.tick(t)

    def call_abandoned(self, t: float, call: Hashable) -> list[Action]:
        """Hear that the caller hung up while waiting or while an agent's phone rang."""
        offer = self._floor.offers.get(call)
        if offer is None:
            if self._floor.line.leave(call) is None:
                self._floor.ignore()
        elif self._floor.move(self._floor.agents[offer.agent], AgentEvent.WITHDRAW, self._time(t)):
            self._release(call, t)
        return self.tick(t)

    def call_ended(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the talk is over: the agent wraps up."""
        known = self._floor.holder(call, agent)
        if known and self._floor.move(known, AgentEvent.END, self._time(t)):
            wrap_up_s = self._floor.offers[call].visit.wrap_up_s
            known.wake_at = None if wrap_up_s is None else self._time(t) + wrap_up_s
            self._release(call, t)
        return self.tick(t)

    # Time

    def tick(self, t: float) -> list[Action]:
        """Do what is due at t."""
        self._floor.now = self._time(t)
        return self._floor.settle(self._floor.now)

    def next_wakeup(self) -> float | None:
        """Return the time in seconds at which `tick` has something to do, or None."""
        return min(self._floor.due_times(), default=None)

    # Questions: they change nothing

    def next_announcement(self, call: Hashable) -> float | None:
        """Return the time in seconds at which a call in the line is told something next, None when it waits no more."""
        visit = self._floor.line.get(call)
        return visit.announce_at if visit else None

    def estimate(self, t: float, call: Hashable) -> Estimate:
        """Return the remaining wait in seconds of a call in the line, or with an agent (zero)."""
        visit = self._floor.line.get(call)
        if visit is None:
            self._given(call)
            return BEING_SERVED
        return self._floor.estimate(visit.skill, visit.min_level, self._floor.line.position(visit))

    def estimate_new(self, t: float, skill: str, priority: int = 0) -> Estimate:
        """Return the wait in seconds that a call joining at t would have."""
        return self._floor.estimate(skill, 1, 1 + self._floor.line.length(skill, priority))

    def explain(self, call: Hashable) -> Explanation:
        """Return why a call went to its agent, or why it still waits."""
        visit = self._floor.line.get(call)
        if visit is None:
            return self._given(call).explanation
        return explain_choice(visit, self._floor.agents.values(), self._floor.phones_in_use, self._floor.now)

    def agent_state(self, agent: Hashable) -> AgentState:
        """Return what an agent is doing."""
        known = self._floor.agents.get(agent)
        return known.state if known else AgentState.LOGGED_OUT

    def pause_reason(self, agent: Hashable) -> str | None:
        """Return why an agent is paused, or None."""
        known = self._floor.agents.get(agent)
        return known.pause_reason if known and known.state is AgentState.PAUSED else None

    def waiting(self) -> list[Hashable]:
        """Return the calls in the line, next first."""
        return [visit.call for visit in self._floor.line]

    def snapshot(self) -> dict[str, Any]:
        """Return everything known as plain data."""
        return plain.to_plain(self._floor)

    @classmethod
    def restore(cls, snapshot: Mapping[str, Any]) -> "Acd":
        """Return a router that goes on exactly where the snapshot was taken."""
        floor = plain.from_plain(snapshot)
        acd = cls(floor.config, floor.seed)
        acd._floor = floor
        return acd

    def _time(self, t: float) -> float:
        return max(t, self._floor.now)  # an event told late happens now: time never runs backwards

    def _known(self, agent: Hashable) -> Agent | None:
        known = self._floor.agents.get(agent)
        if known is None:
            self._floor.ignore()
        return known

    def _given(self, call: Hashable) -> Offer:
        offer = self._floor.offers.get(call)
        if offer is None:
            raise Misuse(f"call {call} is neither waiting nor with an agent")
        return offer

    def _release(self, call: Hashable, t: float) -> None:
        agent = self._floor.agents[self._floor.offers.pop(call).agent]
        event, agent.after_call = agent.after_call, None
        if event is not None:
            self._floor.move(agent, event, self._time(t))
