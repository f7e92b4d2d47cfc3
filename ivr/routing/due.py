"""What becomes due by itself: a heap of times, so that nothing that waits is ever walked over."""

from collections.abc import Callable, Hashable, Iterator
from heapq import heapify, heappop, heappush

ROOM = 64


class DueTimes:
    """Times in seconds by key; an entry counts only while `current` still gives this very time for its key."""

    def __init__(self, current: Callable[[Hashable], float | None]) -> None:
        self._current = current
        self._heap: list[tuple[float, int, Hashable]] = []
        self._room = ROOM

    def add(self, order: int, key: Hashable) -> None:
        """Take up the time this key has now, if it has one; `order` decides between keys due at the same time."""
        at = self._current(key)
        if at is None:
            return
        if len(self._heap) >= self._room:
            self._forget_stale()
        heappush(self._heap, (at, order, key))

    def next(self) -> float | None:
        """Return the earliest time in seconds, or None."""
        heap = self._heap
        while heap and self._current(heap[0][2]) != heap[0][0]:
            heappop(heap)
        return heap[0][0] if heap else None

    def due(self, t: float) -> Iterator[Hashable]:
        """Yield every key due at t, the earliest first; whoever hears it gives the key another time, or none."""
        while (at := self.next()) is not None and at <= t:
            yield heappop(self._heap)[2]

    def _forget_stale(self) -> None:
        self._heap = list({entry for entry in self._heap if self._current(entry[2]) == entry[0]})
        heapify(self._heap)
        self._room = ROOM + 2 * len(self._heap)
