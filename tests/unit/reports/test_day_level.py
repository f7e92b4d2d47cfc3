"""A day of several queues."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.reports.counts import Counts, Thresholds
from ivr.reports.day_level import labels, queue_day, together
from ivr.reports.quarters import Quarter
from ivr.reports.service_level import Question

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
USUAL = Thresholds()
NOON = MIDNIGHT + timedelta(hours=12)


def question(queue: str, zone: str = "UTC", since: datetime = MIDNIGHT) -> Question:
    return Question(queue, since, since + timedelta(days=1), NOON, ZoneInfo(zone))


def quarter(queue: str, hour: float, answered: int, within: int, limits: Thresholds = USUAL) -> Quarter:
    counts = Counts(offered=answered, answered=answered, answered_within=within)
    return Quarter(queue, MIDNIGHT + timedelta(hours=hour), counts, limits)


def test_half_hours_before_the_first_call_are_left_out() -> None:
    day = queue_day([quarter("a", 8.75, 2, 1), quarter("b", 1, 9, 9)], [], question("a"))
    assert [(row.start.hour, row.start.minute, row.offered) for row in day.rows[:2]] == [(8, 30, 2), (9, 0, 0)]
    assert day.total.service_level == 0.5


def test_a_day_without_calls_has_no_half_hours() -> None:
    assert queue_day([], [], question("a")).rows == ()


def test_together_every_call_weighs_the_same() -> None:
    counted = [quarter("a", 8, 90, 90), quarter("b", 9, 10, 0), quarter("c", 9, 100, 0)]
    whole = together(counted, [], [question("a"), question("b")])
    assert (whole.offered, whole.service_level) == (100, 0.9)


def test_each_queue_brings_its_own_day() -> None:
    counted = [quarter("a", 23.5, 1, 1), quarter("b", 23.5, 1, 1)]
    whole = together(counted, [], [question("a"), question("b", since=MIDNIGHT - timedelta(hours=1))])
    assert whole.offered == 1


def test_limits_that_differ_are_no_limit() -> None:
    counted = [quarter("a", 8, 1, 1), quarter("b", 8, 1, 1, Thresholds(60, 5))]
    whole = together(counted, [], [question("a"), question("b")])
    assert (whole.threshold_s, whole.short_abandon_s) == (None, None)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    since = datetime(2026, 10, 24, 22, tzinfo=UTC)
    asked = Question("a", since, since + timedelta(hours=25), NOON, ZoneInfo("Europe/Budapest"))
    day = queue_day([Quarter("a", since, Counts(offered=1), Thresholds())], [], asked)
    assert labels([row.start for row in day.rows])[4:8] == ["02:00 +0200", "02:30 +0200", "02:00 +0100", "02:30 +0100"]
