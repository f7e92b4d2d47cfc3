"""An alert is raised when it lasts, cleared when it is better for as long, and told once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.reports.alerts import Manner, State, Telling, Threshold, Told, Watch, due, quiet_hours, seen

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WAIT = Threshold(180, 120, for_s=60)
LEVEL = Threshold(70, 80, for_s=0, is_falling=True)


def states(values: list[float | None], threshold: Threshold, each_s: float = 30) -> list[str]:
    watch, found = Watch(State.CALM, NOON), []
    for number, value in enumerate(values):
        watch = seen(watch, value, threshold, NOON + timedelta(seconds=each_s * number))
        found.append(watch.state.value)
    return found


def test_it_is_raised_only_when_it_lasts() -> None:
    assert states([200, 200, 200], WAIT) == ["pending", "pending", "raised"]
    assert states([200, 150, 200], WAIT) == ["pending", "calm", "pending"]
    assert states([180], WAIT) == ["calm"]  # at the threshold is not beyond it


def test_between_the_thresholds_nothing_changes() -> None:
    raised = [200, 200, 200]
    assert states([*raised, 150, 150, 150], WAIT)[3:] == ["raised", "raised", "raised"]
    assert states([*raised, 100, 150, 100], WAIT)[3:] == ["clearing", "raised", "clearing"]
    assert states([*raised, 100, 100, 100], WAIT)[3:] == ["clearing", "clearing", "calm"]


def test_too_little_is_bad_for_figures_that_fall() -> None:
    assert states([69, 75, 80], LEVEL) == ["raised", "raised", "calm"]


def test_a_figure_without_a_value_is_good() -> None:
    assert states([69, None], LEVEL) == ["raised", "calm"]


@given(st.lists(st.one_of(st.none(), st.floats(121, 180)), max_size=30))
def test_what_stays_between_the_thresholds_or_has_no_value_raises_nothing(values: list[float | None]) -> None:
    assert set(states(list(values), WAIT)) <= {"calm"}


def told(**minutes: int) -> Told:
    return Told(**{name: NOON + timedelta(minutes=value) for name, value in minutes.items()})


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (told(), Telling.RAISED),
        (told(last=-20), Telling.RAISED),
        (told(last=-5), None),  # told of the same rule five minutes ago
        (told(acknowledged_at=-1), None),
        (told(cleared_at=-1), None),  # over before anybody was told
        (told(told_at=-5), None),
        (told(told_at=-15), Telling.ESCALATED),
        (told(told_at=-15, acknowledged_at=-1), None),
        (told(told_at=-15, escalated_at=-1), None),
        (told(told_at=-5, cleared_at=-1), Telling.CLEARED),
    ],
)
def test_people_are_told_each_thing_once_and_no_oftener_than_the_rest(known: Told, expected: Telling | None) -> None:
    manner = Manner(timedelta(minutes=15), timedelta(minutes=10))
    assert due(known, manner, NOON) is expected


def test_without_escalation_nothing_is_passed_on() -> None:
    assert due(told(told_at=-600), Manner(), NOON) is None


def test_quiet_hours_may_go_past_midnight() -> None:
    night, lunch = Manner(quiet=quiet_hours("22:00-07:00")), Manner(quiet=quiet_hours("12:00 - 13:00"))
    assert [night.is_quiet(time(hour)) for hour in (21, 22, 3, 7)] == [False, True, True, False]
    assert [lunch.is_quiet(time(hour)) for hour in (11, 12, 13)] == [False, True, False]
    assert not Manner(quiet=quiet_hours("")).is_quiet(time(3))
    with pytest.raises(ValueError, match="Invalid isoformat"):
        quiet_hours("at night")
