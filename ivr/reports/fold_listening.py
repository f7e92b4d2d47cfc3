"""What becomes of a call's record when a supervisor listens in: a leg of his own, and nothing else changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ivr.calls.events import CallEvent
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.reports.call_record import Leg, LegKind

if TYPE_CHECKING:
    from ivr.reports.fold import _Folding


def _leg(folding: "_Folding", event: Any) -> Leg:
    return folding.leg(event.leg_id, LegKind.SUPERVISOR, event)


def _asked(folding: "_Folding", event: ListeningAsked) -> None:
    leg = _leg(folding, event)
    leg.agent, leg.account, leg.rang_at = event.agent, event.account, leg.rang_at or event.at


def _began(folding: "_Folding", event: ListeningBegan) -> None:
    leg = _leg(folding, event)
    leg.answered_at = leg.answered_at or event.at


def _ended(folding: "_Folding", event: ListeningEnded) -> None:
    leg = _leg(folding, event)
    if leg.ended_at is None:
        leg.ended_at, leg.cause = event.at, event.cause


LISTENED: dict[type[CallEvent], Callable[[Any, Any], None]] = {
    ListeningAsked: _asked,
    ListeningBegan: _began,
    ListeningEnded: _ended,
}
