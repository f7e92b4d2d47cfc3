"""A call we placed to call somebody back: its own record, and no second offer to the queue."""

from datetime import UTC, datetime, timedelta

from ivr.calls.callback_events import CallbackAttemptEnded, CallbackDialled
from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import AgentConnected, CallEvent, CallQueued, Direction, VisitEnded
from ivr.calls.ids import leg_id, uuid7
from ivr.reports.counts import Counts, Thresholds, ended_counts
from ivr.reports.fold import fold

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


DIALLED = CallbackDialled(
    event_id="d", at=NOON, call_id=CALL, callback_id="c", number="+36301234567", leg_id=leg_id(CALL, 0), attempt=1,
    because="an agent is free",
)  # fmt: skip
TALK: list[CallEvent] = [
    DIALLED,
    CallQueued(
        event_id="q", at=at(9), call_id=CALL, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0,
        callback_id="c",
    ),
    AgentConnected(event_id="a", at=at(11), call_id=CALL, visit_id="v", leg_id=leg_id(CALL, 1), agent="agent-anna"),
    VisitEnded(event_id="l", at=at(60), call_id=CALL, visit_id="v", outcome=VisitOutcome.ANSWERED),
]  # fmt: skip


def test_an_attempt_nobody_took_ends_the_call_with_its_reason() -> None:
    missed = CallbackAttemptEnded(
        event_id="e", at=at(25), call_id=CALL, callback_id="c", disposition=Disposition.NO_ANSWER
    )
    record = fold([DIALLED, missed])
    assert record is not None
    assert (record.disposition, record.ended_at, record.callback_id) == (Disposition.NO_ANSWER, at(25), "c")
    assert (record.direction, record.dialled) == (Direction.OUTBOUND, "+36301234567")


def test_the_rest_of_the_wait_is_work_but_not_offered_again() -> None:
    record = fold(TALK)
    assert record is not None
    visit = record.visits[0]
    visit.talk_ended_at = at(60)
    assert (visit.callback_id, visit.outcome) == ("c", VisitOutcome.ANSWERED)
    assert ended_counts(visit, Thresholds()) == Counts(handled=1, talk_s=49.0, offers=1)
