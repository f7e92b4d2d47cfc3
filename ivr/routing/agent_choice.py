"""Which idle agent takes a caller: the one whose other skills are needed least and who is best at this one."""

from collections.abc import Mapping

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
