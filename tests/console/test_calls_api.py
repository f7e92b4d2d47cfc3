"""Calls for programs."""

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.calls.intentions import HangUpCall
from ivr.reports.live_rows import LiveCall, LiveChanges
from ivr.store import intentions, live
from ivr.store.database import Database
from ivr.store.folding import refresh

PATH = "/api/v1/calls"
NURSES = Scope(queues=frozenset({"nurse"}))


@pytest.fixture
def folded(write, served, database: Database):
    write(served)
    refresh(database)
    return served


@pytest.fixture
def running(past, write, database: Database):
    call = past(7, minutes_ago=1)
    call.ring("+36207777777")
    call.wait(2, "reception")
    write(call)
    row = LiveCall(call.call_id, "+36207777777", "menu:main", call.start, "waiting", "reception")
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=(row,)))
    return call


def wishes(database: Database) -> list[object]:
    with database.read() as connection:
        return [row.wish for row in intentions.waiting(connection)]


def test_calls_are_found(client: FlaskClient, bearer, folded) -> None:
    headers = bearer(Permission.SEE_CALLS)
    found = client.get(f"{PATH}?number=4567&queue=reception&outcome=served", headers=headers).json
    assert found["next"] is None
    [call] = found["calls"]
    assert (call["caller_id"], call["outcome"], call["agents"], call["wait_s"]) == (
        "+36201234567", "served", ["agent-bela"], 12.0,
    )  # fmt: skip


def test_pages_follow_each_other(client: FlaskClient, bearer, write, past, database: Database) -> None:
    pasts = [past(number, number) for number in (1, 2, 3)]
    for one in pasts:
        one.ring("+3620")
    write(*pasts)
    refresh(database)
    headers = bearer(Permission.SEE_CALLS)
    first = client.get(f"{PATH}?limit=2", headers=headers).json
    second = client.get(f"{PATH}?limit=2&before={first['next']}", headers=headers).json
    assert [len(first["calls"]), len(second["calls"]), second["next"]] == [2, 1, None]


@pytest.mark.parametrize(
    "asked",
    ["limit=0", "limit=201", "outcome=bribed", "since=today", "until=9999-12-31T23:59:59Z", "number=x", "queue=%0a"],
)
def test_what_cannot_be_meant_is_refused(client: FlaskClient, bearer, asked: str) -> None:
    assert client.get(f"{PATH}?{asked}", headers=bearer(Permission.SEE_CALLS)).status_code == 422


def test_a_call_is_told_as_a_journey(client: FlaskClient, bearer, folded) -> None:
    told = client.get(f"{PATH}/{folded.call_id}", headers=bearer(Permission.SEE_CALLS)).json
    assert told["call"]["disposition"] == "served"
    assert [step["kind"] for step in told["steps"]] == ["heard", "pressed", "offered", "offered"]
    assert [leg["who"] for leg in told["legs"]] == ["+36201234567", "agent-anna", "agent-bela"]


def test_calls_of_other_queues_are_not_there(client: FlaskClient, bearer, folded) -> None:
    headers = bearer(Permission.SEE_CALLS, scope=NURSES)
    assert client.get(PATH, headers=headers).json["calls"] == []
    assert client.get(f"{PATH}/{folded.call_id}", headers=headers).status_code == 404


def test_reports_alone_open_no_calls(client: FlaskClient, bearer, folded) -> None:
    assert client.get(PATH, headers=bearer(Permission.SEE_REPORTS)).status_code == 403


def test_a_call_is_hung_up_once(client: FlaskClient, bearer, running, database, audited) -> None:
    headers = bearer(Permission.CONTROL_AGENTS) | {"Idempotency-Key": "one"}
    first = client.post(f"{PATH}/{running.call_id}/hang-up", headers=headers)
    again = client.post(f"{PATH}/{running.call_id}/hang-up", headers=headers)
    assert (first.status_code, first.json) == (202, again.json)
    assert wishes(database) == [HangUpCall(running.call_id)]
    assert [entry.verb for entry in audited()] == ["hang up call"]


def test_a_call_that_is_over_is_not_hung_up(client: FlaskClient, bearer, folded, database: Database) -> None:
    answer = client.post(f"{PATH}/{folded.call_id}/hang-up", headers=bearer(Permission.CONTROL_AGENTS))
    assert (answer.status_code, answer.json["message"]) == (409, "The call is over.")
    assert wishes(database) == []


def test_nobody_hangs_up_calls_of_other_queues(client: FlaskClient, bearer, running, database: Database) -> None:
    for headers in (bearer(Permission.SEE_CALLS), bearer(Permission.CONTROL_AGENTS, scope=NURSES)):
        assert client.post(f"{PATH}/{running.call_id}/hang-up", headers=headers).status_code in {403, 404}
    assert wishes(database) == []
