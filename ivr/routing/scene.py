"""The floor at one moment, as the wait estimate looks at it: who waits, who works, by which rules."""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass, field, replace

from ivr.routing.agent import Agent, AgentState
from ivr.routing.line import Visit
from ivr.routing.skills import qualifies
from ivr.routing.widening import lowest_level


@dataclass(frozen=True, slots=True)
class Scene:
    """Everybody on the floor at `t` seconds; `waiting` in the order of the line; `rates` is calls a second by skill."""

    t: float
    waiting: tuple[Visit, ...]
    agents: tuple[Agent, ...]
    phones_in_use: Set[Hashable] = frozenset()
    mode: str = "sla"
    service_level_s: float = 20.0
    rates: Mapping[str, float] = field(default_factory=dict)

    def able(self, visit: Visit) -> list[Agent]:
        """Return the agents logged in who could take the call, at once or when it has waited long enough."""
        lowest = lowest_level(visit.min_level, visit.terms.steps)
        return [agent for agent in self.agents if qualifies(agent.skills, visit.skill, lowest)]

    def is_at_once(self, visit: Visit) -> bool:
        """Return whether somebody could be rung for the call now, at the level it needs now."""
        able = self.able(visit)
        idle = [agent.skills[visit.skill] for agent in able if self.is_idle(agent)]
        best = max((agent.skills[visit.skill] for agent in able), default=0)
        return any(level >= visit.needs(self.t, best, lambda at: sum(one >= at for one in idle)) for level in idle)

    def is_idle(self, agent: Agent) -> bool:
        """Return whether the agent could be rung now."""
        return agent.state is AgentState.AVAILABLE and agent.id not in self.phones_in_use

    def position(self, visit: Visit) -> int:
        """Return the place (1 = next) among the calls of the same skill, also of a visit that is not in the line."""
        return 1 + sum(other.skill == visit.skill and other.rank < visit.rank for other in self.waiting)

    def is_fifo(self, visit: Visit) -> bool:
        """Return whether nobody behind this call can be served before it: all of its skill stand in one line."""
        return all(other.group == visit.group for other in self.waiting if other.skill == visit.skill)

    def joined_by(self, visit: Visit) -> "Scene":
        """Return the scene with this visit in the line, itself when it stands there already."""
        if any(other.call == visit.call for other in self.waiting):
            return self
        waiting = sorted((*self.waiting, visit), key=lambda one: one.rank)
        return replace(self, waiting=tuple(waiting))
