"""The journey of one call, ready to be shown: legs and waits on a time line, and what happened, step by step.

Offsets are seconds since the call began. What is not over lasts until `now`. A promise ("less than four minutes") is
kept when the caller was with an agent within that time of hearing it, broken when he waited longer, whatever became of
him; who left before, or still waits within it, decides nothing (docs/metrics.md, section 8).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from ivr.calls import events as happened
from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import AgentStateChanged, CallEvent
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.reports.fold import fold
from ivr.reports.journey_callback import CalledBack, called_back
from ivr.reports.journey_listening import Listened, listened
from ivr.reports.journey_recording import Taped, taped
from ivr.reports.journey_sent import Consulted, HandedOn, sent
from ivr.reports.turned_away import TurnedAway, turned_away


@dataclass(frozen=True, slots=True)
class LegSpan:
    """One party's part of the call on the time line."""

    leg_id: str
    kind: LegKind
    who: str | None
    offset_s: float
    rang_s: float  # until the answer, or the end where there was none
    length_s: float
    is_open: bool
    answered: bool
    cause: str | None
    hung_up_by: str | None
    seen_by: str


@dataclass(frozen=True, slots=True)
class VisitSpan:
    """One stay in a queue on the time line."""

    visit_id: str
    queue: str
    skill: str | None
    offset_s: float
    wait_s: float
    outcome: str | None  # None: still waiting
    agent: str | None
    talk_s: float | None
    wrap_s: float | None
    fallback: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """Prompts the caller heard, by the ids of their texts."""

    kind: ClassVar[str] = "heard"
    offset_s: float
    prompts: tuple[str, ...]
    language: str
    seconds: float
    completed: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Keys that came, or did not, where some were asked for."""

    kind: ClassVar[str] = "pressed"
    offset_s: float
    node: str
    digits: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A node of a menu the caller came to."""

    kind: ClassVar[str] = "reached"
    offset_s: float
    menu: str
    node: str
    node_kind: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What the caller was told about his wait, and what the wait was from then on."""

    kind: ClassVar[str] = "promised"
    offset_s: float
    queue: str
    position: int | None
    less_than_s: int | None  # None: no time was told
    waited_s: float
    kept: bool | None
    more_than_s: int | None = None  # the lower end, where a range was told
    apologised: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """An agent the call was offered to, why him, and what he did."""

    kind: ClassVar[str] = "offered"
    offset_s: float
    queue: str
    agent: str
    because: Mapping[str, Any] | str | None  # as in the event
    rang_s: float
    outcome: str | None  # answered, why not, or None while it rings


@dataclass(frozen=True, slots=True)
class Returned:
    """The caller came back to us from Asterisk's own queue, to his place or to the beginning of his menu."""

    kind: ClassVar[str] = "returned"
    offset_s: float
    queue: str | None


Further = HandedOn | Consulted | Taped | Listened | CalledBack | TurnedAway
Step = Further | Returned | Heard | Pressed | Reached | Promised | Offered


@dataclass(frozen=True, slots=True)
class Journey:
    """One call from its first ring to its last hang-up."""

    record: CallRecord
    length_s: float
    legs: tuple[LegSpan, ...]
    visits: tuple[VisitSpan, ...]
    steps: tuple[Step, ...]


def journey(events: Iterable[CallEvent], changes: Iterable[AgentStateChanged], now: datetime) -> Journey | None:
    """The journey of one call from its events, in any order; None when there are none."""
    once = list({event.event_id: event for event in events}.values())
    record = fold(once, changes)
    if record is None:
        return None
    clock = _Clock(record, now)
    steps = [step for event in sorted(once, key=lambda one: (one.at, one.event_id)) if (step := clock.step(event))]
    return Journey(
        record=record,
        length_s=clock.between(record.started_at, record.ended_at),
        legs=tuple(clock.leg(leg) for leg in record.legs),
        visits=tuple(clock.visit(visit) for visit in record.visits),
        steps=tuple(steps),
    )


