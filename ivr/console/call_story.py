"""One call as the page tells it: what was heard and pressed in order, its waits, its legs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.calls.disposition import Disposition
from ivr.console.shown import NO_VALUE, words
from ivr.reports.call_record import CallRecord, HeardPrompts, Keys, Leg, LegKind, Visit

MOST_STEPS = 24
WITHHELD = "number withheld"
GOOD = {Disposition.SERVED, Disposition.SELF_SERVED, Disposition.TRANSFERRED, Disposition.CONFIRMED, Disposition.HEARD}
BAD = {Disposition.ABANDONED, Disposition.NOT_SERVED, Disposition.FAILED}


@dataclass(frozen=True, slots=True)
class Step:
    """Something heard or pressed."""

    is_key: bool
    text: str


@dataclass(frozen=True, slots=True)
class LegLine:
    """One leg: who it was, its moments, how it ended."""

    kind: str
    who: str
    rang_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    ending: str


@dataclass(frozen=True, slots=True)
class Wait:
    """One stay in a queue."""

    queue: str
    seconds: float | None
    outcome: str
    in_fallback: bool


@dataclass(frozen=True, slots=True)
class CallStory:
    """A call, ready to be shown."""

    call_id: str
    started_at: datetime
    direction: str
    caller: str
    dialled: str
    entry: str
    language: str | None
    seconds: float | None
    disposition: str
    mood: str  # good | bad | open | plain: how the disposition is coloured
    steps: tuple[Step, ...]
    steps_left_out: int
    waits: tuple[Wait, ...]
    legs: tuple[LegLine, ...]
    witness: str


def tell(record: CallRecord, agents: Mapping[str, str]) -> CallStory:
    """The story of a call; `agents` gives their names."""
    steps = _steps(record)
    return CallStory(
        call_id=record.call_id,
        started_at=record.started_at,
        direction=record.direction.value if record.direction else "outbound",
        caller=_outside_number(record) or WITHHELD,
        dialled=record.dialled or NO_VALUE,
        entry=_entry(record),
        language=record.language,
        seconds=record.seconds,
        disposition=record.disposition.value if record.disposition else "open",
        mood=_mood(record.disposition),
        steps=steps[:MOST_STEPS],
        steps_left_out=max(len(steps) - MOST_STEPS, 0),
        waits=tuple(_wait(visit) for visit in record.visits),
        legs=tuple(_leg(leg, record, agents) for leg in record.legs),
        witness=record.witness,
    )


def _outside_number(record: CallRecord) -> str | None:
    return (record.attempt.number if record.attempt else None) or record.caller_id


def _entry(record: CallRecord) -> str:
    kind, _, name = (record.entry or ("reminder" if record.attempt else "none")).partition(":")
    return kind if kind == "reminder" else f"{kind} {name}".strip()


def _mood(disposition: Disposition | None) -> str:
    if disposition is None:
        return "open"
    return "good" if disposition in GOOD else "bad" if disposition in BAD else "plain"


def _steps(record: CallRecord) -> tuple[Step, ...]:
    happened: list[HeardPrompts | Keys] = sorted([*record.prompts, *record.keys], key=lambda one: one.at)
    return tuple(_step(one) for one in happened)


def _step(one: HeardPrompts | Keys) -> Step:
    if isinstance(one, Keys):
        return Step(True, f"{one.digits} {'' if one.outcome == 'match' else words(one.outcome)}".strip())
    unsaid = f" (not spoken: {', '.join(one.missing)})" if one.missing else ""
    return Step(False, ", ".join(one.prompts) + ("" if one.completed or one.missing else " (cut short)") + unsaid)


def _wait(visit: Visit) -> Wait:
    outcome = visit.outcome.value if visit.outcome else "waiting"
    return Wait(visit.queue, visit.wait_s, outcome, visit.fallback)


def _leg(leg: Leg, record: CallRecord, agents: Mapping[str, str]) -> LegLine:
    if leg.kind is LegKind.CALLER:
        who = leg.number or _outside_number(record) or WITHHELD
    else:
        who = agents.get(leg.agent or "", leg.agent or leg.number or NO_VALUE)
    return LegLine(leg.kind.value, who, leg.rang_at, leg.answered_at, leg.ended_at, _ending(leg, record))


def _ending(leg: Leg, record: CallRecord) -> str:
    if leg.ended_at is None:
        return "open"
    if leg.cause:
        return words(leg.cause)
    if leg.answered_at is None and record.attempt and record.disposition:
        return words(record.disposition)
    return f"{leg.hung_up_by.value} hung up" if leg.hung_up_by else "ended"
