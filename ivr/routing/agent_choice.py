"""Which idle agent takes a caller: the one whose other skills are needed least and who is best at this one."""

from collections.abc import Iterable, Mapping

from ivr.routing.agent import Agent
from ivr.routing.explanation import LEAST_COST, LONGEST_IDLE, ONLY_ONE_ABLE, PREFERRED_AGENT
from ivr.routing.line import Visit

SCARCITY_WEIGHT = 0.3
LEVEL_WEIGHT = 0.5
PREFERRED_BONUS = 1.0
TIE = 0.25  # agents whose costs differ by no more are equal: the longest idle takes the call


def agent_cost(others: float, level: int, preferred: bool = False) -> float:
    """Return the cost of an agent for a caller, lower is better: `others` is the scarcity of his other skills."""
    cost = SCARCITY_WEIGHT * others - LEVEL_WEIGHT * level
    return cost - PREFERRED_BONUS if preferred else cost


def other_scarcity(skills: Mapping[str, int], skill: str, scarcity: Mapping[str, float]) -> float:
    """Return the summed scarcity of an agent's skills but the one asked for."""
    return sum([scarcity.get(other, 0.0) for other in skills if other != skill])


Ranked = tuple[float, float, Agent]  # cost, scarcity of the other skills, agent


def ranked(visit: Visit, able: Iterable[Agent], scarcity: Mapping[str, float]) -> list[Ranked]:
    """Return these agents in the order in which they would be chosen for the call."""
    rows: list[Ranked] = []
    for agent in able:
        others = other_scarcity(agent.skills, visit.skill, scarcity)
        cost = agent_cost(others, agent.skills[visit.skill], agent.id == visit.preferred_agent)
        rows.append((cost, others, agent))
    if len(rows) > 1:
        equal = min(row[0] for row in rows) + TIE
        rows.sort(key=lambda row: _turn(visit, row, equal))
    return rows


def _turn(visit: Visit, row: Ranked, equal: float) -> tuple[bool, bool, float, int]:
    """Among equals the preferred agent comes first, then the longest idle; the others by their cost."""
    cost, _, agent = row
    if cost > equal:
        return (True, False, cost, agent.order)
    return (False, agent.id != visit.preferred_agent, agent.idle_since, agent.order)


def rule_of(visit: Visit, rows: list[Ranked]) -> str:
    """Return by which rule the first of these ranked agents is chosen."""
    if rows[0][2].id == visit.preferred_agent:
        return PREFERRED_AGENT
    if len(rows) == 1:
        return ONLY_ONE_ABLE
    return LONGEST_IDLE if rows[1][0] <= min(row[0] for row in rows) + TIE else LEAST_COST
