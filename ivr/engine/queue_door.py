"""The doors of the queues: who is let in, counted by who sits there already."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from ivr.calls.admission import Refusal, refusal
from ivr.calls.commands import EnterQueue
from ivr.engine.dispatcher import Dispatcher


class QueueDoor:
    """Knows how many wait in each queue; `is_open` is whether a moment is within opening hours."""

    def __init__(self, dispatcher: Dispatcher, is_open: Callable[[datetime], bool]) -> None:
        self._dispatcher = dispatcher
        self._is_open = is_open
        self._seated: Counter[str] = Counter()

    def refuses(self, wish: EnterQueue, now: datetime) -> Refusal | None:
        """Why a caller is not let in, None when he is."""
        acd, t = self._dispatcher.acd, self._dispatcher.clock()
        return refusal(
            wish.door,
            waiting=self._seated[wish.queue],
            is_open=self._is_open(now),
            is_staffed=acd.estimate_new(t, wish.skill).point is not None,
        )

    @contextmanager
    def inside(self, queue: str) -> Iterator[None]:
        """Meanwhile one more caller sits in the queue."""
        self._seated[queue] += 1
        try:
            yield
        finally:
            self._seated[queue] -= 1
