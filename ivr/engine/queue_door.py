"""The doors of the queues: who is let in, counted by who sits there already."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.calls.admission import Refusal, refusal
from ivr.calls.commands import EnterQueue, Say
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.queue_terms import QueueTerms

SAYS = {Refusal.CLOSED: "closed_now", Refusal.FULL: "queue_full"}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a caller is not let in, and what the queue says of it: nothing when it was his menu that asked."""

    why: Refusal
    says: tuple[Say, ...] = ()


class QueueDoor:
    """Knows how many wait in each queue, and what queues and menus ask of those who come."""

    def __init__(self, dispatcher: Dispatcher, terms: QueueTerms) -> None:
        self._dispatcher = dispatcher
        self._terms = terms
        self._seated: Counter[str] = Counter()

    def refuses(self, wish: EnterQueue, now: datetime) -> Refused | None:
        """Why a caller is not let in, None when he is."""
        acd, t = self._dispatcher.acd, self._dispatcher.clock()
        waiting, is_open = self._seated[wish.queue], self._terms.is_open(now)
        staffed = acd.estimate_new(t, wish.skill).point is not None
        if why := refusal(wish.door, waiting=waiting, is_open=is_open, is_staffed=staffed):
            return Refused(why)
        if why := self._terms.rules_of(wish.queue).refusal(waiting=waiting, is_open=is_open):
            return Refused(why, (Say(SAYS[why]),))
        return None

    def closes(self, queue: str, now: datetime) -> tuple[Say, ...]:
        """What those hear who are sent on because it closes; nothing while it is open, or when it serves them all."""
        is_closed = queue in self._terms.sent_home() and not self._terms.is_open(now)
        return (Say(SAYS[Refusal.CLOSED]),) if is_closed else ()

    def closed_since(self, queue: str, joined_at: float, now: datetime) -> bool:
        """Whether it has sent on since then (seconds) who waited in it."""
        return bool(self.closes(queue, now)) and self._terms.is_open(datetime.fromtimestamp(joined_at, UTC))

    @contextmanager
    def inside(self, queue: str) -> Iterator[None]:
        """Meanwhile one more caller sits in the queue."""
        self._seated[queue] += 1
        try:
            yield
        finally:
            self._seated[queue] -= 1
