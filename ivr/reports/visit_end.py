"""How a visit or leg ended where nobody wrote it down, and when its agent was ready again."""

from collections.abc import Iterable
from datetime import timedelta

from ivr.calls.disposition import Party, VisitOutcome
from ivr.calls.events import AgentStateChanged
from ivr.calls.ids import is_imported
from ivr.reports.call_record import CallRecord, Leg, Visit

STATE_SLACK = timedelta(seconds=1)  # an agent's change of state may be written just before the end of his leg


def close(visit: Visit, record: CallRecord) -> None:
    """A visit whose end was not written ends with its call; who was connected was answered."""
    if visit.connected_at is not None:
        visit.outcome, visit.left_at = VisitOutcome.ANSWERED, visit.connected_at
        visit.talk_ended_at = visit.talk_ended_at or record.ended_at
    elif visit.left_at is None and record.ended_at is not None:
        visit.left_at = record.ended_at
        by_caller = record.hung_up_by is Party.CALLER
        visit.outcome = VisitOutcome.ABANDONED if by_caller else VisitOutcome.TIMED_OUT


def end_wrap_up(visit: Visit, changes: list[AgentStateChanged]) -> None:
    """Read the end of the wrap-up off the changes of its agent's state; no imported history tells of any."""
    if visit.talk_ended_at is None or is_imported(visit.call_id):
        return
    end, early = visit.talk_ended_at, visit.talk_ended_at - STATE_SLACK
    mine = [change for change in changes if change.agent == visit.agent and change.state != "on_call"]
    after = [change for change in mine if change.at >= end or (change.state == "wrap_up" and change.at >= early)]
    after.sort(key=lambda change: change.at)
    if not after:
        return
    if after[0].state != "wrap_up":
        visit.wrap_ended_at = end
        return
    ready = next((change.at for change in after if change.state != "wrap_up"), None)
    visit.wrap_ended_at = None if ready is None else max(ready, end)


def close_legs(legs: Iterable[Leg], record: CallRecord) -> None:
    """End with the call the legs that have no end of their own."""
    for leg in legs if record.ended_at is not None else ():
        if leg.ended_at is None:
            leg.ended_at = record.ended_at
            leg.hung_up_by = leg.hung_up_by or record.hung_up_by
