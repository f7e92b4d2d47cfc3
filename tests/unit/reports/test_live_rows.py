"""Rows of what is the case just now."""

from datetime import UTC, datetime, timedelta

from ivr.reports.live_rows import LiveAgent, LiveChanges

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_agent_overruns_when_the_pause_lasts_longer_than_it_may() -> None:
    agent = LiveAgent("agent-anna", "paused", "lunch", NOON, pause_until=NOON + timedelta(minutes=30))
    assert not agent.overruns(NOON + timedelta(minutes=30))
    assert agent.overruns(NOON + timedelta(minutes=31))


def test_a_pause_without_a_limit_is_never_too_long() -> None:
    assert not LiveAgent("agent-anna", "paused", "lunch", NOON).overruns(NOON + timedelta(days=1))


def test_no_change_is_none() -> None:
    assert not LiveChanges()
    assert LiveChanges(ended=("call-1",))
