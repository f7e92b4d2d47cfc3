"""Who is logged in, by skill: kept up to date with each change, so that a decision counts nobody anew."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ivr.routing.agent import Agent, AgentState


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agent was counted last: his skills, whether he works through the line, whether he could be rung."""

    skills: Mapping[str, int]
    staffing: bool
    idle: bool


NOT_THERE = Standing({}, staffing=False, idle=False)


@dataclass(frozen=True, slots=True)
class Change:
    """Whether an agent became idle, or can take calls he could not; the skills in which others stand differently."""

    freed: bool
    can_take_more: bool
    skills: frozenset[str]


class Staff:
    """The agents logged in and the phones in use."""

    def __init__(self) -> None:
        self._agents: dict[Hashable, Agent] = {}
        self._phones_in_use: set[Hashable] = set()
        self._counted: dict[Hashable, Standing] = {}
        self._by_skill: dict[str, dict[Hashable, Agent]] = {}
        self._idle: dict[str, dict[Hashable, Agent]] = {}
        self._staffed: Counter[str] = Counter()
        self._best: dict[str, int] = {}

    def __iter__(self) -> Iterator[Agent]:
        return iter(self._agents.values())

    def __len__(self) -> int:
        return len(self._agents)

    def get(self, agent: Hashable) -> Agent | None:
        """Return an agent logged in, or None."""
        return self._agents.get(agent)

    @property
    def phones_in_use(self) -> frozenset[Hashable]:
        """Return the agents whose phones are in use outside our knowledge, logged in or not."""
        return frozenset(self._phones_in_use)

    def is_phone_in_use(self, agent: Hashable) -> bool:
        """Return whether this agent's phone is in use outside our knowledge."""
        return agent in self._phones_in_use

    def phone(self, agent: Hashable, busy: bool) -> None:
        """Note that a phone is in use, or no longer."""
        (self._phones_in_use.add if busy else self._phones_in_use.discard)(agent)

    def is_idle(self, agent: Agent) -> bool:
        """Return whether this agent could be rung now."""
        return agent.state is AgentState.AVAILABLE and agent.id not in self._phones_in_use

    def count(self, agent: Agent) -> Change:
        """Count an agent as he is now and return what became different."""
        before = self._counted.pop(agent.id, NOT_THERE)
        after = NOT_THERE
        if agent.state is not AgentState.LOGGED_OUT:
            after = self._counted[agent.id] = Standing(agent.skills, agent.is_staffing, self.is_idle(agent))
        other_skills = before.skills != after.skills or NOT_THERE in (before, after)
        if other_skills:
            self._reindex(agent, before, after)
        if before.staffing:
            self._staffed.subtract(before.skills.keys())
        if after.staffing:
            self._staffed.update(after.skills.keys())
        for skill in before.skills if before.idle else ():
            del self._idle[skill][agent.id]
        for skill in after.skills if after.idle else ():
            self._idle.setdefault(skill, {})[agent.id] = agent
        touched = frozenset({*before.skills, *after.skills}) if other_skills else frozenset()
        return Change(after.idle and not before.idle, after.idle and after != before, touched)

    def has(self, skill: str) -> Iterable[Agent]:
        """Return the agents logged in who have the skill, at whatever level."""
        return self._by_skill.get(skill, {}).values()

    def idle(self, skill: str) -> Iterable[Agent]:
        """Return the agents with the skill who could be rung now."""
        return self._idle.get(skill, {}).values()

    def idle_count(self, skill: str) -> int:
        """Return how many agents with the skill could be rung now."""
        return len(self._idle.get(skill, ()))

    def idle_at(self, skill: str, level: int) -> int:
        """Return how many agents with the skill at this level or a higher one could be rung now."""
        return sum(agent.skills[skill] >= level for agent in self.idle(skill))

    def staffed(self, skill: str) -> int:
        """Return how many agents with the skill work through its line: logged in, not paused nor about to be."""
        return self._staffed[skill]

    def best_level(self, skill: str) -> int:
        """Return the highest level of the skill anybody logged in has, 0 for none."""
        if skill not in self._best:
            self._best[skill] = max((agent.skills[skill] for agent in self.has(skill)), default=0)
        return self._best[skill]

    def skills(self) -> Iterable[str]:
        """Return every skill anybody logged in has had."""
        return self._by_skill

    def _reindex(self, agent: Agent, before: Standing, after: Standing) -> None:
        for skill in before.skills:
            del self._by_skill[skill][agent.id]
            self._best.pop(skill, None)
        for skill in after.skills:
            self._by_skill.setdefault(skill, {})[agent.id] = agent
            self._best.pop(skill, None)
        self._agents.pop(agent.id, None)
        if after is not NOT_THERE:
            self._agents[agent.id] = agent
