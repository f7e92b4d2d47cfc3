"""Who ended a channel, and why a phone was not answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ivr.asterisk.cel import CelRecord
from ivr.calls.disposition import OfferFailure, Party
from ivr.worker.witness_channels import Seen
from ivr.worker.witness_ends import failure_of, party_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROW = CelRecord("CHAN_START", NOON, *[""] * 11)
CALLER = Seen("PJSIP/carrier-00000001", "1.0", ROW, NOON, None, NOON, 16, "PJSIP/carrier-00000001")
PHONE = replace(CALLER, channel="PJSIP/agent-anna-00000002", cause=0, ended_by="")


@pytest.mark.parametrize(
    ("ended_by", "party"),
    [(CALLER.channel, Party.CALLER), ("PJSIP/agent-anna-00000002", Party.AGENT), ("dialplan/builtin", Party.SYSTEM)],
)
def test_who_hung_up(ended_by: str, party: Party) -> None:
    assert party_of(replace(PHONE, ended_by=ended_by), CALLER) is party


@pytest.mark.parametrize(("cause", "why"), [(17, OfferFailure.BUSY), (20, OfferFailure.UNREACHABLE)])
def test_a_cause_says_why_nobody_answered(cause: int, why: OfferFailure) -> None:
    assert failure_of(replace(PHONE, cause=cause), CALLER) is why


def test_a_phone_that_stops_ringing_with_the_callers_hang_up_was_not_left_ringing() -> None:
    assert failure_of(PHONE, CALLER) is OfferFailure.CALLER_GONE
    later = replace(PHONE, ended_at=NOON + timedelta(seconds=5))
    assert failure_of(later, CALLER) is OfferFailure.NO_ANSWER
