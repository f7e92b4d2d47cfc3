"""The floor of the centre: agents, the line, offers, what was learned, and what becomes due (docs/waiting.md)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from ivr.errors import IllegalTransition
from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.demand import Demand, SkillLoad, scarcity
from ivr.routing.due import DueTimes
from ivr.routing.explanation import Explanation
from ivr.routing.half_hours import HalfHours
from ivr.routing.line import Group, Line, Visit
from ivr.routing.rules import RoutingConfig
from ivr.routing.scene import Scene
from ivr.routing.staff import Staff
from ivr.routing.waits import Waits


@dataclass(slots=True)
class Offer:
    """A call given to an agent, from the ringing to the end of the call, and why."""

    visit: Visit
    agent: Hashable
    explanation: Explanation


@dataclass(slots=True)
class Due:
    """What becomes due by itself, each kind by its times."""

    agents: DueTimes  # ends of wrap-ups and of pauses
    holds: DueTimes
    widenings: DueTimes
    longest_waits: DueTimes
    announcements: DueTimes

    def next(self) -> float | None:
        """Return the earliest time in seconds at which anything becomes due, or None."""
        kinds = (self.agents, self.holds, self.widenings, self.longest_waits, self.announcements)
        return min((at for kind in kinds if (at := kind.next()) is not None), default=None)


@dataclass(slots=True)
class Unsettled:
    """What changed since the router last looked: agents who became free, groups to look at again, new calls."""

    agents: dict[Hashable, Agent] = field(default_factory=dict)
    groups: dict[Group, None] = field(default_factory=dict)
    newcomers: list[Visit] = field(default_factory=list)


class Floor:
    """Everything the router knows; `now` is the latest time it was told, in seconds."""

    def __init__(self, config: RoutingConfig, seed: int, waits: Waits) -> None:
        self.config, self.seed, self.waits = config, seed, waits
        self.now, self.sequence, self.ignored = 0.0, 0, 0
        self.staff, self.line = Staff(), Line()
        self.demand, self.half_hours = Demand(), HalfHours()
        self.offers: dict[Hashable, Offer] = {}
        self.in_hand: dict[Hashable, Offer] = {}  # the same, by agent
        self.unsettled = Unsettled()
        self.changed: set[Hashable] = set()  # agents who may do something else since somebody asked
        waiting = self.line.get
        self.due = Due(
            agents=DueTimes(lambda agent: known.wake_at if (known := self.staff.get(agent)) else None),
            holds=DueTimes(lambda call: visit.held_until if (visit := waiting(call)) else None),
            widenings=DueTimes(lambda call: visit.widen_at if (visit := waiting(call)) else None),
            longest_waits=DueTimes(lambda call: visit.overflows_at if (visit := waiting(call)) else None),
            announcements=DueTimes(lambda call: visit.announce_at if (visit := waiting(call)) else None),
        )

    def next_sequence(self) -> int:
        """Return the next number of the one sequence of log-ins and joins."""
        self.sequence += 1
        return self.sequence

    def ignore(self) -> None:
        """Count an event that came twice or too late."""
        self.ignored += 1

    # Agents

    def move(self, agent: Agent, event: AgentEvent, t: float) -> bool:
        """Let an agent receive an event; one that may not follow (twice, too late) is counted and changes nothing."""
        was = agent.state
        try:
            agent.receive(event, t)
        except IllegalTransition:
            self.ignore()
            return False
        if was is AgentState.WRAP_UP:
            self._learn_handle_time(agent, t)
        self.refresh(agent, t)
        return True

    def refresh(self, agent: Agent, t: float) -> None:
        """Take up that an agent changed: state, skills, phone or what he wishes for after the call."""
        change = self.staff.count(agent)
        self.changed.add(agent.id)
        if change.freed:
            self.waits.freed(t, agent)
        if change.can_take_more:
            self.unsettled.agents[agent.id] = agent
        for skill in change.skills:  # the best level may be another now
            self.unsettled.groups.update(dict.fromkeys(self.line.groups(skill)))
        held = self.line.held_for(agent.id)
        if held and not (agent.is_staffing and self.is_able(held, agent, t)):
            self.end_hold(held)
        self.due.agents.add(agent.order, agent.id)

    def is_able(self, visit: Visit, agent: Agent, t: float) -> bool:
        """Return whether the agent has what the call needs at t."""
        return agent.skills.get(visit.skill, 0) >= visit.needs_now(t, self.staff)

    def holder(self, call: Hashable, agent_id: Hashable) -> Agent | None:
        """Return the agent to whom this call was given, or None (counted) when it is not with that agent."""
        offer = self.offers.get(call)
        if offer is None or offer.agent != agent_id:
            self.ignore()
            return None
        return self.staff.get(agent_id)

    def agent_of(self, offer: Offer) -> Agent:
        """Return the agent who has this offer in hand."""
        agent = self.staff.get(offer.agent)
        assert agent is not None
        return agent

    def _learn_handle_time(self, agent: Agent, t: float) -> None:
        if agent.answered_at is not None and agent.skill is not None and agent.ended_at is not None:
            talk_s = agent.ended_at - agent.answered_at
            self.waits.handled(t, agent.skill, agent.id, talk_s, t - agent.ended_at)
        agent.answered_at = agent.ended_at = None

    # Calls

    def enlist(self, visit: Visit, t: float) -> None:
        """Put a call into the line, or back into its old place; one held for the same agent is held no longer."""
        held = self.line.held_for(visit.preferred_agent)
        if held:
            self.end_hold(held)  # of two who prefer the same agent the second must not come first
        self.line.join(visit)
        self.unsettled.groups[visit.group] = None
        visit.widen_at = visit.widens_at(t)
        for kind in (self.due.widenings, self.due.longest_waits, self.due.announcements, self.due.holds):
            kind.add(visit.sequence, visit.call)

    def hold(self, visit: Visit, until: float) -> None:
        """Let a call wait until then for its preferred agent alone."""
        self.line.hold(visit, until)
        self.due.holds.add(visit.sequence, visit.call)

    def end_hold(self, visit: Visit) -> None:
        """Let a call that was held stand in line as before."""
        self.line.unhold(visit)
        self.unsettled.groups[visit.group] = None

    def give(self, offer: Offer) -> None:
        """Note that a call is with an agent from now on."""
        self.offers[offer.visit.call] = self.in_hand[offer.agent] = offer

    def release(self, call: Hashable) -> Offer:
        """Note that a call is no longer with its agent."""
        offer = self.offers.pop(call)
        del self.in_hand[offer.agent]
        return offer

    def take_back(self, call: Hashable, t: float) -> None:
        """Put a call whose agent did not take it back into its old place."""
        self.enlist(self.release(call).visit, t)

    def take_up(self, agents: Iterable[Agent], visits: Iterable[Visit]) -> None:
        """Put agents and calls where a snapshot found them; nothing of it is news."""
        for agent in agents:
            self.staff.count(agent)
            self.due.agents.add(agent.order, agent.id)
        for visit in visits:
            held_until, visit.held_until = visit.held_until, None
            self.enlist(visit, self.now)
            if held_until is not None:
                self.hold(visit, held_until)
        self.unsettled = Unsettled()

    # What decisions look at

    def scarcity(self, t: float) -> dict[str, float]:
        """Return how scarce the idle agents of each skill are at t, 1.0 on average."""
        return scarcity({skill: self._load(t, skill) for skill in self._skills()})

    def pressure_s(self, skill: str) -> float:
        """Return the seconds of work that wait for each agent of the skill."""
        waiting = self.line.length(skill)
        return waiting * self.waits.mean_handle_s(skill) / max(1, self.staff.staffed(skill))

    def scene(self, t: float) -> Scene:
        """Return the floor as the wait estimate looks at it."""
        return Scene(
            t,
            tuple(self.line),
            tuple(self.staff),
            self.staff.phones_in_use,
            self.config.mode,
            self.config.service_level_s,
            rates={skill: self.demand.rate(t, skill) for skill in self.staff.skills()},
        )

    def _skills(self) -> Mapping[str, None]:
        return dict.fromkeys((*self.config.skills, *self.staff.skills()))

    def _load(self, t: float, skill: str) -> SkillLoad:
        handle_s = self.waits.mean_handle_s(skill)
        return SkillLoad(self.demand.rate(t, skill), handle_s, self.staff.staffed(skill), self.staff.idle_count(skill))
