"""When somebody who failed to sign in may try again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivr.access.lockout import LONGEST, OF_ADDRESS, OF_LOGIN, SHORTEST, WINDOW, locked_until

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
moments = st.lists(st.integers(0, 86_400), max_size=40).map(lambda s: [NOON + timedelta(seconds=n) for n in sorted(s)])


def every(minutes: float, times: int) -> list[datetime]:
    return [NOON + n * minutes * MINUTE for n in range(times)]


def test_four_failures_lock_nothing_and_five_lock_a_minute() -> None:
    assert locked_until(every(1, 4), OF_LOGIN) is None
    assert locked_until(every(1, 5), OF_LOGIN) == NOON + 4 * MINUTE + MINUTE


def test_slow_failures_lock_nothing() -> None:
    assert locked_until(every(4, 30), OF_LOGIN) is None


def test_an_address_is_locked_after_twenty() -> None:
    assert locked_until(every(0.1, 19), OF_ADDRESS) is None
    assert locked_until(every(0.1, 20), OF_ADDRESS) is not None


def test_each_failure_after_a_lock_doubles_the_next_up_to_half_an_hour() -> None:
    failures, lengths = every(0.1, 5), []
    for _ in range(7):
        until = locked_until(failures, OF_LOGIN)
        assert until is not None
        lengths.append((until - failures[-1]) // MINUTE)
        failures.append(until)  # tried again at the first moment
    assert lengths == [1, 2, 4, 8, 16, 30, 30]


def test_after_a_quiet_window_it_begins_anew() -> None:
    failures = every(0.1, 5)
    until = locked_until(failures, OF_LOGIN)
    assert until is not None
    late = until + WINDOW + timedelta(seconds=1)
    assert locked_until([*failures, late], OF_LOGIN) == until
    assert locked_until([*failures, late - timedelta(seconds=2)], OF_LOGIN) == late - timedelta(seconds=2) + 2 * MINUTE


@given(moments)
def test_a_lock_lasts_a_minute_to_half_an_hour_after_some_failure(failures: list[datetime]) -> None:
    until = locked_until(failures, OF_LOGIN)
    if until is not None:
        assert any(SHORTEST <= until - at <= LONGEST for at in failures)


@given(moments)
def test_who_fails_often_is_locked_longer_than_who_fails_less(failures: list[datetime]) -> None:
    strict, lax = locked_until(failures, OF_LOGIN), locked_until(failures, OF_ADDRESS)
    assert lax is None or (strict is not None and strict >= lax)
