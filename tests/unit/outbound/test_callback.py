"""A callback ends in one way, is tried three times at most, and never after it expired."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition
from ivr.errors import AuthorError, IllegalTransition, Misuse
from ivr.outbound.callback import (
    DORMANT,
    MOST_ATTEMPTS,
    OPEN,
    TRANSITIONS,
    CallAgain,
    CallbackEvent,
    CallbackRule,
    CallbackState,
    NoMore,
    after_attempt,
    following,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATE = NOON + timedelta(hours=4)
RULE = CallbackRule()
MISSED = st.sampled_from([Disposition.NO_ANSWER, Disposition.BUSY, Disposition.MACHINE, Disposition.FAILED])


def after(*ended: Disposition, expires_at: datetime = LATE, zones: tuple[str, ...] | None = None) -> CallAgain | NoMore:
    return after_attempt(ended, NOON, expires_at, zones, RULE)


def test_a_telephone_rings_only_for_somebody_who_waits() -> None:
    may_ring = [state for state in CallbackState if CallbackEvent.DIAL in TRANSITIONS.get(state, {})]
    assert may_ring == [CallbackState.WAITING]


def test_what_is_over_stays_over_except_a_cancellation_taken_back() -> None:
    over = set(CallbackState) - OPEN
    assert {state for state in over if TRANSITIONS.get(state)} == {CallbackState.CANCELLED}
    assert following(CallbackState.CANCELLED, CallbackEvent.RESTORE) is CallbackState.WAITING


def test_an_event_that_may_not_follow_is_named() -> None:
    with pytest.raises(IllegalTransition, match="merged"):
        following(CallbackState.MERGED, CallbackEvent.DIAL)


@pytest.mark.parametrize("state", sorted(DORMANT))
def test_who_is_to_be_tried_again_holds_a_place_when_that_is_due(state: CallbackState) -> None:
    assert following(state, CallbackEvent.COME_DUE) is CallbackState.WAITING


def test_no_answer_is_tried_again_after_the_pause() -> None:
    assert after(Disposition.NO_ANSWER) == CallAgain(CallbackEvent.MISS, NOON + RULE.retry_after)


def test_a_machine_is_told_apart() -> None:
    assert after(Disposition.MACHINE) == CallAgain(CallbackEvent.MEET_MACHINE, NOON + RULE.retry_after)


def test_a_failure_of_ours_uses_up_no_attempt() -> None:
    tried = (Disposition.FAILED, Disposition.FAILED, Disposition.NO_ANSWER, Disposition.NO_ANSWER)
    assert isinstance(after(*tried), CallAgain)
    assert after(*tried, Disposition.BUSY) == NoMore(CallbackEvent.GIVE_UP)


def test_failures_come_to_an_end_too_and_their_pause_doubles() -> None:
    assert after(Disposition.FAILED, Disposition.FAILED) == CallAgain(CallbackEvent.MISS, NOON + 2 * RULE.failure_after)
    assert after(*[Disposition.FAILED] * RULE.failures) == NoMore(CallbackEvent.GIVE_UP)


@given(st.lists(MISSED, min_size=1, max_size=12))
def test_nobody_is_rung_more_than_three_times_for_nothing(ended: list[Disposition]) -> None:
    tried = [one for one in ended if one is not Disposition.FAILED]
    decision = after(*ended)
    assert isinstance(decision, NoMore) or len(tried) < MOST_ATTEMPTS or ended[-1] is Disposition.FAILED


@given(st.lists(MISSED, min_size=1, max_size=12), st.integers(0, 7200))
def test_nobody_is_rung_after_the_end(ended: list[Disposition], left_s: int) -> None:
    expires_at = NOON + timedelta(seconds=left_s)
    decision = after(*ended, expires_at=expires_at)
    assert isinstance(decision, NoMore) or decision.at < expires_at


def test_a_retry_of_a_chosen_time_keeps_to_the_calling_window() -> None:
    evening = datetime(2026, 11, 22, 19, 58, tzinfo=UTC)  # 20:58 in Budapest
    decision = after_attempt([Disposition.BUSY], evening, evening + timedelta(days=1), ("Europe/Budapest",), RULE)
    assert decision == CallAgain(CallbackEvent.MISS, datetime(2026, 11, 23, 7, tzinfo=UTC))


def test_before_an_attempt_nothing_can_follow_one() -> None:
    with pytest.raises(Misuse):
        after()


def test_more_than_three_attempts_cannot_be_set() -> None:
    with pytest.raises(AuthorError, match="one to 3 times"):
        CallbackRule(attempts=4)
