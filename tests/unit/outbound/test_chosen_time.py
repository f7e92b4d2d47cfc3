"""A time is chosen within opening hours, and not for next month."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.outbound.chosen_time import CLOSED, OVER, TOO_FAR, time_refusal

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPEN = Schedule(ZoneInfo("Europe/Budapest"), Week.of({"monday": ["08:00-18:00"]}))


@pytest.mark.parametrize(
    ("hours", "refusal"), [(0, OVER), (-1, OVER), (3, CLOSED), (20, None), (29.5, CLOSED), (8 * 24 - 4, TOO_FAR)]
)
def test_a_time_is_in_the_future_near_and_within_opening_hours(hours: float, refusal: str | None) -> None:
    assert time_refusal(SUNDAY_NOON + timedelta(hours=hours), SUNDAY_NOON, OPEN) == refusal
