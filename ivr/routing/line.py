"""The line of waiting calls, in the order in which they are served (docs/waiting.md)."""

from bisect import insort
from collections.abc import Hashable, Iterator
from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Visit:
    """One stay of a call in the line; times are seconds, `entered_at` is the (virtual) entry that decides the order."""

    call: Hashable
    skill: str
    min_level: int
    priority: int
    preferred_agent: Hashable | None
    entered_at: float
    joined_at: float  # when it came to this router: maximum waiting counts from here
    sequence: int
    announce_at: float
    wrap_up_s: float | None = None  # of its queue; None: without end
    max_wait_s: float | None = None

    @property
    def overflows_at(self) -> float | None:
        """Return when the longest wait is over, or None."""
        return None if self.max_wait_s is None else self.joined_at + self.max_wait_s

    @property
    def rank(self) -> tuple[int, float, int]:
        """Return the sort key: higher priority first, then the earlier entry."""
        return (-self.priority, self.entered_at, self.sequence)


class Line:
    """Waiting visits, always in order."""

    def __init__(self) -> None:
        self._ordered: list[Visit] = []
        self._by_call: dict[Hashable, Visit] = {}

    def __iter__(self) -> Iterator[Visit]:
        return iter(tuple(self._ordered))

    def __len__(self) -> int:
        return len(self._ordered)

    def __contains__(self, call: Hashable) -> bool:
        return call in self._by_call

    def get(self, call: Hashable) -> Visit | None:
        """Return the visit of a waiting call, or None."""
        return self._by_call.get(call)

    def join(self, visit: Visit) -> None:
        """Put a visit into its place: a call that comes back finds its old place again."""
        insort(self._ordered, visit, key=lambda waiting: waiting.rank)
        self._by_call[visit.call] = visit

    def leave(self, call: Hashable) -> Visit | None:
        """Take a call out of the line and return its visit, or None when it was not waiting."""
        visit = self._by_call.pop(call, None)
        if visit is not None:
            self._ordered.remove(visit)
        return visit

    def position(self, visit: Visit) -> int:
        """Return the place (1 = next) among the calls of the same skill."""
        return 1 + sum(other.skill == visit.skill and other.rank < visit.rank for other in self._ordered)

    def length(self, skill: str, priority: int) -> int:
        """Return how many calls of the skill would stand before one that joins now."""
        return sum(visit.skill == skill and visit.priority >= priority for visit in self._ordered)
