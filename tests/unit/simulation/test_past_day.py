"""A day counts its seconds from its own beginning."""

from datetime import UTC, datetime, timedelta

from ivr.simulation.past_day import PastDay

DAWN = datetime(2026, 11, 20, tzinfo=UTC)


def test_a_moment_is_told_in_seconds_since_the_day_began() -> None:
    day = PastDay("a day", DAWN, DAWN + timedelta(days=1), (), (), {})

    assert (day.at(DAWN + timedelta(minutes=2)), day.length_s) == (120, 86_400)
