"""Where the running room writes down what happens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.calls.events import CallEvent, Event
from ivr.calls.ids import fresh_id, leg_id

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Diary:
    """The one pen and the one clock: gives each event its id and time."""

    record: Callable[[Event], None]
    now: Now

    def add(self, kind: type[Event], /, *, at: datetime | None = None, **fields: Any) -> None:
        """Write down an event, now or at a moment already known."""
        self.record(kind(event_id=fresh_id(), at=at or self.now(), **fields))


@dataclass(slots=True)
class History:
    """The history of one call: gives each event its call and numbers the legs."""

    call_id: str
    diary: Diary
    legs: int = 0

    def now(self) -> datetime:
        """This moment."""
        return self.diary.now()

    def add(self, kind: type[CallEvent], /, *, at: datetime | None = None, **fields: Any) -> None:
        """Write down an event of this call, now or at a moment already known."""
        self.diary.add(kind, at=at, call_id=self.call_id, **fields)

    def next_leg(self) -> str:
        """Return the id of one more leg; leg 0 is the caller's."""
        self.legs += 1
        return leg_id(self.call_id, self.legs)
