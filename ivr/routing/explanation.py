"""Why a call went where it went, or still waits: plain enough to be stored with each offer."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from typing import Any

# The rules by which a call meets an agent, and those by which it waits. They are stored: never change their words.
ONLY_ONE_ABLE = "only one able"
LEAST_COST = "least cost"
LONGEST_IDLE = "longest idle"
PREFERRED_AGENT = "preferred agent"
FIRST_IN_LINE = "first in line"
MOST_URGENT = "most urgent head of line"
HELD_FOR_AGENT = "held for the preferred agent"
WAITS = "waits: nobody qualified is available"
WAITS_FOR_LEVEL = "waits: the level needed is not yet lowered"
WAITS_HELD = "waits: held for the preferred agent"


@dataclass(frozen=True, slots=True)
class AgentCost:
    """One eligible agent: level, the parts of the cost (their sum; lower is better), seconds idle."""

    agent: Hashable
    level: int
    scarcity: float
    level_part: float
    sticky: float
    cost: float
    idle_s: float


@dataclass(frozen=True, slots=True)
class HeadScore:
    """One head of line a freed agent could take: seconds waited and of bonus, his level for it, score (high first)."""

    call: Hashable
    skill: str
    wait_s: float
    bonus_s: float
    level: int
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule, who was chosen, who could (best first), who could not and why, and what else a freed agent could take.

    `step` counts the widening steps passed and `needed_level` is what they ask for. In a large centre not everybody is
    named: `unnamed` counts the others by reason, and those without the skill in any case.
    """

    call: Hashable
    rule: str
    chosen: Hashable | None
    step: int
    needed_level: int
    eligible: tuple[AgentCost, ...] = ()
    excluded: tuple[tuple[Hashable, str], ...] = ()
    unnamed: tuple[tuple[str, int], ...] = ()
    heads: tuple[HeadScore, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return it as dicts, lists, strings and numbers."""
        return {
            **_shallow(self),
            "eligible": [_shallow(row) for row in self.eligible],
            "excluded": [list(row) for row in self.excluded],
            "unnamed": [list(row) for row in self.unnamed],
            "heads": [_shallow(row) for row in self.heads],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Explanation":
        """Return the explanation that `to_plain` described."""
        rows = {
            "eligible": tuple(AgentCost(**row) for row in plain["eligible"]),
            "excluded": tuple((agent, reason) for agent, reason in plain["excluded"]),
            "unnamed": tuple((reason, count) for reason, count in plain["unnamed"]),
            "heads": tuple(HeadScore(**row) for row in plain["heads"]),
        }
        return cls(**(dict(plain) | rows))


def _shallow(row: AgentCost | HeadScore | Explanation) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}
