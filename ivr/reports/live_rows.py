"""What is the case just now, as the pages show it: agents, queues and calls."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LiveAgent:
    """An agent: what he does since when, why he is paused and until when he may be, and the call he has."""

    agent: str
    state: str  # available | ringing | on_call | wrap_up | paused | logged_out
    reason: str | None
    since: datetime
    call_id: str | None = None
    queue: str | None = None
    pause_until: datetime | None = None  # of a pause with a limit: after it the agent overruns
    listened: bool = False  # a supervisor hears the talk, in a queue where agents are told

    def overruns(self, now: datetime) -> bool:
        """Whether the pause lasts longer than its reason allows."""
        return self.pause_until is not None and now > self.pause_until


@dataclass(frozen=True, slots=True)
class LiveQueue:
    """A queue: how many wait or are rung for, and since when the one who has waited longest."""

    queue: str
    waiting: int
    longest_since: datetime | None


@dataclass(frozen=True, slots=True)
class LiveCall:
    """A call: who rang, what the number led to, and where it is."""

    call_id: str
    caller_id: str | None
    entry: str
    started_at: datetime
    state: str  # menu | waiting | ringing | on_call
    queue: str | None = None
    agent: str | None = None
    queued_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LiveChanges:
    """What differs from what was told last: rows as they are now, and the ids of calls that are over."""

    agents: tuple[LiveAgent, ...] = ()
    queues: tuple[LiveQueue, ...] = ()
    calls: tuple[LiveCall, ...] = ()
    ended: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.agents or self.queues or self.calls or self.ended)
