"""The books of each queue (docs/metrics.md, section 1), and whether its counts are what its visits give. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, ended_counts
from ivr.reports.discrepancy import Check, Discrepancy
from ivr.reports.quarters import Quarter, quarter_of
from ivr.reports.said import Said

TERMS = (
    "answered", "abandoned", "short_abandoned", "timed_out", "key_exit", "callback", "diverted", "still_waiting",
)  # fmt: skip
COUNTED = {
    "offered": "offered %(count)s",
    "answered": "answered %(count)s",
    "abandoned": "abandoned %(count)s",
    "short_abandoned": "gave up at once %(count)s",
    "timed_out": "timed out %(count)s",
    "key_exit": "left by a key %(count)s",
    "callback": "for a callback %(count)s",
    "diverted": "sent on %(count)s",
    "still_waiting": "still waiting %(count)s",
    "answered_within": "answered in time %(count)s",
    "handled": "talks that are over %(count)s",
}  # what is compared, and how it is said


@dataclass(frozen=True, slots=True)
class BookRow:
    """A queue's books of a range: offered on one side, all its ends on the other."""

    queue: str
    offered: int
    answered: int
    abandoned: int
    short_abandoned: int
    timed_out: int
    key_exit: int
    callback: int
    diverted: int
    still_waiting: int

    @property
    def difference(self) -> int:
        """What is offered and has no end, or the other way round: 0 when the books balance."""
        return self.offered - sum(int(getattr(self, term)) for term in TERMS)


def book_rows(quarters: Iterable[Quarter]) -> list[BookRow]:
    """The books of each queue over these quarters of an hour."""
    found: dict[str, Counts] = {}
    for quarter in quarters:
        found[quarter.queue] = found.get(quarter.queue, Counts()) + quarter.counts
    return [
        BookRow(queue, counts.offered, *(getattr(counts, term) for term in TERMS))
        for queue, counts in sorted(found.items())
    ]


def book_errors(quarters: Sequence[Quarter], visits: Iterable[Visit]) -> list[Discrepancy]:
    """Each quarter of an hour whose counts do not balance, or are not what its visits give when counted again."""
    rules = {(one.queue, one.start): one.thresholds or Thresholds() for one in quarters}
    anew: dict[tuple[str, datetime], Counts] = {}
    for visit in visits:
        key = (visit.queue, quarter_of(visit.joined_at))
        anew[key] = anew.get(key, Counts()) + ended_counts(visit, rules.get(key, Thresholds()))
    kept = {(one.queue, one.start): one.counts for one in quarters}
    found: list[Discrepancy] = []
    for key in sorted(set(kept) | {key for key, counts in anew.items() if counts != Counts()}):
        ours, theirs = kept.get(key, Counts()), anew.get(key, Counts())
        unequal = [name for name in COUNTED if getattr(ours, name) != getattr(theirs, name)]
        if ours.offered != sum(getattr(ours, term) for term in TERMS):
            unequal = unequal or ["offered"]
        if unequal:
            words = (_said(ours, unequal), _said(theirs, unequal))
            found.append(Discrepancy(Check.BOOKS, None, None, None, key[1], *words, queue=key[0]))
    return found


def _said(counts: Counts, names: Sequence[str]) -> Said:
    terms = [Said(COUNTED[name], {"count": getattr(counts, name)}) for name in names]
    return Said("%(terms)s", {"terms": terms})
