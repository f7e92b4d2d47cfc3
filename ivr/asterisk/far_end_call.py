"""One call as the far end sees it: what happened on its channel, when, and who ended it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Seen(StrEnum):
    """What can happen on a call of the far end."""

    PLACED = "placed"
    ARRIVED = "arrived"
    RINGING = "ringing"
    ANSWERED = "answered"
    KEY = "key"
    HUNG_UP = "hung up"


class Side(StrEnum):
    """The two sides of a call, seen from the far end."""

    FAR_END = "far end"
    OTHER_SIDE = "other side"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a call, in seconds of the epoch by the far end's clock."""

    at: float
    seen: Seen
    detail: str = ""


LOOK_S = 0.05
DETECTED_S = 0.1  # how long a silence is before the far end's dialplan tells of it
CHANNEL_STATES = {"4": Seen.RINGING, "5": Seen.RINGING, "6": Seen.ANSWERED}


@dataclass(slots=True, eq=False)
class FarEndCall:
    """A call placed from the far end, or one that arrived there."""

    call_id: str  # the channel's unique id at the far end
    number: str  # whom we called, or whom the other side called here
    recording: Path  # what came back, raw mu-law, from the answer on
    clock: Callable[[], float]
    caller_id: str = ""
    marks: list[Mark] = field(default_factory=list)
    cause: int | None = None  # Q.850, once it is over
    ended_by: Side | None = None
    quiet_since: float | None = None  # None: the other side is speaking, or has not spoken yet
    settled: asyncio.Event = field(default_factory=asyncio.Event)  # answered, or over without an answer
    over: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: asyncio.Event = field(default_factory=asyncio.Event)  # sent to the other side, or already over
    second: "FarEndCall | None" = None  # of the same telephone, placed in the middle of this one

    def mark(self, seen: Seen, detail: str = "") -> None:
        """Note what happens now."""
        self.marks.append(Mark(self.clock(), seen, detail))

    def at(self, seen: Seen) -> float | None:
        """When something happened first, None when it did not."""
        return next((mark.at for mark in self.marks if mark.seen is seen), None)

    @property
    def is_up(self) -> bool:
        """Answered and not over."""
        return self.settled.is_set() and not self.over.is_set()

    def see(self, event: Mapping[str, str]) -> None:
        """Take in an event of Asterisk's about this call's channel."""
        if event["Event"] == "Hangup":
            self.end(int(event.get("Cause") or 0))
        elif event["Event"] == "DialBegin":
            self.under_way.set()
        elif event["Event"] == "ChannelTalkingStart":
            self.quiet_since = None
        elif event["Event"] == "ChannelTalkingStop":
            self.quiet_since = self.clock() - DETECTED_S
        elif event["Event"] == "Newstate":
            state = CHANNEL_STATES.get(event.get("ChannelState", ""))
            if state and self.at(state) is None:
                self.mark(state)
            if state is Seen.ANSWERED:
                self.settled.set()

    async def silence(self, seconds: float) -> None:
        """Until the other side has been silent for so long after it said something."""
        began = self.clock()
        while not self.over.is_set():
            since = self.quiet_since
            if since is not None and since >= began and self.clock() - since >= seconds:
                return
            await asyncio.sleep(LOOK_S)

    def leave(self) -> None:
        """It is the far end that hangs up now."""
        self.ended_by = self.ended_by or Side.FAR_END

    def end(self, cause: int) -> None:
        """The call is over; when the far end did not hang up, the other side did."""
        if self.over.is_set():
            return
        self.cause = cause
        self.ended_by = self.ended_by or Side.OTHER_SIDE
        self.mark(Seen.HUNG_UP, self.ended_by)
        for moment in (self.under_way, self.settled, self.over):
            moment.set()
