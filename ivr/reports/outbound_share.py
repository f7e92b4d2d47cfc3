"""What we dialled and whom we reached: attempts by how they ended, contacts by what came of them (docs/metrics.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivr.calls.disposition import Disposition
from ivr.reports.fractions import Part

REMINDER, CALLBACK = "reminder", "callback"
UNANSWERED = {
    Disposition.MACHINE: "machine",
    Disposition.BUSY: "busy",
    Disposition.REJECTED: "busy",
    Disposition.NO_ANSWER: "no_answer",
    Disposition.FAILED: "failed",
}
ENDS = ("person", "machine", "busy", "no_answer", "failed", "open")
CONFIRMED = "confirmed"
CHANGES = frozenset({"cancelled", "speak"})  # keys by which a person asks for something else


def attempt_end(disposition: str | None) -> str:
    """How an attempt ended, one of ENDS: whatever no machine, network or silence ended, a person answered."""
    return "open" if disposition is None else UNANSWERED.get(Disposition(disposition), "person")


@dataclass(frozen=True, slots=True)
class AttemptSum:
    """Attempts of one kind (callbacks: of one queue) that ended alike."""

    kind: str
    queue: str
    disposition: str | None
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class ContactSum:
    """People first dialled in a range, with what came of them since; `tries`: attempts up to the one that reached."""

    kind: str
    queue: str
    reached: bool
    over: bool  # reached, or not tried any more
    response: str | None  # the key pressed: confirmed | cancelled | speak
    contacts: int = 1
    tries: int = 0


@dataclass(frozen=True, slots=True)
class RefusedSum:
    """Reminders due in a range that may not be called, and why."""

    by_window: int = 0
    by_limit: int = 0  # the destination is none we may call


@dataclass(frozen=True, slots=True)
class OutboundRow:
    """Reminders, the callbacks of one queue, or all; attempts = the sum of ENDS. A share of nobody has no value."""

    attempts: int
    person: int
    machine: int
    busy: int  # or declined
    no_answer: int
    failed: int
    open: int
    contacts: int
    reached: int
    undecided: int  # contacts not reached who are still to be tried
    confirmed: int
    changed: int
    reached_share: float | None
    attempts_per_reached: float | None
    confirmed_share: float | None
    changed_share: float | None


def outbound_row(attempts: Iterable[AttemptSum], contacts: Iterable[ContactSum]) -> OutboundRow:
    """The row of what is given, whatever it is of."""
    ends = dict.fromkeys(ENDS, 0)
    for one in attempts:
        ends[attempt_end(one.disposition)] += one.attempts
    people = list(contacts)
    reached = [one for one in people if one.reached]
    told = [one for one in reached if one.kind == REMINDER]  # only reminders ask for a key
    answered, asked = (sum(one.contacts for one in some) for some in (reached, told))
    over = sum(one.contacts for one in people if one.over)
    confirmed, changed = (sum(one.contacts for one in told if is_it(one.response)) for is_it in (_yes, _other))
    return OutboundRow(
        attempts=sum(ends.values()),
        **ends,
        contacts=sum(one.contacts for one in people),
        reached=answered,
        undecided=sum(one.contacts for one in people if not one.over),
        confirmed=confirmed,
        changed=changed,
        reached_share=answered / over if over else None,
        attempts_per_reached=sum(one.tries for one in reached) / answered if answered else None,
        confirmed_share=confirmed / asked if asked else None,
        changed_share=changed / asked if asked else None,
    )


def outbound_groups(
    attempts: Sequence[AttemptSum], contacts: Sequence[ContactSum]
) -> list[tuple[str, str, OutboundRow]]:
    """Kind, queue and row: reminders first, then each queue's callbacks."""
    kinds = {(one.kind, one.queue) for one in attempts} | {(one.kind, one.queue) for one in contacts}
    return [
        (kind, queue, outbound_row([one for one in attempts if (one.kind, one.queue) == (kind, queue)],
                                   [one for one in contacts if (one.kind, one.queue) == (kind, queue)]))
        for kind, queue in sorted(kinds, key=lambda kind: (kind[0] != REMINDER, kind))
    ]  # fmt: skip


def contact_part(figure: str, contact: ContactSum) -> Part:
    """What contacts add to one of the figures of contacts, above its line and below it."""
    found = contact.contacts if contact.reached else 0
    if figure == "reached_share":
        return Part(found, contact.contacts if contact.over else 0)
    if figure == "attempts_per_reached":
        return Part(contact.tries if contact.reached else 0, found)
    if figure in ("confirmed_share", "changed_share"):
        is_it = _yes if figure == "confirmed_share" else _other
        found = found if contact.kind == REMINDER else 0
        return Part(found if is_it(contact.response) else 0, found)
    return Part(contact.contacts)


def _yes(response: str | None) -> bool:
    return response == CONFIRMED


def _other(response: str | None) -> bool:
    return response in CHANGES
