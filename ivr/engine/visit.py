"""One stay of a call in a queue, as the running room carries it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from ivr.calls.commands import EnterQueue, Played, Say, Voice
from ivr.calls.disposition import Party
from ivr.engine.history import History
from ivr.engine.place import Place

Speak = Callable[[tuple[Say, ...], str], Awaitable[Played]]


@dataclass(slots=True)
class Visit:
    """The caller's line, what he wants, where he sits; `served` and `ended_by` tell how it went."""

    visit_id: str
    wish: EnterQueue
    voice: Voice
    history: History
    speak: Speak  # says prompts in the caller's language; the keys given end it
    place: Place
    joined_at: datetime | None = None  # set for a caller taken back: when he joined, before the engine was away
    served: bool = False
    ended_by: Party = Party.CALLER

    @property
    def call_id(self) -> str:
        """The call this visit belongs to."""
        return self.history.call_id
