"""Where the running room writes down what happens on one call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.calls.events import CallEvent, Event
from ivr.calls.ids import fresh_id, leg_id

Record = Callable[[Event], None]
Now = Callable[[], datetime]


@dataclass(slots=True)
class History:
    """The history of one call: gives each event its id, time and call, and numbers the legs."""

    call_id: str
    record: Record
    now: Now
    legs: int = 0

    def add(self, kind: type[CallEvent], *, at: datetime | None = None, **fields: Any) -> None:
        """Write down an event of this call, now or at a moment already known."""
        self.record(kind(event_id=fresh_id(), at=at or self.now(), call_id=self.call_id, **fields))

    def next_leg(self) -> str:
        """Return the id of one more leg; leg 0 is the caller's."""
        self.legs += 1
        return leg_id(self.call_id, self.legs)
