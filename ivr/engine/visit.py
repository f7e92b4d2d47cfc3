"""One stay of a call in a queue, as the running room carries it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ivr.calls.commands import Collect, Collected, EnterQueue, Heard, Note, Played, Say, Voice
from ivr.calls.disposition import Party, VisitOutcome
from ivr.calls.events import CallQueued, WaitAnnounced
from ivr.calls.recording import Consent
from ivr.engine.history import History
from ivr.engine.place import Place
from ivr.routing.earlier import Earlier
from ivr.routing.promises import Promise


class Speaks(Protocol):
    """The caller's own coroutine: says prompts in his language and writes down what was heard and pressed."""

    language: str
    caller_id: str | None
    consent: Consent

    async def say(self, says: tuple[Say, ...], interrupt_keys: str = "") -> Played:
        """Say prompts; one of the keys ends them."""

    async def collect(self, wish: Collect) -> Collected:
        """Ask for keys."""

    def note(self, command: Note | Heard) -> None:
        """Write down where he is, or what he pressed."""


@dataclass(slots=True)
class Visit:
    """The caller's line, what he wants, where he sits; `served` and `ended_by` tell how it went."""

    visit_id: str
    wish: EnterQueue
    voice: Voice
    history: History
    speaks: Speaks
    place: Place
    entered_at: datetime | None = None  # when he began to wait, in a queue before this one; None: now
    preferred_agent: str | None = None
    earlier: Earlier | None = None  # taken back: the same stay, before the engine was away
    callback_id: str | None = None  # of somebody called back, who has his place in the line already
    called_back: bool = False  # he asked for it, and will be
    outcome: VisitOutcome | None = None
    knows_keys: bool = False  # he has been told which there are
    served: bool = False
    connected_at: datetime | None = None  # to the agent who served him
    ended_by: Party = Party.CALLER

    @property
    def call_id(self) -> str:
        """The call this visit belongs to."""
        return self.history.call_id


@dataclass(frozen=True, slots=True)
class Held:
    """The visit of a caller taken back: what he waits for, when he had joined, and what he was told."""

    wish: EnterQueue
    queued: CallQueued
    told: WaitAnnounced | None = None
    callback_offered: bool = False

    @property
    def earlier(self) -> Earlier:
        """What the router has to know of it."""
        told, promise = self.told, None
        if told is not None:
            said_at = told.at.timestamp()
            until = None if told.less_than_s is None else said_at + told.less_than_s
            promise = Promise(said_at, until, told.apologised, self.callback_offered)
        return Earlier(self.queued.at.timestamp(), promise)
