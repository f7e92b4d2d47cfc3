"""Supervisors' legs held against what a witness knows of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.reports.call_record import Leg, LegKind
from ivr.reports.discrepancy import Check
from ivr.reports.reconciliation_listening import TOLERANCE, listening_differences
from ivr.reports.statement import Kind, Statement, Witness
from ivr.reports.statement import Testimony as Said

LEG = "call-1-s1"


@pytest.fixture
def call(day):
    call = day.calls[1]
    began, ended = call.started_at + timedelta(seconds=22), call.ended_at
    leg = Leg(LEG, LegKind.SUPERVISOR, began, began, ended, agent="agent-anna", account="Sára")
    call.legs = (*call.legs, leg)
    return call


def said(call, witness: Witness = Witness.CEL, later: timedelta = timedelta(0)) -> Said:
    leg = call.legs[-1]
    one = Statement(witness, LEG, call.call_id, Kind.LISTENED, leg.rang_at + later, leg.ended_at + later, None, LEG)
    return Said(witness, "1.0", call.call_id, (one,))


def nothing(witness: Witness) -> Said:
    return Said(witness, "1.0", "call-1", ())


def test_a_leg_both_sides_know_is_no_difference(call) -> None:
    assert list(listening_differences(call, said(call, later=TOLERANCE))) == []


@pytest.mark.parametrize("witness", [Witness.CEL, Witness.CDR])
def test_a_leg_one_side_does_not_know_is_one(call, witness: Witness) -> None:
    ((check, _, there),) = listening_differences(call, nothing(witness))
    assert (check, str(there)) == (Check.LISTENING_DIFFERS, "nothing")
    theirs = said(call, witness)
    call.legs = call.legs[:-1]
    ((check, here, _),) = listening_differences(call, theirs)
    assert (check, str(here)) == (Check.LISTENING_DIFFERS, "nothing")


def test_a_leg_at_another_time_is_one(call) -> None:
    later = said(call, later=TOLERANCE + timedelta(milliseconds=1))
    ((_, _, there),) = listening_differences(call, later)
    assert str(there) == "a supervisor from 2026-11-22 12:02:04.001 UTC to 2026-11-22 12:02:12.001 UTC"


def test_a_telephone_that_could_not_be_asked_to_ring_need_not_be_known(call) -> None:
    call.legs = (*call.legs[:-1], replace(call.legs[-1], answered_at=None, cause="failed"))
    assert list(listening_differences(call, nothing(Witness.CEL))) == []


def test_a_queue_log_knows_no_supervisors(call) -> None:
    assert list(listening_differences(call, nothing(Witness.QUEUE_LOG))) == []
