"""Remote control of agents for programs."""

from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.calls.intentions import NOT_LOGGED_IN, LogOutAgent, Outcome, PauseAgent, UnpauseAgent
from ivr.store import intentions, levels, pause_reasons
from ivr.store.pause_reasons import PauseReason


@pytest.fixture
def call(client, bearer, centre, database):
    with database.write() as connection:
        pause_reasons.create(connection, PauseReason("", "Break"))
    headers = bearer(Permission.CONTROL_AGENTS)

    def called(method: str, path: str, body=None, **more: str):
        return client.open(f"/api/v1/agent-control{path}", method=method, json=body, headers=headers | more)

    return called


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("pause", PauseAgent("agent-anna", "break")),
        ("unpause", UnpauseAgent("agent-anna")),
        ("log-out", LogOutAgent("agent-anna")),
    ],
)
def test_a_wish_is_written_once_and_its_outcome_told(call, database, clock, path, wish) -> None:
    body = {"reason": "break"} if path == "pause" else None
    key = {"Idempotency-Key": "k1"}
    answer, again = call("POST", f"/agent-anna/{path}", body, **key), call("POST", f"/agent-anna/{path}", body, **key)
    assert (answer.status_code, again.json) == (202, answer.json)
    with database.write() as connection:
        assert [row.wish for row in intentions.waiting(connection)] == [wish]
        intentions.close(connection, answer.json["wish"], Outcome.REFUSED, NOT_LOGGED_IN, clock())
    told = call("GET", f"/wishes/{answer.json['wish']}").json
    assert (told["outcome"], told["reason"]) == ("refused", NOT_LOGGED_IN)


def test_a_wish_nobody_performed_has_expired(call, clock) -> None:
    wish = call("POST", "/agent-anna/log-out").json["wish"]
    assert call("GET", f"/wishes/{wish}").json["outcome"] is None
    clock.at += timedelta(seconds=10)
    assert call("GET", f"/wishes/{wish}").json["outcome"] == "expired"


def test_a_level_is_set_and_one_that_changed_meanwhile_stays(call, database) -> None:
    body = {"seen": None, "level": 7, "expires_at": "2027-01-31T23:00:00Z"}
    assert call("PUT", "/agent-anna/levels/nurse", body).json["level"] == 7
    assert call("PUT", "/agent-anna/levels/nurse", body | {"level": 3}).status_code == 409
    with database.read() as connection:
        assert levels.level_of(connection, "agent-anna", "nurse").level == 7


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/agent-anna/pause", {"reason": "lunch"}, 422),
        ("POST", "/nobody/log-out", None, 404),
        ("GET", "/wishes/none", None, 404),
        ("PUT", "/agent-anna/levels/magic", {"level": 1}, 422),
        ("PUT", "/agent-anna/levels/nurse", {"level": 10}, 422),
        ("PUT", "/agent-anna/levels/nurse", {"level": 1, "expires_at": "2027-01-31T23:00:00"}, 422),
    ],
)
def test_what_cannot_be_is_refused(call, method, path, body, status) -> None:
    assert call(method, path, body).status_code == status


def test_a_token_without_the_right_or_for_other_queues_wishes_nothing(client, bearer, centre, database) -> None:
    held = bearer(Permission.CONTROL_AGENTS, scope=Scope(queues=frozenset({"nurse"})))
    for headers in (bearer(Permission.SEE_AGENTS), held):
        assert client.post("/api/v1/agent-control/agent-anna/log-out", headers=headers).status_code == 403
    with database.read() as connection:
        assert intentions.waiting(connection) == []
