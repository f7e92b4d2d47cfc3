"""What a waiting caller is told, and when again: upper bounds in round steps, meant to hold (docs/waiting.md)."""

from bisect import bisect_left, bisect_right
from dataclasses import astuple, dataclass, replace
from typing import Any

from ivr.routing.wait_estimate import Estimate

STEPS_S = (30, 60, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600)
SILENT_UNDER_S = 20.0
SPENT = 0.8  # so much of a promise gone: time for a new one
REMIND_S = 180.0  # so often those for whom nobody is logged in are told so
MUCH_SHORTER = 0.6  # of what is left of a promise
AT_THE_EARLIEST_S = 60.0  # after the last words, for better news
RANGE_FROM_S = 300.0
MINUTE_S = 60
LONG_WAIT_S = 900.0
OF_LO, OF_P50 = 0.6567, 0.3433  # the 20 % quantile between the 10 % quantile and the median, by normal scores


@dataclass(frozen=True, slots=True)
class Announcement:
    """What to say: "less than `seconds_upper` seconds", or no time (None); p50 and p80 in seconds as estimated.

    With `seconds_lower` it is a range. `apologises` for a time later than promised.
    """

    seconds_upper: int | None
    position: int
    p50: float | None
    p80: float | None
    seconds_lower: int | None = None
    tells_position: bool = False
    apologises: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a queue speaks: times at all, ranges over five minutes, places; from which quantile; the patience P80."""

    tells_time: bool = True
    tells_range: bool = False
    tells_position: bool = False
    level: float = 0.8
    look_every_s: float = 45.0
    patient_s: float = LONG_WAIT_S


@dataclass(frozen=True, slots=True)
class Promise:
    """What a caller was told last, in seconds: when, until when he was to be served; what he was told once."""

    said_at: float
    until: float | None = None
    apologised: bool = False
    callback_offered: bool = False

    def to_plain(self) -> list[Any]:
        """Return the fields in their order for the snapshot."""
        return list(astuple(self))


@dataclass(frozen=True, slots=True)
class Speech:
    """What a caller is told now (None: nothing), whether a callback is offered, and when to look again, in seconds."""

    announcement: Announcement | None
    offers_callback: bool
    look_again_at: float


def ranges() -> list[tuple[int, int]]:
    """Return every range in seconds that may be told."""
    return [(least, most) for most in STEPS_S if most > RANGE_FROM_S for least in STEPS_S if MINUTE_S <= least < most]


def upper_step(seconds: float) -> int | None:
    """Return the step in seconds at or above the bound, None when it is over an hour and no time can be promised."""
    index = bisect_left(STEPS_S, seconds)
    return STEPS_S[index] if index < len(STEPS_S) else None


def speech(t: float, estimate: Estimate, old: Promise | None, manner: Manner) -> tuple[Speech, Promise]:
    """Return what to say at t to a caller with this estimate who was told `old` before, and what he was told then."""
    words, promise = _words(t, estimate, old or Promise(t), manner, first=old is None)
    offers = not promise.callback_offered and (_is_long(estimate, manner) or (words is not None and words.apologises))
    if words is None:
        return Speech(None, False, _look_again(t, promise, manner)), promise
    promise = replace(promise, said_at=t, callback_offered=promise.callback_offered or offers)
    words = replace(words, tells_position=manner.tells_position)
    return Speech(words, offers, _look_again(t, promise, manner)), promise


def _words(
    t: float, estimate: Estimate, promise: Promise, manner: Manner, *, first: bool
) -> tuple[Announcement | None, Promise]:
    plain = Announcement(None, estimate.position, estimate.p50, estimate.p80)
    if estimate.point is None:
        return (plain if first or t - promise.said_at >= REMIND_S else None), promise
    bound = _bound(estimate, manner)
    step = upper_step(bound)
    if not manner.tells_time or step is None:
        return (plain if first else None), promise
    if promise.until is None:
        if estimate.point < SILENT_UNDER_S:
            return None, promise
        return _timed(plain, estimate, step, manner), replace(promise, until=t + step)
    return _renewed(t, bound, _timed(plain, estimate, step, manner), promise)


def _renewed(t: float, bound: float, words: Announcement, promise: Promise) -> tuple[Announcement | None, Promise]:
    """What to say after a promise: a better time, the rest of it when most is gone, or once that it will not hold."""
    assert promise.until is not None
    assert words.seconds_upper is not None
    left = promise.until - t
    renewed = replace(promise, until=t + words.seconds_upper)
    if words.seconds_upper <= left:
        spent = t >= _spent_at(promise)
        better = words.seconds_upper < MUCH_SHORTER * left and t - promise.said_at >= AT_THE_EARLIEST_S
        return (words, renewed) if spent or better else (None, promise)
    if bound > left and not promise.apologised and t >= _spent_at(promise):
        return replace(words, apologises=True), replace(renewed, apologised=True)
    return None, promise


def _timed(plain: Announcement, estimate: Estimate, step: int, manner: Manner) -> Announcement:
    lower = None
    if manner.tells_range and step > RANGE_FROM_S and estimate.lo and estimate.p50:
        index = bisect_right(STEPS_S, estimate.lo**OF_LO * estimate.p50**OF_P50)
        lower = STEPS_S[index - 1] if index and MINUTE_S <= STEPS_S[index - 1] < step else None
    return replace(plain, seconds_upper=step, seconds_lower=lower)


def _bound(estimate: Estimate, manner: Manner) -> float:
    bound = estimate.p80 if manner.level <= 0.8 else estimate.hi
    assert bound is not None
    return bound


def _is_long(estimate: Estimate, manner: Manner) -> bool:
    return estimate.p50 is None or estimate.p50 > min(manner.patient_s, LONG_WAIT_S)


def _spent_at(promise: Promise) -> float:
    assert promise.until is not None
    return promise.said_at + SPENT * (promise.until - promise.said_at)


def _look_again(t: float, promise: Promise, manner: Manner) -> float:
    """Return when something new may have to be said, in seconds."""
    regular = t + manner.look_every_s
    if promise.until is None:
        return regular
    better = max(regular, promise.said_at + AT_THE_EARLIEST_S)
    return min([better, *(at for at in (_spent_at(promise), promise.until) if at > t)])
