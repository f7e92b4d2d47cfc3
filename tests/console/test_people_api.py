"""Skills, teams and pause reasons for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission

BODIES = {
    "skills": {"name": "Lab"},
    "teams": {"name": "Lab"},
    "pause-reasons": {"name": "Lab", "paid": False, "limit_s": 60, "auto_unpause": True},
}
each_kind = pytest.mark.parametrize("path", BODIES)


@pytest.fixture
def call(client, bearer, centre):
    headers = bearer(Permission.EDIT_PEOPLE)

    def called(method: str, path: str, body=None, **more: str):
        return client.open(f"/api/v1/{path}", method=method, json=body, headers=headers | more)

    return called


@each_kind
def test_each_is_made_read_changed_and_switched(call, audited, path: str) -> None:
    made = call("POST", path, BODIES[path])
    assert (made.status_code, made.json["id"]) == (201, "lab")
    assert call("PUT", f"{path}/lab", BODIES[path] | {"name": "Labs", "version": 1}).json["name"] == "Labs"
    assert call("POST", f"{path}/lab/active", {"version": 2, "active": False}).json["active"] is False
    assert call("GET", f"{path}/lab").json in call("GET", path).json[path.replace("-", "_")]
    assert [entry.verb.split()[0] for entry in audited()] == ["deactivate", "edit", "add"]


@each_kind
def test_sent_twice_under_one_key_it_is_made_once(call, path: str) -> None:
    key = {"Idempotency-Key": "k1"}
    first, again = call("POST", path, BODIES[path], **key), call("POST", path, BODIES[path], **key)
    assert (first.json, first.status_code) == (again.json, again.status_code)


@each_kind
def test_what_cannot_be_is_refused_with_its_reason(call, path: str) -> None:
    call("POST", path, BODIES[path])
    assert call("POST", path, BODIES[path] | {"name": " "}).status_code == 422
    assert call("PUT", f"{path}/lab", BODIES[path] | {"version": 9}).status_code == 409
    assert call("GET", f"{path}/nothing").status_code == 404


@each_kind
def test_a_token_without_the_right_or_held_to_queues_changes_nothing(client, bearer, centre, path: str) -> None:
    held = bearer(Permission.EDIT_PEOPLE, scope=Scope(queues=frozenset({"nurse"})))
    for headers in (bearer(Permission.SEE_AGENTS), held):
        assert client.post(f"/api/v1/{path}", json=BODIES[path], headers=headers).status_code == 403
