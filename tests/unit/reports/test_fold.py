"""A call folds to one record, whatever order its events come in and however often."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    CallEnded,
    CallEvent,
    CallQueued,
    CallTakenBack,
    FallbackEntered,
    VisitEnded,
)
from ivr.calls.ids import uuid7
from ivr.reports.fold import fold

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def queued(second: float = 0) -> CallQueued:
    return CallQueued(
        event_id="q", at=at(second), call_id=CALL, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0
    )


def connected(second: float) -> AgentConnected:
    return AgentConnected(
        event_id="c", at=at(second), call_id=CALL, visit_id="v", leg_id=f"{CALL}-1", agent="agent-anna"
    )


def left(second: float, outcome: VisitOutcome) -> VisitEnded:
    return VisitEnded(event_id="l", at=at(second), call_id=CALL, visit_id="v", outcome=outcome)


def ended(
    second: float, disposition: Disposition = Disposition.SERVED, by: Party = Party.CALLER, witness: str = "engine"
) -> CallEnded:
    return CallEnded(
        event_id=f"e{second}{witness}",
        at=at(second),
        call_id=CALL,
        disposition=disposition,
        hung_up_by=by,
        witness=witness,
    )


TALK: list[CallEvent] = [queued(), connected(7), left(60, VisitOutcome.ANSWERED), ended(60)]


@given(st.permutations(TALK + TALK))
def test_order_and_repetition_change_nothing(events: list[CallEvent]) -> None:
    assert fold(events) == fold(TALK)


def test_nothing_folds_to_nothing() -> None:
    assert fold([]) is None


def test_the_engines_word_on_the_end_stands_before_the_witnesss() -> None:
    record = fold([ended(10, Disposition.ABANDONED, witness="cel"), ended(11, Disposition.SERVED)])
    assert record is not None
    assert (record.disposition, record.witness) == (Disposition.SERVED, "engine")


def test_a_visit_nobody_closed_ends_with_its_call() -> None:
    record = fold([queued(), ended(30, Disposition.ABANDONED)])
    assert record is not None
    assert (record.visits[0].outcome, record.visits[0].wait_s) == (VisitOutcome.ABANDONED, 30)


def test_who_was_connected_was_answered_whatever_the_visit_says() -> None:
    record = fold([queued(), connected(7), left(7, VisitOutcome.ABANDONED), ended(60)])
    assert record is not None
    assert (record.visits[0].outcome, record.visits[0].wait_s) == (VisitOutcome.ANSWERED, 7)


def test_a_visit_whose_join_is_missing_is_still_told() -> None:
    record = fold([connected(7), ended(60)])
    assert record is not None
    assert (record.visits[0].queue, record.visits[0].talk_s) == ("fallback", 53)


def test_a_visit_that_went_through_asterisks_queue_and_back_is_one_visit() -> None:
    kept = FallbackEntered(event_id="f", at=at(3), call_id=CALL, queue="nurse", joined_at=at(0), witness="cel")
    back = CallTakenBack(event_id="b", at=at(5), call_id=CALL, visit_id="v")
    record = fold([queued(), kept, back, connected(7), left(60, VisitOutcome.ANSWERED), ended(60)])

    assert record is not None
    assert [(visit.visit_id, visit.wait_s, visit.fallback) for visit in record.visits] == [("v", 7, True)]


def test_each_time_in_asterisks_queue_is_over_by_the_next() -> None:
    first, again = (
        FallbackEntered(event_id=f"f{second}", at=at(second), call_id=CALL, queue=None, joined_at=None, witness="cel")
        for second in (3, 5)
    )
    back = CallTakenBack(event_id="b", at=at(7), call_id=CALL, visit_id=None)
    record = fold([first, again, back, ended(60, Disposition.LEFT_MENU)])

    assert record is not None
    assert [(kept.entered_at, kept.back_at) for kept in record.kept] == [(at(3), at(5)), (at(5), at(7))]


def test_a_caller_taken_back_into_his_menu_had_joined_no_queue() -> None:
    kept = FallbackEntered(event_id="f", at=at(3), call_id=CALL, queue=None, joined_at=None, witness="cel")
    back = CallTakenBack(event_id="b", at=at(5), call_id=CALL, visit_id=None)
    record = fold([kept, back, ended(9, Disposition.LEFT_MENU)])

    assert record is not None
    assert (record.visits, record.fallback) == ((), True)


@given(st.lists(st.sampled_from(TALK), unique_by=id))
def test_any_part_of_a_history_folds(events: list[CallEvent]) -> None:
    record = fold(events)
    assert (record is None) == (not events)
    assert record is None or record.is_open == (TALK[-1] not in events)
