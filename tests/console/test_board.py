"""The part of a snapshot that is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ivr.access.account import ALL, Scope
from ivr.console.board import board, choices, visible
from ivr.console.board_snapshot import Snapshot
from ivr.console.board_wish import BoardWish
from ivr.reports.counts import Counts
from ivr.reports.live_rows import LiveAgent, LiveQueue
from ivr.reports.wallboard import LiveSeen, QueueSeen, Seen
from ivr.store.agents import Agent
from ivr.store.queues import Queue

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
LONG_AGO, JUST = NOW - timedelta(seconds=90), NOW - timedelta(seconds=5)
DESK = Queue("desk", "Desk", "desk", project="clinic", waiting_warn=1)
NURSE = Queue("nurse", "Nurse", "nurse", project="bank")
ANNA = Agent("agent-anna", "Anna", skills={"desk": 5}, team="front")
BELA = Agent("agent-bela", "Béla", skills={"nurse": 5})
ZOE = Agent("agent-zoe", "Zoe", skills={"desk": 1, "nurse": 1}, team="front")


def of_queue(queue: Queue, agents: set[str], offered: int) -> QueueSeen:
    seen = Seen(Counts(offered=offered, answered=offered, answered_within=offered))
    return QueueSeen(queue.id, NOW - timedelta(minutes=10), seen, seen, agents=frozenset(agents))


@pytest.fixture
def snapshot() -> Snapshot:
    live = LiveSeen(
        NOW,
        (LiveQueue("desk", 2, LONG_AGO), LiveQueue("nurse", 1, JUST)),
        (
            LiveAgent("agent-anna", "paused", "lunch", LONG_AGO),
            LiveAgent("agent-zoe", "on_call", None, JUST, "call", "nurse"),
        ),
    )
    return Snapshot(
        queues=(DESK, NURSE),
        agents=(ANNA, BELA, ZOE),
        projects={"bank": "Bank", "clinic": "Clinic", "shop": "Shop"},
        teams={"front": "Front desk", "back": "Back office"},
        reasons={"lunch": "Lunch"},
        seen={
            "desk": of_queue(DESK, {"agent-anna", "agent-zoe"}, 10),
            "nurse": of_queue(NURSE, {"agent-bela", "agent-zoe"}, 5),
        },
        live=live,
        alerts=(),
        silent=frozenset({"nurse"}),
        calls=("desk", "desk", "nurse", None),
    )


def test_a_queue_that_says_no_times_is_marked(snapshot: Snapshot) -> None:
    assert {line.queue.id: line.is_silent for line in board(snapshot, BoardWish(), ALL).queues} == {
        "desk": False,
        "nurse": True,
    }


def test_the_centre_is_the_sum_of_what_is_shown(snapshot: Snapshot) -> None:
    whole, desk = board(snapshot, BoardWish(), ALL), board(snapshot, BoardWish(queue="desk"), ALL)
    assert (whole.centre.today.offered, whole.centre.waiting, whole.longest_since) == (15, 3, LONG_AGO)
    assert (desk.centre.today.offered, desk.centre.waiting) == (10, 2)


def test_calls_in_a_menu_are_counted_where_everything_is_shown(snapshot: Snapshot) -> None:
    assert [board(snapshot, wish, ALL).calls for wish in (BoardWish(), BoardWish(queue="desk"))] == [4, 2]


def test_who_is_held_to_some_queues_sees_no_other_and_nobody_elses_agents(snapshot: Snapshot) -> None:
    shown = board(snapshot, BoardWish(), Scope(frozenset({"nurse"})))
    assert [line.queue.id for line in shown.queues] == ["nurse"]
    assert {line.agent.id for line in shown.agents} == {"agent-bela", "agent-zoe"}


def test_a_queue_that_may_not_be_seen_is_not_shown_when_it_is_wished_for(snapshot: Snapshot) -> None:
    assert board(snapshot, BoardWish(queue="desk"), Scope(frozenset({"nurse"}))).queues == ()


def test_who_is_held_to_projects_sees_their_queues(snapshot: Snapshot) -> None:
    assert visible(snapshot, Scope(projects=frozenset({"bank"}))) == [NURSE]


def test_the_name_of_a_queue_that_may_not_be_seen_is_not_told_by_its_agents(snapshot: Snapshot) -> None:
    whole, desk = (board(snapshot, BoardWish(), scope) for scope in (ALL, Scope(frozenset({"desk"}))))
    zoes = [next(line.queue for line in shown.agents if line.agent == ZOE) for shown in (whole, desk)]
    assert zoes == ["Nurse", None]


def test_a_team_is_counted_alone_in_every_queue(snapshot: Snapshot) -> None:
    shown = board(snapshot, BoardWish(team="front"), ALL)
    assert {line.agent.id for line in shown.agents} == {"agent-anna", "agent-zoe"}
    assert [dict(line.row.agents) for line in shown.queues] == [
        {"paused": 1, "on_call": 1, "logged_out": 0},
        {"on_call": 1, "logged_out": 0},
    ]


def test_who_can_take_a_call_comes_first_and_who_is_away_last(snapshot: Snapshot) -> None:
    assert [line.row.state for line in board(snapshot, BoardWish(), ALL).agents] == ["on_call", "paused", "logged_out"]


def test_a_pause_is_told_by_the_name_of_its_reason(snapshot: Snapshot) -> None:
    lines = board(snapshot, BoardWish(), ALL).agents
    assert next(line.reason for line in lines if line.agent == ANNA) == "Lunch"


def test_the_mood_of_the_centre_is_its_worst_queues(snapshot: Snapshot) -> None:
    strict = replace(snapshot, queues=(DESK, replace(NURSE, waiting_alarm=1)))
    assert [board(one, BoardWish(), ALL).mood("waiting") for one in (snapshot, strict)] == ["warn", "bad"]


def test_the_filters_offer_what_somebody_sees(snapshot: Snapshot) -> None:
    offered = choices(snapshot, Scope(frozenset({"desk"})))
    assert (offered.projects, offered.queues) == ((("clinic", "Clinic"),), (("desk", "Desk"),))
    assert offered.teams == (("front", "Front desk"),)
