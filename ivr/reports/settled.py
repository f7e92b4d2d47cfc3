"""What the rows of another system's history say of one call, put in order (docs/import.md).

Each imported row became events of its own, which know nothing of the rows beside them: so the order of import does not
matter. What only all rows together tell is found here: which stay in the same queue a row belongs to, when the call
began, and how it ended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    OfferFailed,
    VisitEnded,
)
from ivr.calls.transfer_events import CallTransferred
from ivr.calls.waiting_events import QueueRefused

# Within one second: what comes first where the rows do not tell.
ORDER: dict[type[CallEvent], int] = {
    kind: place
    for place, kind in enumerate(
        (CallStarted, CallAnswered, QueueRefused, CallQueued, AgentOffered, OfferFailed, AgentConnected, AgentLegEnded,
         CallTransferred, VisitEnded, CallEnded)
    )
}  # fmt: skip
BEFORE_ALL = -1
OF_A_VISIT = frozenset({CallQueued, AgentOffered, OfferFailed, AgentConnected, AgentLegEnded, VisitEnded})
LEAVING = frozenset({AgentLegEnded, VisitEnded})
ENDING = LEAVING | {QueueRefused}
BEST_WITNESS = ("cdr", "cel", "queue_log")  # of a call's beginning
# Where nobody waited: the strongest word of several records of one call.
STRENGTH = (
    Disposition.SERVED, Disposition.TRANSFERRED, Disposition.NOT_SERVED, Disposition.BUSY, Disposition.NO_ANSWER,
    Disposition.FAILED, Disposition.LEFT_MENU,
)  # fmt: skip

E = TypeVar("E", bound=CallEvent)


def settled(events: Iterable[CallEvent]) -> list[CallEvent]:
    """The events of one imported call in order: its visits told apart, with one beginning and at most one end.

    A stay whose joining no row tells (it began before the first file) is left out: nobody knows how long it was.
    """
    found = _visits_told_apart(sorted(events, key=_place))
    joined = {event.visit_id for event in found if type(event) is CallQueued}
    begun: list[Any] = []
    ends: list[Any] = []
    middle: list[CallEvent] = []
    places = {CallStarted: begun, CallEnded: ends}
    for event in found:
        kind = type(event)
        if kind not in OF_A_VISIT or _visit(event) in joined:
            places.get(kind, middle).append(event)
    end = _end(middle, ends)
    return [*([_start(begun)] if begun else []), *middle, *([end] if end else [])]


def _place(event: CallEvent) -> tuple[datetime, int, str]:
    return event.at, ORDER.get(type(event), 0), event.event_id


def _visit(event: Any) -> str:
    return event.visit_id  # type: ignore[no-any-return]


def _of(events: Iterable[CallEvent], kind: type[E]) -> list[E]:
    return [event for event in events if type(event) is kind]


def _visits_told_apart(events: list[CallEvent]) -> list[CallEvent]:
    """Number the stays of one call in one queue: the events of all of them have the visit id of the first."""
    joined = [event.visit_id for event in _of(events, CallQueued)]
    again = {visit for visit in joined if joined.count(visit) > 1} if len(joined) > 1 else set()
    if not again:
        return events
    moments = {visit: _moments(events, visit) for visit in again}
    ordered = sorted(events, key=lambda event: (event.at, _rank(event, moments), event.event_id))
    seen = dict.fromkeys(again, 0)
    told = []
    for event in ordered:
        visit = getattr(event, "visit_id", None)
        if visit in again:
            seen[visit] += type(event) is CallQueued
            told.append(_numbered(event, visit, seen[visit]))
        else:
            told.append(event)
    return told


def _moments(events: Sequence[CallEvent], visit: str) -> tuple[list[datetime], list[datetime]]:
    mine = [event for event in events if getattr(event, "visit_id", None) == visit]
    return [event.at for event in _of(mine, CallQueued)], [event.at for event in mine if type(event) in LEAVING]


def _rank(event: CallEvent, moments: dict[str, tuple[list[datetime], list[datetime]]]) -> int:
    """Who left and joined again in the same second left first: the stay he left had begun before."""
    joins, leaves = moments.get(getattr(event, "visit_id", ""), ([], []))
    if type(event) in LEAVING and sum(at < event.at for at in joins) > sum(at < event.at for at in leaves):
        return BEFORE_ALL
    return ORDER.get(type(event), 0)


def _numbered(event: Any, visit: str, number: int) -> CallEvent:
    if number < 2:
        return event  # type: ignore[no-any-return]
    name = f"{visit}-{number}"
    leg = getattr(event, "leg_id", None)
    changed = {"visit_id": name} | ({"leg_id": leg.replace(visit, name, 1)} if leg else {})
    return replace(event, **changed)  # type: ignore[no-any-return]


def _start(begun: Sequence[CallStarted]) -> CallStarted:
    if len(begun) == 1:
        return begun[0]
    trusted = sorted(begun, key=lambda event: (BEST_WITNESS.index(event.witness), event.at))
    words = {
        name: next((value for event in trusted if (value := getattr(event, name))), getattr(trusted[0], name))
        for name in ("direction", "entry", "caller_id", "dialled", "channel")
    }
    return replace(begun[0], **words)


def _end(events: Sequence[CallEvent], ends: Sequence[CallEnded]) -> CallEnded | None:
    """The end as records of the whole call tell it, else as the queues do; None while somebody waits or talks."""
    left = [event for event in events if type(event) in ENDING]
    if not ends and (not left or _is_going_on(events)):
        return None
    last = max([*left, *ends], key=lambda event: event.at)
    return CallEnded(
        event_id=f"{last.call_id}-end",
        at=last.at,
        witness=last.witness,
        call_id=last.call_id,
        disposition=_disposition(events, ends),
        hung_up_by=_hung_up_by(left, ends),
    )


def _is_going_on(events: Sequence[CallEvent]) -> bool:
    of_visits = (type(event) for event in reversed(events) if type(event) in OF_A_VISIT)
    return next(of_visits, VisitEnded) not in LEAVING


def _disposition(events: Sequence[CallEvent], ends: Sequence[CallEnded]) -> Disposition:
    if _of(events, AgentConnected):
        return Disposition.SERVED
    if any(event.connected for event in _of(events, CallTransferred)):
        return Disposition.TRANSFERRED
    outcomes = [event.outcome for event in _of(events, VisitEnded)]
    if outcomes[-1:] == [VisitOutcome.ABANDONED]:
        return Disposition.ABANDONED
    if outcomes or _of(events, QueueRefused):
        return Disposition.NOT_SERVED
    return min((event.disposition for event in ends), key=STRENGTH.index, default=Disposition.NOT_SERVED)


def _hung_up_by(left: Sequence[CallEvent], ends: Sequence[CallEnded]) -> Party:
    """Only CEL knows who hung up the call itself; a queue knows who ended its part."""
    told = [event.hung_up_by for event in ends if event.witness == "cel"]
    for event in reversed(left):
        if isinstance(event, AgentLegEnded):
            told.append(event.hung_up_by)
        elif isinstance(event, VisitEnded):
            told.append(Party.CALLER if event.outcome is VisitOutcome.ABANDONED else Party.SYSTEM)
    return told[0] if told else Party.SYSTEM
