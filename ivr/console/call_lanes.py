"""A call's time line as lanes of bars, each in shares of the whole length, for a picture that scales."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ivr.console import call_words
from ivr.console.call_words import said
from ivr.console.catalogue import _
from ivr.console.shown import decimal
from ivr.reports.call_record import LegKind
from ivr.reports.journey import Heard, Journey, LegSpan, Pressed, VisitSpan

STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
MOST_TICKS = 6
LEAST = 0.5  # percent: what is shorter could not be seen
WHOLE = 100.0

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Bar:
    """Some time on a lane: what it was, and where, in percent."""

    kind: str  # heard | ringing | missed | talking | waiting | gave_up | held
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A point: of the scale, or a key pressed."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One party, queue, or the menu."""

    kind: str
    name: str | None  # None: the caller's number is withheld
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...] = ()

    @property
    def words(self) -> str:
        """The lane for who cannot see it."""
        return ", ".join([*(bar.words for bar in self.bars), *(tick.words for tick in self.ticks)])


def clock(seconds: float) -> str:
    """A time since the beginning as a clock: 0:07, 12:05."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def scale(journey: Journey) -> tuple[Tick, ...]:
    """The times along the line."""
    length = _length(journey)
    step = next((step for step in STEPS_S if length / step <= MOST_TICKS), round(length / MOST_TICKS))
    return tuple(Tick(place * step / length * WHOLE, clock(place * step)) for place in range(int(length // step) + 1))


def lanes(journey: Journey, queue_name: Name, agent_name: Name) -> tuple[Lane, ...]:
    """The caller, the menu, each stay in a queue, each agent and line that was rung."""
    line = _Line(_length(journey))
    callers = [leg for leg in journey.legs if leg.kind is LegKind.CALLER]
    others = [leg for leg in journey.legs if leg.kind is not LegKind.CALLER]
    heard = Lane("menu", str(_("Heard and pressed")), tuple(line.heard(journey)), tuple(line.keys(journey)))
    return (
        *(Lane("caller", leg.who, tuple(line.leg(leg))) for leg in callers),
        *([heard] if heard.bars or heard.ticks else []),
        *(Lane("queue", queue_name(visit.queue), (line.visit(visit),)) for visit in journey.visits),
        *(Lane(leg.kind.value, _named(leg, agent_name), tuple(line.leg(leg))) for leg in others),
    )


def _named(leg: LegSpan, agent_name: Name) -> str | None:
    if leg.kind is LegKind.AGENT:
        return agent_name(leg.who or "")
    return (leg.who or "").partition(" <")[0] if leg.kind is LegKind.SUPERVISOR else leg.who  # as the audit names him


def _length(journey: Journey) -> float:
    return max(journey.length_s, 1.0)


class _Line:
    """The line of one length."""

    def __init__(self, length_s: float) -> None:
        self._length_s = length_s

    def bar(self, kind: str, since_s: float, length_s: float, words: str) -> Bar:
        x = min(since_s / self._length_s * WHOLE, WHOLE - LEAST)
        width = min(max(length_s / self._length_s * WHOLE, LEAST), WHOLE - x)
        lasting = _(
            "%(words)s, from %(since)s for %(seconds)s s", words=words, since=clock(since_s), seconds=decimal(length_s)
        )
        return Bar(kind, round(x, 3), round(width, 3), str(lasting))

    def leg(self, leg: LegSpan) -> Iterator[Bar]:
        if not leg.answered:
            yield self.bar("missed", leg.offset_s, leg.rang_s, said(call_words.OUTCOMES, leg.cause or "no_answer"))
            return
        if leg.rang_s > 0:
            yield self.bar("ringing", leg.offset_s, leg.rang_s, str(_("rang")))
        is_caller = leg.kind is LegKind.CALLER
        apart = is_caller or leg.kind is LegKind.SUPERVISOR
        words = str(_("on the line") if apart else _("talked"))
        yield self.bar("held" if apart else "talking", leg.offset_s + leg.rang_s, leg.length_s - leg.rang_s, words)

    def visit(self, visit: VisitSpan) -> Bar:
        lost = visit.outcome in {"abandoned", "timed_out"}
        words = said(call_words.OUTCOMES, visit.outcome) if visit.outcome else str(_("waits"))
        return self.bar("gave_up" if lost else "waiting", visit.offset_s, visit.wait_s, words)

    def heard(self, journey: Journey) -> Iterator[Bar]:
        for step in journey.steps:
            if isinstance(step, Heard):  # told when it was over
                yield self.bar("heard", max(step.offset_s - step.seconds, 0.0), step.seconds, ", ".join(step.prompts))

    def keys(self, journey: Journey) -> Iterator[Tick]:
        for step in journey.steps:
            if isinstance(step, Pressed) and step.digits:
                yield Tick(round(min(step.offset_s / self._length_s, 1.0) * WHOLE, 3), step.digits)
