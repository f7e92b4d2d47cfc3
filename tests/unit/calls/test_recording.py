"""Which talks are recorded, and what the caller's word leaves of it."""

import pytest

from ivr.calls.ids import uuid7
from ivr.calls.recording import Consent, RecordingMode, RecordingRule, TapeStart, lot

CALL = uuid7(1_700_000_000_000, bytes(10))


def test_nothing_is_recorded_at_first() -> None:
    assert not RecordingRule().may_record(CALL)
    assert RecordingRule().start(CALL, Consent.HEARD) is TapeStart.NEVER


@pytest.mark.parametrize("consent", [Consent.NOT_ASKED, Consent.REFUSED])
@pytest.mark.parametrize("mode", RecordingMode)
def test_without_the_announcement_or_against_a_refusal_nothing_is_recorded(
    mode: RecordingMode, consent: Consent
) -> None:
    assert RecordingRule(mode, percent=100).start(CALL, consent) is TapeStart.NEVER


def test_all_begin_at_once_and_on_demand_when_asked() -> None:
    assert RecordingRule(RecordingMode.ALL).start(CALL, Consent.HEARD) is TapeStart.AT_ONCE
    assert RecordingRule(RecordingMode.ON_DEMAND).start(CALL, Consent.HEARD) is TapeStart.WHEN_ASKED


def test_a_share_is_decided_by_the_call_and_always_the_same() -> None:
    calls = [uuid7(at, at.to_bytes(10, "big")) for at in range(10_000)]
    rule = RecordingRule(RecordingMode.SHARE, percent=25)
    chosen = [call for call in calls if rule.may_record(call)]
    assert 2300 < len(chosen) < 2700
    assert chosen == [call for call in calls if rule.start(call, Consent.HEARD) is TapeStart.AT_ONCE]
    assert {lot(call) for call in calls} == set(range(100))
