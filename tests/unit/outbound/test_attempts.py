from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition
from ivr.contacts.calling_window import is_allowed
from ivr.errors import Misuse
from ivr.outbound.attempts import AttemptRule, Finished, NextAttempt, first_attempt, next_attempt

RULE = AttemptRule()
BUDAPEST = ("Europe/Budapest",)
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
EVENING = datetime(2026, 11, 23, 19, 55, tzinfo=UTC)  # 20:55 in Budapest
BUSY, NO_ANSWER, FAILED = Disposition.BUSY, Disposition.NO_ANSWER, Disposition.FAILED


@pytest.mark.parametrize("once", [BUSY, NO_ANSWER])
def test_busy_and_no_answer_are_retried_once(once):
    assert next_attempt([once], NOON, BUDAPEST, RULE) == NextAttempt(NOON + timedelta(minutes=10))
    assert next_attempt([once, BUSY], NOON, BUDAPEST, RULE) == Finished(BUSY)


@pytest.mark.parametrize("answered", [Disposition.CONFIRMED, Disposition.HEARD, Disposition.CUT_SHORT])
def test_an_answer_ends_it(answered):
    assert next_attempt([answered], NOON, BUDAPEST, RULE) == Finished(answered)


def test_a_person_who_rejects_is_not_called_again():
    assert next_attempt([Disposition.REJECTED], NOON, BUDAPEST, RULE) == Finished(Disposition.REJECTED)


def test_a_system_error_uses_up_no_attempt():
    assert isinstance(next_attempt([FAILED, FAILED, NO_ANSWER], NOON, BUDAPEST, RULE), NextAttempt)
    assert next_attempt([NO_ANSWER, FAILED], NOON, BUDAPEST, RULE) == NextAttempt(NOON + timedelta(minutes=1))


def test_the_pause_doubles_with_each_system_error():
    assert next_attempt([FAILED] * 3, NOON, BUDAPEST, RULE) == NextAttempt(NOON + timedelta(minutes=4))


def test_system_errors_are_bounded():
    assert next_attempt([FAILED] * 5, NOON, BUDAPEST, RULE) == Finished(FAILED)


def test_a_retry_waits_for_the_window():
    assert next_attempt([BUSY], EVENING, BUDAPEST, RULE) == NextAttempt(datetime(2026, 11, 24, 7, tzinfo=UTC))


def test_no_call_after_the_appointment():
    assert next_attempt([BUSY], EVENING, BUDAPEST, RULE, not_after=EVENING + timedelta(hours=2)) == Finished(BUSY)


def test_the_first_attempt_is_when_due_inside_the_window():
    assert first_attempt(NOON, NOON - timedelta(hours=1), BUDAPEST, RULE) == NextAttempt(NOON)
    assert first_attempt(NOON, EVENING + timedelta(hours=1), BUDAPEST, RULE) == NextAttempt(
        datetime(2026, 11, 24, 7, tzinfo=UTC)
    )


def test_a_number_in_no_known_zone_is_never_called():
    assert first_attempt(NOON, NOON, (), RULE) == Finished(FAILED)


def test_asking_before_the_first_attempt_is_misuse():
    with pytest.raises(Misuse):
        next_attempt([], NOON, BUDAPEST, RULE)


endings = st.lists(st.sampled_from(list(Disposition)), min_size=1, max_size=12)


@given(endings, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_no_attempt_outside_its_window(ended, now):
    decision = next_attempt(ended, now, ("Europe/Budapest", "America/New_York"), RULE)
    if isinstance(decision, NextAttempt):
        assert decision.at > now
        assert is_allowed(decision.at, ("Europe/Budapest", "America/New_York"), RULE.window)


@given(st.lists(st.sampled_from(list(Disposition)), min_size=8, max_size=20))
def test_attempts_always_come_to_an_end(outcomes):
    ended = []
    while isinstance(next_attempt([*ended, outcomes[len(ended)]], NOON, BUDAPEST, RULE), NextAttempt):
        ended.append(outcomes[len(ended)])
    assert len(ended) < 7
