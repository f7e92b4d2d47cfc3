"""Calls are found by what people know of them, a page at a time, and only those one may see."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import Direction
from ivr.calls.ids import uuid7
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import call_search
from ivr.store.call_search import CallPage, CallWish, search
from ivr.store.database import Database
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SERVED, LEFT, SELF = Disposition.SERVED, Disposition.LEFT_MENU, Disposition.SELF_SERVED


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def call_id(minute: int) -> str:
    return uuid7(int(at(minute).timestamp() * 1000), bytes(10))


def call(minute: int, number: str, ending: Disposition, *stays: tuple[str, str | None]) -> CallRecord:
    own = call_id(minute)
    answered, outcomes = at(minute + 0.5), (VisitOutcome.ABANDONED, VisitOutcome.ANSWERED)
    visits = [
        Visit(
            f"{own}-{place}", own, queue, at(minute), left_at=answered, agent=agent, outcome=outcomes[agent is not None]
        )
        for place, (queue, agent) in enumerate(stays)
    ]
    return CallRecord(
        own, at(minute), Direction.INBOUND, "menu:main", number, "100",
        visits=tuple(visits), ended_at=at(minute + 1), disposition=ending,
    )  # fmt: skip


CALLS = [
    call(0, "+36301234567", SELF),
    call(1, "+36301234567", SERVED, ("nurse", "anna")),
    call(2, "+36205550000", SERVED, ("reception", None), ("nurse", "bela")),
    call(3, "+36205550000", Disposition.ABANDONED, ("reception", None), ("reception", None)),
    call(4, "anonymous", LEFT),
]


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        replace(connection, CALLS)
    return database


def page(database: Database, wish: CallWish) -> CallPage:
    with database.read() as connection:
        return search(connection, wish)


def minutes(database: Database, wish: CallWish) -> list[int]:
    known = {call_id(minute): minute for minute in range(5)}
    return [known[found.call_id] for found in page(database, wish).calls]


def within(wish: CallWish, *queues: str) -> CallWish:
    return dataclasses.replace(wish, scope=frozenset(queues))


CASES = {
    CallWish(): [4, 3, 2, 1, 0],
    CallWish(number="4567"): [1, 0],
    CallWish(number="30/123"): [1, 0],
    CallWish(number="36"): [3, 2, 1, 0],
    CallWish(number="999"): [],
    CallWish(number="nobody"): [],
    CallWish(queue="nurse"): [2, 1],
    CallWish(queue="reception"): [3, 2],
    CallWish(agent="bela"): [2],
    CallWish(agent="bela", queue="reception"): [],
    CallWish(agent="anna", number="4567"): [1],
    CallWish(agent="anna", number="36"): [1],
    CallWish(agent="anna", disposition=LEFT): [],
    CallWish(disposition=SERVED): [2, 1],
    CallWish(disposition=SERVED, number="555"): [2],
    CallWish(disposition=SERVED, queue="reception"): [2],
    CallWish(since=at(1), until=at(3)): [2, 1],
    CallWish(since=at(1), until=at(3), queue="reception"): [2],
    CallWish(since=at(0.5), number="4567"): [1],
}
ONLY_NURSE = {
    CallWish(): [2, 1],
    CallWish(number="555"): [2],
    CallWish(number="36"): [2, 1],
    CallWish(queue="reception"): [],
    CallWish(agent="anna"): [1],
    CallWish(disposition=Disposition.ABANDONED): [],
}


def test_what_is_asked_for_is_found_the_latest_first(filled: Database) -> None:
    assert {wish: minutes(filled, wish) for wish in CASES} == CASES


def test_who_may_see_one_queue_finds_only_calls_that_visited_it(filled: Database) -> None:
    assert {wish: minutes(filled, within(wish, "nurse")) for wish in ONLY_NURSE} == ONLY_NURSE


def test_who_may_see_no_queue_finds_nothing(filled: Database) -> None:
    assert minutes(filled, within(CallWish())) == []


def test_of_a_call_only_visits_to_the_scopes_queues_are_told(filled: Database) -> None:
    (found, _) = page(filled, within(CallWish(), "nurse")).calls
    assert (found.queues, found.agents, found.wait_s) == (("nurse",), ("bela",), 30)


def test_pages_follow_each_other(filled: Database) -> None:
    first = page(filled, CallWish(limit=2))
    assert first.next_before == call_id(3)
    second = page(filled, CallWish(limit=2, before=first.next_before))
    last = page(filled, CallWish(limit=2, before=second.next_before))
    assert [one.call_id for part in (second, last) for one in part.calls] == [call_id(n) for n in (2, 1, 0)]
    assert last.next_before is None


def test_a_common_part_of_a_number_finds_what_a_rare_one_would(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_search, "MOST_NUMBERS", 0)
    assert {wish: minutes(filled, wish) for wish in CASES} == CASES


def test_a_line_of_the_list_tells_the_call(filled: Database) -> None:
    line = page(filled, CallWish(limit=1, disposition=SERVED)).calls[0]
    assert (line.started_at, line.caller_id, line.disposition, line.queues, line.agents, line.wait_s) == (
        at(2), "+36205550000", "served", ("reception", "nurse"), ("bela",), 60,
    )  # fmt: skip
