"""What can be added up over visits (docs/metrics.md, sections 1 and 2): every figure is made from these counts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Seconds within which an answer counts, and within which a hang-up is a short abandon; both inclusive."""

    answer_s: float = 20
    short_s: float = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be added up over visits; `abandoned` excludes the short ones, `abandoned_within` includes them."""

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
    offers: int = 0  # agents' phones that rang
    not_taken: int = 0  # of them: nobody answered, busy or out of reach
    answered_wait_s: float = 0
    abandoned_wait_s: float = 0  # of those that were not short
    talk_s: float = 0
    wrap_s: float = 0
    longest_answered_s: float | None = None
    longest_abandoned_s: float | None = None  # short or not
    longest_wait_s: float | None = None  # answered or not

    def __add__(self, other: "Counts") -> "Counts":
        both: dict[str, Any] = {name: getattr(self, name) + getattr(other, name) for name in SUMS}
        both |= {name: _longer(getattr(self, name), getattr(other, name)) for name in LONGEST}
        return Counts(**both)


LONGEST = ("longest_answered_s", "longest_abandoned_s", "longest_wait_s")
SUMS = tuple(field.name for field in fields(Counts) if field.name not in LONGEST)
SUMMED, LENGTHS = attrgetter(*SUMS), attrgetter(*LONGEST)  # in the order of the fields


def total(counts: Sequence[Counts]) -> Counts:
    """The sum of counts."""
    if len(counts) == 1:
        return counts[0]
    if not counts:
        return Counts()
    sums = map(sum, zip(*map(SUMMED, counts), strict=True))
    lengths = zip(*map(LENGTHS, counts), strict=True)
    return Counts(*sums, *(max((one for one in some if one is not None), default=None) for some in lengths))


def ended_counts(visit: Visit, limits: Thresholds) -> Counts:
    """What one visit adds to the counts whatever the time is: who still waits has no wait yet."""
    wait = visit.wait_s
    if visit.callback_id is not None:  # offered once, where the wait began: here only the work counts
        return Counts(**_work(visit))
    if visit.outcome is VisitOutcome.ANSWERED and wait is not None:
        return Counts(
            **_work(visit),
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
            **_work(visit),
            offered=1,
            abandoned=int(not short),
            short_abandoned=int(short),
            abandoned_within=int(wait <= limits.answer_s),
            abandoned_wait_s=0 if short else wait,
            longest_abandoned_s=wait,
            longest_wait_s=wait,
        )
    column = "still_waiting" if visit.outcome is None else visit.outcome.value
    return Counts(**_work(visit), offered=1, longest_wait_s=wait, **{column: 1})


def _work(visit: Visit) -> dict[str, Any]:
    talk_s = visit.talk_s
    return {
        "handled": int(talk_s is not None),
        "talk_s": talk_s or 0,
        "wrap_s": visit.wrap_s or 0,
        "transferred": int(visit.transferred),
        "offers": visit.offers,
        "not_taken": visit.not_taken,
    }


def _longer(one: float | None, other: float | None) -> float | None:
    return max((wait for wait in (one, other) if wait is not None), default=None)
