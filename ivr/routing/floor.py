"""The floor of the centre: agents, their phones and the line, and what becomes due on it."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from ivr.errors import IllegalTransition
from ivr.routing.actions import Action, Announce, Assign, Overflow
from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.announcements import announcement
from ivr.routing.choice import Explanation, choose_agent, explain_choice
from ivr.routing.line import Line, Visit
from ivr.routing.rules import RoutingConfig
from ivr.routing.skills import qualifies
from ivr.routing.wait_estimate import Estimate, HandleTimes, Standing, estimate_wait


@dataclass(slots=True)
class Offer:
    """A call given to an agent, from the ringing to the end of the call, and why."""

    visit: Visit
    agent: Hashable
    explanation: Explanation


@dataclass(slots=True)
class Floor:
    """Everything the router knows; `now` is the latest time it was told, in seconds."""

    config: RoutingConfig
    seed: int
    handle_times: HandleTimes
    now: float = 0.0
    sequence: int = 0
    ignored: int = 0
    agents: dict[Hashable, Agent] = field(default_factory=dict)
    phones_in_use: set[Hashable] = field(default_factory=set)
    line: Line = field(default_factory=Line)
    offers: dict[Hashable, Offer] = field(default_factory=dict)

    def next_sequence(self) -> int:
        """Return the next number of the one sequence of log-ins and joins."""
        self.sequence += 1
        return self.sequence

    def ignore(self) -> None:
        """Count an event that came twice or too late."""
        self.ignored += 1

    def move(self, agent: Agent, event: AgentEvent, t: float) -> bool:
        """Let an agent receive an event; one that may not follow (twice, too late) is counted and changes nothing."""
        was_wrapping = agent.state is AgentState.WRAP_UP
        try:
            agent.receive(event, t)
        except IllegalTransition:
            self.ignore()
            return False
        if was_wrapping and agent.answered_at is not None and agent.skill is not None:
            self.handle_times.learn(agent.skill, t - agent.answered_at)
            agent.answered_at = None
        if agent.state is AgentState.LOGGED_OUT:
            del self.agents[agent.id]
        return True

    def holder(self, call: Hashable, agent_id: Hashable) -> Agent | None:
        """Return the agent to whom this call was given, or None (counted) when it is not with that agent."""
        offer = self.offers.get(call)
        if offer is None or offer.agent != agent_id:
            self.ignore()
            return None
        return self.agents[agent_id]

    def offer_of(self, agent_id: Hashable) -> Offer | None:
        """Return what an agent has in hand, or None."""
        return next((offer for offer in self.offers.values() if offer.agent == agent_id), None)

    def take_back(self, call: Hashable) -> None:
        """Put an offered call back into its old place in the line."""
        self.line.join(self.offers.pop(call).visit)

    def estimate(self, skill: str, min_level: int, position: int) -> Estimate:
        """Return the wait in seconds of a call at this position."""
        able = [agent for agent in self.agents.values() if qualifies(agent.skills, skill, min_level)]
        working = sum(agent.is_staffing for agent in able)
        standing = Standing(position, len(able), working, sum(1 for agent in able if self._is_idle(agent)))
        return estimate_wait(standing, self.handle_times.mean_s(skill), self.handle_times.count(skill))

    def settle(self, t: float) -> list[Action]:
        """Do what is due at t: end wrap-ups and pauses, assign, overflow, announce; return the actions."""
        self._wake_agents(t)
        return [*self._assign(t), *self._overflow(t), *self._announce(t)]

    def due_times(self) -> Iterator[float]:
        """Yield every time in seconds at which something becomes due by itself."""
        for agent in self.agents.values():
            if agent.wake_at is not None:
                yield agent.wake_at
        for visit in self.line:
            yield visit.announce_at
            if visit.overflows_at is not None:
                yield visit.overflows_at

    def _is_idle(self, agent: Agent) -> bool:
        return agent.state is AgentState.AVAILABLE and agent.id not in self.phones_in_use

    def _wake_agents(self, t: float) -> None:
        for agent in self.agents.values():
            if agent.wake_at is not None and agent.wake_at <= t:
                wrapping = agent.state is AgentState.WRAP_UP
                self.move(agent, AgentEvent.FREE if wrapping else AgentEvent.UNPAUSE, agent.wake_at)

    def _assign(self, t: float) -> Iterator[Action]:
        idle = [agent for agent in self.agents.values() if self._is_idle(agent)]
        hopeless: set[tuple[str, int]] = set()  # spares a long line of one skill the same fruitless search
        for visit in self.line if idle else ():
            need = (visit.skill, visit.min_level)
            agent = None if need in hopeless else choose_agent(visit, idle)
            if agent is None:
                hopeless.add(need)
                continue
            idle.remove(agent)
            yield self._offer(visit, agent, t)

    def _offer(self, visit: Visit, agent: Agent, t: float) -> Assign:
        explanation = explain_choice(visit, self.agents.values(), self.phones_in_use, t)
        self.line.leave(visit.call)
        self.offers[visit.call] = Offer(visit, agent.id, explanation)
        self.move(agent, AgentEvent.OFFER, t)
        return Assign(visit.call, agent.id)

    def _overflow(self, t: float) -> Iterator[Action]:
        for visit in self.line:
            if visit.overflows_at is not None and visit.overflows_at <= t:
                self.line.leave(visit.call)
                yield Overflow(visit.call, self.config.overflow_target)

    def _announce(self, t: float) -> Iterator[Action]:
        for visit in self.line:
            if visit.announce_at <= t:
                visit.announce_at = t + self.config.announce_every_s
                wait = self.estimate(visit.skill, visit.min_level, self.line.position(visit))
                yield Announce(visit.call, announcement(wait))
