"""First contact resolution and repeat callers: who joined the same queue again, and when (docs/metrics.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.reports.fractions import Part

WINDOWS = (1, 3, 7, 30)  # days


@dataclass(frozen=True, slots=True)
class Contact:
    """A stay in the queue of somebody who rang; `number` None: not known."""

    call_id: str
    number: str | None
    joined_at: datetime
    answered: bool
    ended_at: datetime | None
    days: int  # within which another one is about the same, by the rule that held then

    @property
    def window(self) -> timedelta:
        """The same as a length of time."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Resolved:
    """An answered contact, and whether that was the end of it; None: not decided, or of nobody known."""

    contact: Contact
    first_only: bool | None

    @property
    def part(self) -> Part:
        """What it adds to first contact resolution."""
        return Part(0, 0) if self.first_only is None else Part(int(self.first_only), 1)


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
    """Each answered contact with whether its caller joined again within its days; contacts are in order."""
    nexts: dict[str, list[Contact]] = {}  # of each number its next contact, and the next one of another call
    found = []
    for contact in reversed(contacts):
        known = nexts.get(contact.number or "", [])
        if contact.answered:
            again = next((one for one in known if one.call_id != contact.call_id), None)
            found.append(Resolved(contact, _decided(contact, again, now)))
        if contact.number:
            others = [one for one in known if one.call_id != contact.call_id][:1]
            nexts[contact.number] = [contact, *others]
    return found[::-1]


def repeating(contacts: Iterable[Contact], since: datetime) -> dict[str, bool]:
    """Each number that joined since then, and whether it had joined in so many days before one of these times."""
    lasts: dict[str, list[Contact]] = {}
    found: dict[str, bool] = {}
    for contact in contacts:
        if not contact.number:
            continue
        known = [one for one in lasts.get(contact.number, []) if one.call_id != contact.call_id]
        again = any(contact.joined_at - one.joined_at <= contact.window for one in known)
        if contact.joined_at >= since:
            found[contact.number] = found.get(contact.number, False) or again
        lasts[contact.number] = [contact, *known[:1]]
    return found


def again_row(queue: str, days: int | None, ends: Sequence[Resolved], numbers: dict[str, bool]) -> AgainRow:
    """The row of a queue."""
    first, again = (sum(one.first_only is wanted for one in ends) for wanted in (True, False))
    nobody = sum(one.contact.number is None for one in ends)
    return AgainRow(
        queue=queue,
        days=days,
        answered=len(ends),
        anonymous=nobody,
        undecided=len(ends) - nobody - first - again,
        resolved=first,
        came_again=again,
        fcr=first / (first + again) if first + again else None,
        numbers=len(numbers),
        repeating=sum(numbers.values()),
        repeat_share=sum(numbers.values()) / len(numbers) if numbers else None,
    )


def _decided(contact: Contact, again: Contact | None, now: datetime) -> bool | None:
    if not contact.number or contact.ended_at is None:
        return None
    if again is not None and again.joined_at <= contact.ended_at + contact.window:
        return False
    return True if now > contact.ended_at + contact.window else None
