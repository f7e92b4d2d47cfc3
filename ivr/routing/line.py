"""The waiting calls: one line for each group of calls that the same agents may take, first in, first out.

A group is a skill, the level asked for, the widening steps and the bonus of a priority. Inside it the (virtual) entry
decides, so only the heads of line are ever compared with each other (docs/waiting.md).
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from ivr.routing.rules import BONUS_CAP, Step, Terms
from ivr.routing.staff import Staff
from ivr.routing.widening import Idle, needed_level, next_widening_s, nobody

Group = tuple[str, int, tuple[Step, ...], float]


@dataclass(slots=True, eq=False)
class Visit:
    """One stay of a call in the line; times are seconds, `entered_at` is the (virtual) entry that decides the order."""

    call: Hashable
    skill: str
    min_level: int
    priority: float  # seconds of bonus on the entry
    preferred_agent: Hashable | None
    entered_at: float
    joined_at: float  # when it joined its queue: maximum waiting counts from here
    sequence: int
    announce_at: float
    terms: Terms = field(default_factory=Terms)
    held_until: float | None = None  # so long it waits for its preferred agent alone
    widen_at: float | None = None  # when a lower level will do next
    bonus_s: float = field(init=False)  # what its priority counts for: at most ten times the target
    rank: tuple[float, int] = field(init=False)  # the sort key: the earlier entry, less the bonus, comes first
    group: Group = field(init=False)  # the calls it stands in one line with

    def __post_init__(self) -> None:
        self.bonus_s = min(max(self.priority, 0), BONUS_CAP * self.terms.target_s)
        self.rank = (self.entered_at - self.bonus_s, self.sequence)
        self.group = (self.skill, self.min_level, self.terms.steps, self.bonus_s)

    @property
    def overflows_at(self) -> float | None:
        """Return when the longest wait is over, or None."""
        return None if self.terms.max_wait_s is None else self.joined_at + self.terms.max_wait_s

    def needs(self, t: float, best: int, idle: Idle = nobody) -> int:
        """Return the level it needs at t when `best` is the highest anybody logged in has, and so many are idle."""
        return needed_level(self.min_level, self.terms.steps, t - self.entered_at, best, idle)

    def needs_now(self, t: float, staff: Staff) -> int:
        """Return the level it needs at t of these agents."""
        return self.needs(t, staff.best_level(self.skill), partial(staff.idle_at, self.skill))

    def widens_at(self, t: float) -> float | None:
        """Return when after t a lower level will do, or None."""
        after_s = next_widening_s(self.min_level, self.terms.steps, t - self.entered_at)
        return None if after_s is None else self.entered_at + after_s


class Line:
    """Waiting visits in their groups; those held for their preferred agent stand beside, with their place kept."""

    def __init__(self) -> None:
        self._by_call: dict[Hashable, Visit] = {}
        self._groups: dict[str, dict[Group, list[Visit]]] = {}
        self._held: dict[Hashable, Visit] = {}
        self._wishes: Counter[Hashable] = Counter()

    def __iter__(self) -> Iterator[Visit]:
        return iter(sorted(self._by_call.values(), key=_rank))

    def __contains__(self, call: Hashable) -> bool:
        return call in self._by_call

    def get(self, call: Hashable) -> Visit | None:
        """Return the visit of a waiting call, or None."""
        return self._by_call.get(call)

    def join(self, visit: Visit) -> None:
        """Put a visit into its place: a call that comes back finds its old place again."""
        self._by_call[visit.call] = visit
        self._wishes[visit.preferred_agent] += 1
        self._step_in(visit)

    def leave(self, call: Hashable) -> Visit | None:
        """Take a call out of the line and return its visit, or None when it was not waiting."""
        visit = self._by_call.pop(call, None)
        if visit is None:
            return None
        self._wishes[visit.preferred_agent] -= 1
        if not self._wishes[visit.preferred_agent]:
            del self._wishes[visit.preferred_agent]
        if visit.held_until is None:
            self._step_out(visit)
        else:
            del self._held[visit.preferred_agent]
            visit.held_until = None
        return visit

    def hold(self, visit: Visit, until: float) -> None:
        """Let a call wait until then for its preferred agent alone; no other call may be held for him."""
        self._step_out(visit)
        visit.held_until = until
        self._held[visit.preferred_agent] = visit

    def unhold(self, visit: Visit) -> None:
        """Let a call that was held stand in its old place again."""
        del self._held[visit.preferred_agent]
        visit.held_until = None
        self._step_in(visit)

    def wishes(self, agent: Hashable) -> int:
        """Return how many waiting calls prefer this agent."""
        return self._wishes[agent]

    def held_for(self, agent: Hashable) -> Visit | None:
        """Return the call held for this agent, or None."""
        return self._held.get(agent)

    def head(self, group: Group) -> Visit | None:
        """Return the next call of a group, or None when nobody stands there."""
        row = self._groups.get(group[0], {}).get(group)
        return row[0] if row else None

    def heads(self, skills: Iterable[str]) -> list[Visit]:
        """Return the next call of each group of these skills."""
        return [row[0] for skill in skills for row in self._groups.get(skill, {}).values()]

    def groups(self, skill: str) -> list[Group]:
        """Return the groups of a skill in which somebody stands."""
        return list(self._groups.get(skill, ()))

    def length(self, skill: str) -> int:
        """Return how many calls of the skill stand in the line."""
        return sum(len(row) for row in self._groups.get(skill, {}).values())

    def _step_in(self, visit: Visit) -> None:
        insort(self._groups.setdefault(visit.skill, {}).setdefault(visit.group, []), visit, key=_rank)

    def _step_out(self, visit: Visit) -> None:
        rows = self._groups[visit.skill]
        row = rows[visit.group]
        del row[bisect_left(row, visit.rank, key=_rank)]
        if not row:
            del rows[visit.group]


def _rank(visit: Visit) -> tuple[float, int]:
    return visit.rank
