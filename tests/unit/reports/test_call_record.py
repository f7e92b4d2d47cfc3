"""A record knows its own lengths and whether it is over."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=9)


def test_a_call_without_disposition_is_open_and_has_no_length() -> None:
    record = CallRecord("c", NOON)
    assert record.is_open
    assert record.seconds is None


def test_a_call_that_is_over_has_a_length() -> None:
    assert CallRecord("c", NOON, ended_at=LATER, disposition=Disposition.SERVED).seconds == 9


def test_a_clock_that_went_back_gives_no_negative_wait() -> None:
    assert Visit("v", "c", "nurse", LATER, left_at=NOON).wait_s == 0


@pytest.mark.parametrize(
    ("leg", "disposition"),
    [
        (Leg("l", LegKind.AGENT, NOON, NOON, LATER, cause="no_answer"), "answered"),
        (Leg("l", LegKind.AGENT, NOON, None, LATER, cause="busy"), "busy"),
        (Leg("l", LegKind.CALLER, NOON, None, LATER), "not_answered"),
        (Leg("l", LegKind.OUTSIDE, ended_at=LATER), "answered"),
        (Leg("l", LegKind.OUTSIDE, ended_at=LATER, cause="not_connected"), "not_connected"),
        (Leg("l", LegKind.AGENT, NOON, NOON), None),
    ],
)
def test_a_leg_that_is_over_ended_in_exactly_one_way(leg: Leg, disposition: str | None) -> None:
    assert leg.disposition == disposition
