"""What can be added up over visits (docs/metrics.md, sections 1 and 2): every figure is made from these counts."""

from collections.abc import Sequence
from operator import add
from typing import Any, NamedTuple

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit


class Thresholds(NamedTuple):
    """Seconds within which an answer counts, and within which a hang-up is a short abandon; both inclusive."""

    answer_s: float = 20
    short_s: float = 5


class Counts(NamedTuple):
    """What can be added up over visits; `abandoned` excludes the short ones, `abandoned_within` includes them."""

    # A year of twenty queues has thousands of them: a tuple is made fifteen times faster than a frozen dataclass.

    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    short_abandoned: int = 0
    answered_within: int = 0
    abandoned_within: int = 0
    timed_out: int = 0
    key_exit: int = 0
    callback: int = 0
    diverted: int = 0
    still_waiting: int = 0
    refused: int = 0  # at the door, by the moment of refusal: no visit, so not offered
    handled: int = 0  # answered, and the talk is over
    transferred: int = 0  # answered, and the same call then went to another queue or number
    attended: int = 0  # of them: after its agent had talked with the colleague
    offers: int = 0  # agents' phones that rang
    not_taken: int = 0  # of them: nobody answered, busy or out of reach
    answered_wait_s: float = 0
    abandoned_wait_s: float = 0  # of those that were not short
    talk_s: float = 0
    wrap_s: float = 0
    longest_answered_s: float | None = None
    longest_abandoned_s: float | None = None  # short or not
    longest_wait_s: float | None = None  # answered or not

    # Counts added up, not one row behind the other as tuples are.
    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override]
        return total([self, other])


LONGEST = ("longest_answered_s", "longest_abandoned_s", "longest_wait_s")
SUMS = tuple(name for name in Counts._fields if name not in LONGEST)  # they come first
NOTHING = Counts()


def total(counts: Sequence[Counts]) -> Counts:
    """The sum of counts."""
    if len(counts) == 1:
        return counts[0]
    if len(counts) == 2:  # the quarters of half hours: a report has thousands
        return _both(*counts)
    if not counts:
        return NOTHING
    columns = list(zip(*counts, strict=True))
    sums, lengths = map(sum, columns[: len(SUMS)]), columns[len(SUMS) :]
    return Counts(*sums, *(max((one for one in some if one is not None), default=None) for some in lengths))


def _both(one: Counts, more: Counts) -> Counts:
    there = len(SUMS)
    return Counts._make((*map(add, one[:there], more[:there]), *map(_longer, one[there:], more[there:])))


def _longer(one: float | None, other: float | None) -> float | None:
    return other if one is None or (other is not None and other > one) else one


def ended_counts(visit: Visit, limits: Thresholds) -> Counts:
    """What one visit adds to the counts whatever the time is: who still waits has no wait yet."""
    wait = visit.wait_s
    if visit.callback_id is not None:  # offered once, where the wait began: here only the work counts
        return Counts(**work_of(visit))
    if visit.outcome is VisitOutcome.ANSWERED and wait is not None:
        return Counts(
            **work_of(visit),
            offered=1,
            answered=1,
            answered_within=int(wait <= limits.answer_s),
            answered_wait_s=wait,
            longest_answered_s=wait,
            longest_wait_s=wait,
        )
    if visit.outcome is VisitOutcome.ABANDONED and wait is not None:
        short = wait <= limits.short_s
        return Counts(
            **work_of(visit),
            offered=1,
            abandoned=int(not short),
            short_abandoned=int(short),
            abandoned_within=int(wait <= limits.answer_s),
            abandoned_wait_s=0 if short else wait,
            longest_abandoned_s=wait,
            longest_wait_s=wait,
        )
    column = "still_waiting" if visit.outcome is None else visit.outcome.value
    return Counts(**work_of(visit), offered=1, longest_wait_s=wait, **{column: 1})


def work_of(visit: Visit) -> dict[str, Any]:
    """What a visit adds to the counts of work: the talk, what came of it, and the phones that rang for it."""
    talk_s = visit.talk_s
    return {
        "handled": int(talk_s is not None),
        "talk_s": talk_s or 0,
        "wrap_s": visit.wrap_s or 0,
        "transferred": int(visit.transferred),
        "attended": int(visit.attended),
        "offers": visit.offers,
        "not_taken": visit.not_taken,
    }
