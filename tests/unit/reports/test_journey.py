"""A call as a journey: its legs on a time line and what happened, step by step."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Direction,
    KeysPressed,
    NodeEntered,
    OfferFailed,
    PromptPlayed,
    VisitEnded,
    WaitAnnounced,
)
from ivr.calls.ids import leg_id, uuid7
from ivr.reports.journey import Heard, Journey, Offered, Pressed, Promised, Reached, Returned, journey

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=200)
CALL = uuid7(1, bytes(10))
ANNA = {"visit_id": "v", "leg_id": leg_id(CALL, 1), "agent": "agent-anna"}
BELA = {"visit_id": "v", "leg_id": leg_id(CALL, 2), "agent": "agent-bela"}


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def event(kind: type[CallEvent], second: float, **fields: Any) -> CallEvent:
    return kind(event_id=f"{kind.__name__}{second}", at=at(second), call_id=CALL, **fields)


START = [
    event(CallStarted, 0, direction=Direction.INBOUND, entry="menu:main", caller_id="+36301234567", dialled="100",
          channel="PJSIP/far-end-1", linkedid="1.1", leg_id=leg_id(CALL, 0)),
    event(CallAnswered, 1, leg_id=leg_id(CALL, 0)),
    event(NodeEntered, 1, menu="main", node="welcome", node_kind="menu"),
    event(PromptPlayed, 4, prompts=("welcome", "choose"), language="en", seconds=2.5, completed=False),
    event(KeysPressed, 4, node="welcome", digits="3", outcome="match"),
    event(CallQueued, 5, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0),
    event(WaitAnnounced, 10, visit_id="v", less_than_s=30, position=2, p50_s=12.0, p80_s=25.0),
]  # fmt: skip
TALK = [
    event(AgentOffered, 15, **ANNA, because="longest idle"),
    event(OfferFailed, 30, **ANNA, cause=OfferFailure.NO_ANSWER),
    event(AgentOffered, 30.5, **BELA),
    event(AgentConnected, 35, **BELA),
    event(VisitEnded, 35, visit_id="v", outcome=VisitOutcome.ANSWERED),
    event(AgentLegEnded, 95, **BELA, hung_up_by=Party.AGENT),
    event(CallEnded, 96, disposition=Disposition.SERVED, hung_up_by=Party.AGENT),
]  # fmt: skip


def told(*events: CallEvent, now: datetime = LATER) -> Journey:
    found = journey(events, [], now)
    assert found is not None
    return found


def promised(*after: CallEvent, now: datetime = LATER) -> Promised:
    (promise,) = [step for step in told(*START, *after, now=now).steps if isinstance(step, Promised)]
    return promise


def test_the_steps_come_in_order() -> None:
    assert told(*START, *TALK).steps == (
        Reached(1, "main", "welcome", "menu"),
        Pressed(4, "welcome", "3", "match"),
        Heard(4, ("welcome", "choose"), "en", 2.5, False, ()),
        Promised(10, "nurse", 2, 30, 25, True),
        Offered(15, "nurse", "agent-anna", "longest idle", 15, "no_answer"),
        Offered(30.5, "nurse", "agent-bela", None, 4.5, "answered"),
    )


def test_legs_lie_on_the_time_line() -> None:
    legs = told(*START, *TALK).legs
    assert [(leg.who, leg.offset_s, leg.rang_s, leg.length_s, leg.cause, leg.hung_up_by) for leg in legs] == [
        ("+36301234567", 0, 1, 96, None, "agent"),
        ("agent-anna", 15, 15, 15, "no_answer", "system"),
        ("agent-bela", 30.5, 4.5, 64.5, None, "agent"),
    ]


def test_a_visit_lies_on_the_time_line() -> None:
    (visit,) = told(*START, *TALK).visits
    assert (visit.queue, visit.offset_s, visit.wait_s, visit.outcome, visit.agent, visit.talk_s) == (
        "nurse", 5, 30, "answered", "agent-bela", 60,
    )  # fmt: skip


def test_what_is_not_over_lasts_until_now() -> None:
    found = told(*START, event(AgentOffered, 15, **ANNA), now=at(20))
    assert (found.length_s, found.legs[1].length_s, found.legs[1].is_open, found.visits[0].outcome) == (
        20,
        5,
        True,
        None,
    )
    assert found.steps[-1] == Offered(15, "nurse", "agent-anna", None, 5, None)


@pytest.mark.parametrize(("connected", "kept"), [(40, True), (40.1, False)])
def test_a_promise_is_kept_when_the_agent_comes_in_time(connected: float, kept: bool) -> None:
    ended = event(CallEnded, 90, disposition=Disposition.SERVED, hung_up_by=Party.AGENT)
    promise = promised(event(AgentConnected, connected, **ANNA), ended)
    assert (promise.waited_s, promise.kept) == (connected - 10, kept)


@pytest.mark.parametrize(("left", "kept"), [(39, None), (41, False)])
def test_who_left_before_the_promised_time_decides_nothing(left: float, kept: bool | None) -> None:
    gone = event(VisitEnded, left, visit_id="v", outcome=VisitOutcome.ABANDONED)
    assert promised(gone).kept is kept


@pytest.mark.parametrize(("now", "kept"), [(39, None), (41, False)])
def test_a_promise_is_broken_while_the_caller_still_waits(now: float, kept: bool | None) -> None:
    assert promised(now=at(now)).kept is kept


def test_without_a_time_there_is_no_promise() -> None:
    said = event(WaitAnnounced, 12, visit_id="v", less_than_s=None, position=1, p50_s=None, p80_s=None)
    assert [step.kept for step in told(*START[:-1], said, *TALK).steps if isinstance(step, Promised)] == [None]


def test_no_events_are_no_journey() -> None:
    assert journey([], [], NOON) is None


@given(st.permutations(START + TALK + START))
def test_order_and_repetition_change_nothing(events: list[CallEvent]) -> None:
    assert told(*events) == told(*START, *TALK)


@given(st.lists(st.sampled_from(START + TALK), min_size=1, unique_by=id))
def test_any_part_of_a_history_is_a_journey(events: list[CallEvent]) -> None:
    assert all(step.offset_s >= 0 for step in told(*events).steps)


@pytest.mark.parametrize(("visit_id", "queue"), [("v", "nurse"), (None, None)])
def test_a_return_from_asterisks_own_queue_is_told(visit_id: str | None, queue: str | None) -> None:
    told = journey([*START, event(CallTakenBack, 12, visit_id=visit_id)], [], LATER)

    assert told is not None
    assert told.steps[-1] == Returned(12.0, queue)