class _Clock:
    """The time line of one call."""

    def __init__(self, record: CallRecord, now: datetime) -> None:
        self._record, self._now = record, now
        self._legs = {leg.leg_id: leg for leg in record.legs}
        self._visits = {visit.visit_id: visit for visit in record.visits}

    def between(self, since: datetime, until: datetime | None) -> float:
        return max(((until or self._now) - since).total_seconds(), 0.0)

    def offset(self, at: datetime) -> float:
        return self.between(self._record.started_at, at)

    def leg(self, leg: Leg) -> LegSpan:
        began = leg.rang_at or leg.answered_at or leg.ended_at or self._record.started_at
        caller = (self._record.attempt.number if self._record.attempt else None) or self._record.caller_id
        return LegSpan(
            leg_id=leg.leg_id,
            kind=leg.kind,
            who=leg.account or leg.agent or leg.number or (caller if leg.kind is LegKind.CALLER else None),
            offset_s=self.offset(began),
            rang_s=self.between(began, leg.answered_at or leg.ended_at),
            length_s=self.between(began, leg.ended_at),
            is_open=leg.ended_at is None,
            answered=leg.answered_at is not None,
            cause=leg.cause,
            hung_up_by=leg.hung_up_by.value if leg.hung_up_by else None,
            seen_by=leg.witness,
        )

    def visit(self, visit: Visit) -> VisitSpan:
        return VisitSpan(
            visit_id=visit.visit_id,
            queue=visit.queue,
            skill=visit.skill,
            offset_s=self.offset(visit.joined_at),
            wait_s=self.between(visit.joined_at, visit.left_at),
            outcome=visit.outcome.value if visit.outcome else None,
            agent=visit.agent,
            talk_s=visit.talk_s,
            wrap_s=visit.wrap_s,
            fallback=visit.fallback,
        )

    def step(self, event: CallEvent) -> Step | None:  # noqa: PLR0911 - one line a kind
        at = self.offset(event.at)
        match event:
            case happened.PromptPlayed():
                return Heard(at, event.prompts, event.language, event.seconds, event.completed, event.missing)
            case happened.KeysPressed():
                return Pressed(at, event.node, event.digits, event.outcome)
            case happened.NodeEntered():
                return Reached(at, event.menu, event.node, event.node_kind)
            case happened.WaitAnnounced():
                return self._promised(event)
            case happened.CallTakenBack(visit_id=visit_id):
                visit = self._visits.get(visit_id or "")
                return Returned(at, visit.queue if visit else None)
            case happened.AgentOffered():
                return self._offered(event)
        told = turned_away(event, at) or called_back(event, at) or taped(event, at)
        return told or sent(event, at) or listened(event, at)

    def _promised(self, event: happened.WaitAnnounced) -> Promised:
        visit = self._visits.get(event.visit_id)
        waited = self.between(event.at, visit.left_at if visit else self._record.ended_at)
        kept = None
        if event.less_than_s is not None and waited > event.less_than_s:
            kept = False
        elif event.less_than_s is not None and visit and visit.outcome is VisitOutcome.ANSWERED:
            kept = True
        queue = visit.queue if visit else ""
        told = (queue, event.position, event.less_than_s, waited, kept, event.more_than_s, event.apologised)
        return Promised(self.offset(event.at), *told)

    def _offered(self, event: happened.AgentOffered) -> Offered:
        leg, visit = self._legs[event.leg_id], self._visits.get(event.visit_id)
        outcome = "answered" if leg.answered_at else leg.cause or (leg.hung_up_by.value if leg.hung_up_by else None)
        return Offered(
            offset_s=self.offset(event.at),
            queue=visit.queue if visit else "",
            agent=event.agent,
            because=event.because or None,
            rang_s=self.between(event.at, leg.answered_at or leg.ended_at),
            outcome=outcome,
        )
