"""Folding what is written down of calls we placed: attempts of reminders and of callbacks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ivr.calls import callback_events
from ivr.calls import events as happened
from ivr.calls.events import CallEvent, Direction
from ivr.reports.call_record import LegKind

if TYPE_CHECKING:
    from ivr.reports.fold import _Folding


def _attempted(folding: "_Folding", event: happened.AttemptStarted) -> None:
    attempt = folding.attempt(event)
    attempt.attempt_id, attempt.number, attempt.started_at = event.attempt_id, event.number, event.at
    record, leg = folding.record, folding.leg(event.leg_id, LegKind.CALLER, event)
    record.direction, record.dialled = record.direction or Direction.OUTBOUND, record.dialled or event.number
    leg.number, leg.rang_at = event.number, event.at


def _attempt_ended(folding: "_Folding", event: happened.AttemptEnded) -> None:
    attempt = folding.attempt(event)
    _missed(folding, event)
    if folding.missed is event:
        attempt.ended_at, attempt.disposition = event.at, event.disposition


def _responded(folding: "_Folding", event: happened.ReminderResponded) -> None:
    folding.attempt(event).response = event.response


def _called_back(folding: "_Folding", event: callback_events.CallbackDialled) -> None:
    record, leg = folding.record, folding.leg(event.leg_id, LegKind.CALLER, event)
    record.callback_id = event.callback_id
    record.direction, record.dialled = record.direction or Direction.OUTBOUND, record.dialled or event.number
    leg.number, leg.rang_at = event.number, event.at


def _callback_missed(folding: "_Folding", event: callback_events.CallbackAttemptEnded) -> None:
    _missed(folding, event)


def _missed(folding: "_Folding", event: happened.AttemptEnded | callback_events.CallbackAttemptEnded) -> None:
    """The first end that somebody saw stands, else the first."""
    if folding.missed is None or (event.was_seen and not folding.missed.was_seen):
        folding.missed = event


PLACED: dict[type[CallEvent], Callable[[Any, Any], None]] = {
    happened.AttemptStarted: _attempted,
    happened.AttemptEnded: _attempt_ended,
    happened.ReminderResponded: _responded,
    callback_events.CallbackDialled: _called_back,
    callback_events.CallbackAttemptEnded: _callback_missed,
}
