"""A supervisor who listened in has a leg of his own, and nothing else of the call's record is otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import AgentConnected, AgentLegEnded, AgentOffered, CallEnded, CallQueued, VisitEnded
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.reports.call_record import LegKind
from ivr.reports.fold import fold

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = {"visit_id": "v", "leg_id": "c-1", "agent": "agent-anna"}
WHO = {"agent": "agent-anna", "account": "Sára <account:1>", "phone": "agent-bela", "mode": "listen", "rule": "told"}


def at(second: int, kind: type, **fields: Any) -> Any:
    return kind(event_id=f"{kind.__name__}-{second}", at=NOON + timedelta(seconds=second), call_id="c", **fields)


CALL = [
    at(0, CallQueued, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0),
    at(1, AgentOffered, **NAMES),
    at(5, AgentConnected, **NAMES),
    at(30, AgentLegEnded, **NAMES, hung_up_by=Party.CALLER),
    at(30, VisitEnded, visit_id="v", outcome=VisitOutcome.ANSWERED),
    at(30, CallEnded, disposition=Disposition.SERVED, hung_up_by=Party.CALLER),
]
ASKED, BEGAN = at(8, ListeningAsked, leg_id="c-s1", **WHO), at(10, ListeningBegan, leg_id="c-s1")
ENDS = {
    "answered": [BEGAN, at(20, ListeningEnded, leg_id="c-s1")],
    "busy": [at(9, ListeningEnded, leg_id="c-s1", cause="busy")],
    "not_answered": [],  # the call was over first
}


@pytest.mark.parametrize("disposition", ENDS)
def test_a_supervisors_leg_ends_in_exactly_one_word(disposition: str) -> None:
    record = fold([*CALL, ASKED, *ENDS[disposition]])
    (leg,) = [leg for leg in record.legs if leg.kind is LegKind.SUPERVISOR]
    assert (leg.disposition, leg.agent, leg.account) == (disposition, "agent-anna", "Sára <account:1>")
    assert leg.rang_at == NOON + timedelta(seconds=8)


def test_the_rest_of_the_record_is_what_it_is_without_him() -> None:
    with_him, without = fold([*CALL, ASKED, *ENDS["answered"]]), fold(CALL)
    others = tuple(leg for leg in with_him.legs if leg.kind is not LegKind.SUPERVISOR)
    assert replace(with_him, legs=others) == without


def test_an_end_told_after_that_of_the_call_is_kept() -> None:
    late = at(31, ListeningEnded, leg_id="c-s1")
    assert fold([*CALL, ASKED, BEGAN, late]).legs[-1].ended_at == late.at
