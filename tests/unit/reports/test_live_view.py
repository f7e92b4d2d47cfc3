"""What is the case just now, out of the events; only what changed is told."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentOffered,
    AgentStateChanged,
    CallAnswered,
    CallEnded,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Direction,
    Event,
    NodeEntered,
    OfferFailed,
    VisitEnded,
)
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, Manner
from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.reports.live_view import LiveView

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEG = {"visit_id": "v", "leg_id": "c-1", "agent": "anna"}


def second(number: int) -> datetime:
    return NOON + timedelta(seconds=number)


def at(number: int, kind: type[Event], **fields: object) -> Event:
    return kind(event_id=f"{number}", at=second(number), **fields)


def started(call: str = "c", number: int = 0) -> Event:
    names = {"entry": "menu:main", "caller_id": "+3620", "dialled": "100", "linkedid": "1", "leg_id": f"{call}-0"}
    return at(number, CallStarted, call_id=call, direction=Direction.INBOUND, channel=f"PJSIP/{call}", **names)


def queued(call: str = "c", number: int = 1) -> Event:
    return at(number, CallQueued, call_id=call, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0)


def agent(number: int, state: str, reason: str | None = None) -> Event:
    return at(number, AgentStateChanged, agent="anna", state=state, reason=reason)


OFFERED = (agent(2, "ringing"), at(2, AgentOffered, call_id="c", **LEG))
CONNECTED = (at(3, AgentConnected, call_id="c", **LEG), agent(3, "on_call"))
ENDED = at(9, CallEnded, call_id="c", disposition=Disposition.SERVED, hung_up_by=Party.CALLER)
WAITS = LiveCall("c", "+3620", "menu:main", NOON, "waiting", "nurse", None, second(1))


@pytest.fixture
def view() -> LiveView:
    return LiveView()


def heard(view: LiveView, *events: Event) -> LiveChanges:
    for event in events:
        view.receive(event)
    return view.changes()


def test_a_caller_who_waits_is_seen_in_his_queue(view: LiveView) -> None:
    told = heard(view, started(), queued())
    assert told == LiveChanges((), (LiveQueue("nurse", 1, second(1)),), (WAITS,))


def test_the_longest_wait_is_that_of_the_one_who_came_first(view: LiveView) -> None:
    told = heard(view, started("a"), started("b"), queued("a", 3), queued("b", 5))
    assert told.queues == (LiveQueue("nurse", 2, second(3)),)


def test_a_phone_that_rings_is_seen_with_its_caller(view: LiveView) -> None:
    told = heard(view, started(), queued(), *OFFERED)
    assert told.agents == (LiveAgent("anna", "ringing", None, second(2), "c", "nurse"),)
    assert [(call.state, call.agent) for call in told.calls] == [("ringing", "anna")]
    assert told.queues[0].waiting == 1


def test_who_talks_waits_no_more(view: LiveView) -> None:
    told = heard(view, started(), queued(), *OFFERED, *CONNECTED)
    assert told.queues == (LiveQueue("nurse", 0, None),)
    assert told.agents == (LiveAgent("anna", "on_call", None, second(3), "c", "nurse"),)
    assert told.calls[0].state == "on_call"


def test_after_the_talk_the_agent_has_no_call(view: LiveView) -> None:
    told = heard(view, started(), queued(), *OFFERED, *CONNECTED, agent(8, "wrap_up"))
    assert told.agents == (LiveAgent("anna", "wrap_up", None, second(8)),)


def test_who_was_not_answered_waits_on(view: LiveView) -> None:
    failed = at(5, OfferFailed, call_id="c", cause=OfferFailure.NO_ANSWER, **LEG)
    assert heard(view, started(), queued(), *OFFERED, failed).calls == (WAITS,)


def test_who_left_the_queue_is_in_the_menu_again(view: LiveView) -> None:
    left = at(5, VisitEnded, call_id="c", visit_id="v", outcome=VisitOutcome.TIMED_OUT)
    told = heard(view, started(), queued(), left)
    assert told.calls == (LiveCall("c", "+3620", "menu:main", NOON, "menu"),)
    assert told.queues == (LiveQueue("nurse", 0, None),)


def test_a_call_told_of_is_told_to_be_over(view: LiveView) -> None:
    heard(view, started())
    assert view.channel_of("c") == "PJSIP/c"
    assert heard(view, ENDED) == LiveChanges(ended=("c",))
    assert view.channel_of("c") is None


def test_a_call_that_nobody_was_told_of_is_not_worth_a_word(view: LiveView) -> None:
    assert not heard(view, started(), ENDED)


def test_nothing_is_told_twice(view: LiveView) -> None:
    heard(view, started(), queued(), *OFFERED)
    assert not heard(view)


def test_a_conversation_that_broke_off_is_over_and_leaves_the_queue(view: LiveView) -> None:
    heard(view, started(), queued())
    view.broken_off("PJSIP/c")
    assert view.changes() == LiveChanges(queues=(LiveQueue("nurse", 0, None),), ended=("c",))


def test_one_who_knows_nothing_is_told_everything(view: LiveView) -> None:
    told = heard(view, started(), queued(), *OFFERED)
    assert view.everything() == told


def test_what_changes_nothing_here_says_so(view: LiveView) -> None:
    assert not view.receive(at(1, NodeEntered, call_id="c", menu="m", node="n", node_kind="menu"))


def test_a_pause_with_a_limit_says_until_when(view: LiveView) -> None:
    view.pause_limits_s = {"lunch": 1800.0}
    assert heard(view, agent(0, "paused", "lunch")).agents[0].pause_until == second(1800)
    assert heard(view, agent(1, "paused", "coffee")).agents[0].pause_until is None


def test_a_call_taken_back_waits_again_for_whoever_comes(view: LiveView) -> None:
    changes = heard(view, started(), queued(), *OFFERED, at(5, CallTakenBack, call_id="c", visit_id="v"))

    assert changes.calls == (WAITS,)
    assert changes.queues == (LiveQueue("nurse", 1, second(1)),)


def test_an_agent_who_rings_a_colleague_is_in_no_menu(view: LiveView) -> None:
    names = {"agent": "anna", "colleague": "bela", "other_call": None}
    heard(view, started(), at(0, AgentConsulted, call_id="c", **names, leg_id="c-0"))
    (call,) = heard(view, at(2, CallAnswered, call_id="c", leg_id="c-0")).calls
    assert (call.state, call.agent) == ("on_call", "bela")


def test_whom_a_caller_was_connected_with_is_seen_to_talk_with_him(view: LiveView) -> None:
    heard(view, started(), queued(), *OFFERED, *CONNECTED)
    names = {"agent": "anna", "dialled": "202", "target": "agent:bela", "manner": Manner.ATTENDED, "leg_id": "c-2"}
    (call,) = heard(view, at(5, CallSentOn, call_id="c", **names)).calls
    assert (call.state, call.agent) == ("on_call", "bela")


@pytest.mark.parametrize(("rule", "shown"), [("told", [False, True, False]), ("unnoticed", [False] * 3)])
def test_that_a_supervisor_listens_is_shown_where_agents_are_told(view: LiveView, rule: str, shown: list[bool]) -> None:
    who = {"agent": "anna", "account": "Sára", "phone": "agent-bela", "mode": "listen", "rule": rule}
    for event in (started(), queued(), *OFFERED, *CONNECTED):
        view.receive(event)
    seen = []
    for number, kind, fields in ((4, ListeningAsked, who), (5, ListeningBegan, {}), (6, ListeningEnded, {})):
        view.receive(at(number, kind, call_id="c", leg_id="c-s1", **fields))
        seen.append(view.everything().agents[0].listened)
    assert seen == shown


def test_who_talks_no_more_is_listened_to_no_more(view: LiveView) -> None:
    who = {"agent": "anna", "account": "Sára", "phone": "agent-bela", "mode": "listen", "rule": "told"}
    asked, began = ((4, ListeningAsked, who), (5, ListeningBegan, {}))
    listened = [at(number, kind, call_id="c", leg_id="c-s1", **fields) for number, kind, fields in (asked, began)]
    for event in (started(), queued(), *OFFERED, *CONNECTED, *listened, agent(6, "wrap_up")):
        view.receive(event)
    assert not view.everything().agents[0].listened
