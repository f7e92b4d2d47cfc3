"""Which agent takes a call, and why: the longest idle among the qualified (docs/waiting.md)."""

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from ivr.routing.agent import Agent, AgentState
from ivr.routing.line import Visit
from ivr.routing.skills import qualifies, shortfall


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a call went where it went: the rule used, who could with seconds idle, who could not and why."""

    call: Hashable
    step: str
    chosen: Hashable | None
    eligible: tuple[Hashable, ...]
    excluded: tuple[tuple[Hashable, str], ...]
    idle_s: tuple[tuple[Hashable, float], ...]

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Explanation":
        """Return the explanation whose fields went through a snapshot."""
        pairs = {name: tuple((agent, value) for agent, value in plain[name]) for name in ("excluded", "idle_s")}
        return cls(**(dict(plain) | pairs | {"eligible": tuple(plain["eligible"])}))


def choose_agent(visit: Visit, idle: Iterable[Agent]) -> Agent | None:
    """Return the preferred agent if idle and qualified, else the longest idle qualified one, else None."""
    able = [agent for agent in idle if qualifies(agent.skills, visit.skill, visit.min_level)]
    if not able:
        return None
    return min(able, key=lambda agent: (agent.id != visit.preferred_agent, agent.idle_since, agent.order))


def explain_choice(visit: Visit, agents: Iterable[Agent], busy: Set[Hashable], t: float) -> Explanation:
    """Return who could take the call at t and why the others could not."""
    why = [(agent, obstacle(visit, agent, busy)) for agent in agents]
    able = [agent for agent, reason in why if reason is None]
    chosen = choose_agent(visit, able)
    return Explanation(
        call=visit.call,
        step=_step(visit, chosen),
        chosen=chosen.id if chosen else None,
        eligible=tuple(agent.id for agent in able),
        excluded=tuple((agent.id, reason) for agent, reason in why if reason is not None),
        idle_s=tuple((agent.id, t - agent.idle_since) for agent in able),
    )


def obstacle(visit: Visit, agent: Agent, busy: Set[Hashable]) -> str | None:
    """Return in words why this agent cannot take the call now, or None."""
    lacking = shortfall(agent.skills, visit.skill, visit.min_level)
    if lacking:
        return lacking
    if agent.state is not AgentState.AVAILABLE:
        doing: str = agent.state.value
        return doing
    return "phone in use" if agent.id in busy else None


def _step(visit: Visit, chosen: Agent | None) -> str:
    if chosen is None:
        return "waits: nobody qualified is available"
    return "preferred agent" if chosen.id == visit.preferred_agent else "longest idle"
