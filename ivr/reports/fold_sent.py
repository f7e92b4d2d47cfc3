"""What becomes of a call's record when the caller goes on to somebody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ivr.calls.disposition import Party
from ivr.calls.ids import is_agent
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, CallTransferred, Manner
from ivr.reports.call_record import CallRecord, LegKind


def is_back(record: CallRecord, at: datetime) -> None:
    """His last time in Asterisk's own queue, if any, was over by then."""
    for kept in record.kept[-1:]:
        kept.back_at = kept.back_at or at


def _transferred(folding: Any, event: CallTransferred) -> None:
    colleague = is_agent(event.destination)
    leg = folding.leg(event.leg_id, LegKind.AGENT if colleague else LegKind.OUTSIDE, event)
    leg.agent, leg.number = (event.destination, None) if colleague else (None, event.destination)
    leg.rang_at, leg.answered_at, leg.ended_at = event.rang_at, event.answered_at, event.at
    leg.cause = None if event.connected else "not_connected"


def _consulted(folding: Any, event: AgentConsulted) -> None:
    """In the call he placed himself the agent is who calls."""
    if event.leg_id:
        folding.leg(event.leg_id, LegKind.CALLER, event).agent = event.agent


def _sent_on(folding: Any, event: CallSentOn) -> None:
    """Until he came in again it looked as if he had hung up."""
    folding.end = None
    is_back(folding.record, event.at)
    talks = [leg for leg in folding.legs.values() if leg.kind is LegKind.AGENT and leg.answered_at is not None]
    talks = [leg for leg in talks if event.agent in {leg.agent, None}]  # None: Asterisk's own queue had found him
    for leg in talks[-1:]:
        leg.hung_up_by = Party.AGENT
        if leg.visit_id in folding.visits:
            visit = folding.visits[leg.visit_id]
            visit.transferred, visit.attended = True, event.manner is Manner.ATTENDED
    if event.leg_id:
        leg = folding.leg(event.leg_id, LegKind.AGENT, event)
        leg.agent, leg.answered_at = event.target.partition(":")[2], event.at


SENT: dict[type, Callable[[Any, Any], None]] = {
    CallTransferred: _transferred,
    CallSentOn: _sent_on,
    AgentConsulted: _consulted,
}
