"""Agents for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.calls.intentions import ReloadPhones
from ivr.store import agents, intentions

BODY = {"name": "Zoe", "extension": "299", "team": None}


@pytest.fixture
def call(client, bearer, centre):
    headers = bearer(Permission.EDIT_PEOPLE, Permission.SEE_AGENTS)

    def called(method: str, path: str = "", body=None, **more: str):
        return client.open(f"/api/v1/agents{path}", method=method, json=body, headers=headers | more)

    return called


def test_an_agent_is_made_changed_and_switched_and_asterisk_is_told(call, database) -> None:
    made = call("POST", "", BODY)
    assert (made.status_code, made.json["id"], made.json["skills"]) == (201, "agent-zoe", {})
    assert call("PUT", "/agent-zoe", BODY | {"name": "Zoé", "version": 1}).json["name"] == "Zoé"
    assert call("POST", "/agent-zoe/active", {"version": 2, "active": False}).json["active"] is False
    with database.read() as connection:
        assert [row.wish for row in intentions.waiting(connection)] == [ReloadPhones()] * 3


def test_agents_are_told_with_what_they_do_and_without_secrets(call) -> None:
    answer = call("GET")
    assert {one["state"] for one in answer.json["agents"]} == {"logged_out"}
    assert "a-phone-secret" not in answer.text
    assert call("GET", "/agent-anna").json["skills"] == {"reception": 5}


def test_a_secret_made_anew_is_told_once(call, database) -> None:
    key = {"Idempotency-Key": "k1"}
    first, again = call("POST", "/agent-anna/phone", **key), call("POST", "/agent-anna/phone", **key)
    with database.read() as connection:
        assert agents.phone_secret(connection, "agent-anna") == first.json["secret"]
    assert (again.json["secret"], again.json["text"]) == (None, None)


@pytest.mark.parametrize("wrong", [{"extension": "x"}, {"extension": "200"}, {"name": ""}, {"team": "none"}])
def test_what_cannot_be_is_refused(call, wrong) -> None:
    assert call("POST", "", BODY | wrong).status_code == 422


def test_an_agent_of_other_queues_is_neither_told_nor_changed(client, bearer, centre) -> None:
    scope = Scope(queues=frozenset({"nurse"}))
    headers = bearer(Permission.EDIT_PEOPLE, Permission.SEE_AGENTS, scope=scope)
    assert client.get("/api/v1/agents", headers=headers).json == {"agents": []}
    assert client.post("/api/v1/agents/agent-anna/phone", headers=headers).status_code == 403
    assert client.post("/api/v1/agents", json=BODY, headers=headers).status_code == 403
