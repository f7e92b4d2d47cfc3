"""First contact resolution and repeat callers: who joined the same queue again, and when (docs/metrics.md)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from ivr.reports.fractions import Part

WINDOWS = (1, 3, 7, 30)  # days
Way = tuple[bool, bool | None]


class Contact(NamedTuple):
    """A stay in the queue of somebody who rang; `number` None: not known."""

    call_id: str
    number: str | None
    joined_at: datetime
    answered: bool
    ended_at: datetime | None
    window: timedelta  # within which another one is about the same, by the rule that held then


class Resolved(NamedTuple):
    """An answered contact, and whether that was the end of it; None: not decided, or of nobody known."""

    contact: Contact
    first_only: bool | None

    @property
    def part(self) -> Part:
        """What it adds to first contact resolution."""
        return Part(0, 0) if self.first_only is None else Part(int(self.first_only), 1)

    @property
    def way(self) -> Way:
        """How it is counted: whether the number is known, and whether it was the end."""
        return self.contact.number is not None, self.first_only


@dataclass(frozen=True, slots=True)
class AgainRow:
    """First contact resolution and repeat callers of one queue in a range."""

    queue: str
    days: int | None  # None: they changed inside the range
    answered: int
    anonymous: int  # of the answered: without a number
    undecided: int  # of the answered: not come back, and the days are not over
    resolved: int
    came_again: int
    fcr: float | None
    numbers: int
    repeating: int
    repeat_share: float | None


def resolved(contacts: Sequence[Contact], now: datetime) -> list[Resolved]:
    """Each answered contact of a number with whether it joined again within its days; contacts are in order."""
    found = []
    known: list[Contact] = []  # the next contact, and the next one of another call than that
    for contact in reversed(contacts):
        others = [one for one in known if one.call_id != contact.call_id][:1]
        if contact.answered:
            found.append(Resolved(contact, _decided(contact, others, now)))
        known = [contact, *others]
    return found[::-1]


def repeating(contacts: Sequence[Contact], since: datetime, until: datetime) -> bool | None:
    """Whether a number that joined in a range had joined in so many days before one of these times; None: it did not.

    Contacts are of one number, in order.
    """
    found: bool | None = None
    known: list[Contact] = []
    for contact in contacts:
        others = [one for one in known if one.call_id != contact.call_id][:1]
        if since <= contact.joined_at < until:
            again = bool(others) and contact.joined_at - others[0].joined_at <= contact.window
            found = bool(found) or again
        known = [contact, *others]
    return found


def again_row(queue: str, days: int | None, ends: Counter[Way], numbers: Counter[bool]) -> AgainRow:
    """The row of a queue; `ends`: how many contacts ended each way; `numbers`: how many repeat, and how many do not."""
    answered, known = ends.total(), sum(count for way, count in ends.items() if way[0])
    first, again = ends[True, True], ends[True, False]
    return AgainRow(
        queue=queue,
        days=days,
        answered=answered,
        anonymous=answered - known,
        undecided=known - first - again,
        resolved=first,
        came_again=again,
        fcr=first / (first + again) if first + again else None,
        numbers=numbers.total(),
        repeating=numbers[True],
        repeat_share=numbers[True] / numbers.total() if numbers else None,
    )


def _decided(contact: Contact, again: Sequence[Contact], now: datetime) -> bool | None:
    if not contact.number or contact.ended_at is None:
        return None
    end = contact.ended_at + contact.window
    if again and again[0].joined_at <= end:
        return False
    return True if now > end else None
