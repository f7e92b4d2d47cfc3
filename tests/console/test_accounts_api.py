"""Accounts for programs."""

import pytest

from ivr.access.role import Permission
from ivr.store import accounts

BODY = {"name": "Zoe", "login": "zoe", "role": "agent", "scope": {"queues": ["nurse"]}}


@pytest.fixture
def call(client, bearer):
    headers = bearer(*Permission)

    def called(method: str, path: str, body=None, **more: str):
        return client.open(f"/api/v1/accounts{path}", method=method, json=body, headers=headers | more)

    return called


def test_an_account_is_made_read_and_changed(call, database) -> None:
    made = call("POST", "", BODY)
    assert (made.status_code, made.json["scope"]["queues"]) == (201, ["nurse"])
    path = f"/{made.json['id']}"
    changed = call("PUT", path, {"name": "Zoe Two", "role": "planner"})
    assert (changed.status_code, changed.json) == (200, call("GET", path).json)
    with database.read() as connection:
        assert accounts.of_login(connection, "zoe").name == "Zoe Two"


@pytest.mark.parametrize(
    "wrong", [{"login": "No"}, {"role": "king"}, {"name": ""}, {"timezone": "x"}, {"role": "client"}]
)
def test_what_does_not_fit_is_refused(call, wrong) -> None:
    answer = call("POST", "", BODY | wrong)
    assert answer.status_code == 422
    assert answer.json["message"]


def test_a_body_that_is_no_json_is_refused(client, bearer) -> None:
    headers = bearer(*Permission) | {"Content-Type": "application/json"}
    assert client.post("/api/v1/accounts", data="{", headers=headers).status_code == 400


def test_an_unknown_account_is_not_found(call) -> None:
    assert call("GET", "/nobody").status_code == 404
    assert call("PUT", "/nobody", {"name": "Zoe", "role": "agent"}).status_code == 404


def test_a_change_of_a_program_is_in_the_audit(call, audited) -> None:
    call("POST", "", BODY)
    assert (audited()[0].verb, audited()[0].who.split(" <")[0]) == ("add account", "Program")
