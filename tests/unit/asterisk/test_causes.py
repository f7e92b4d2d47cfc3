"""Asterisk's words for an ending to ours."""

import pytest

from ivr.asterisk.causes import OFFER_FAILURES, OriginateOutcome, dial_outcome, originate_outcome
from ivr.calls.commands import DialOutcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("ANSWER", DialOutcome.ANSWERED),
        ("NOANSWER", DialOutcome.NO_ANSWER),
        ("CANCEL", DialOutcome.NO_ANSWER),
        ("BUSY", DialOutcome.BUSY),
        ("CHANUNAVAIL", DialOutcome.UNREACHABLE),
        ("CONGESTION", DialOutcome.UNREACHABLE),
        ("NEW WORD", DialOutcome.UNREACHABLE),
        (None, DialOutcome.UNREACHABLE),
    ],
)
def test_every_dial_status_has_an_outcome(status: str | None, outcome: DialOutcome) -> None:
    assert dial_outcome(status) is outcome


def test_every_dial_that_was_not_answered_is_a_failed_offer() -> None:
    assert OFFER_FAILURES.keys() == set(DialOutcome) - {DialOutcome.ANSWERED}


def test_answered_originate_is_answered_whatever_the_cause() -> None:
    assert originate_outcome(True, 4, 16) is OriginateOutcome.ANSWERED


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (17, OriginateOutcome.BUSY),
        (19, OriginateOutcome.NO_ANSWER),
        (21, OriginateOutcome.REJECTED),
        (38, OriginateOutcome.FAILED),
        (1, OriginateOutcome.FAILED),
    ],
)
def test_hangup_cause_decides_over_the_reason(cause: int, outcome: OriginateOutcome) -> None:
    assert originate_outcome(False, 5, cause) is outcome


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        (0, OriginateOutcome.FAILED),
        (1, OriginateOutcome.NO_ANSWER),
        (3, OriginateOutcome.NO_ANSWER),
        (5, OriginateOutcome.BUSY),
        (8, OriginateOutcome.FAILED),
        (4, OriginateOutcome.FAILED),
    ],
)
def test_reason_decides_when_the_cause_is_unknown(reason: int, outcome: OriginateOutcome) -> None:
    assert originate_outcome(False, reason) is outcome
