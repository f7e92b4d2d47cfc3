"""Queues for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission

BODY = {"name": "Billing", "skill": "nurse", "waiting_warn": 3}


@pytest.fixture
def call(client, bearer, centre):
    headers = bearer(*Permission)

    def called(method: str, path: str, body=None, **more: str):
        return client.open(f"/api/v1/queues{path}", method=method, json=body, headers=headers | more)

    return called


def test_a_queue_is_made_read_changed_and_switched(call, audited) -> None:
    made = call("POST", "", BODY)
    assert (made.status_code, made.json["id"], made.json["waiting_warn"], made.json["ring_s"]) == (
        201,
        "billing",
        3,
        15,
    )
    changed = call("PUT", "/billing", BODY | {"version": 1, "ring_s": 20})
    assert (changed.status_code, changed.json) == (200, call("GET", "/billing").json)
    assert call("POST", "/billing/active", {"version": 2, "active": False}).json["active"] is False
    assert [entry.verb for entry in audited()[:3]] == ["deactivate queue", "edit queue", "add queue"]
    assert len(call("GET", "").json["queues"]) == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ring_s": 0}, "json"),
        ({"skill": "nobody"}, "skill"),
        ({"waiting_alarm": 2}, "waiting_alarm"),
        ({"name": 1}, "json"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(call, wrong, field) -> None:
    answer = call("POST", "", BODY | wrong)
    assert answer.status_code == 422
    assert field in answer.json["detail"]


def test_a_version_that_is_not_the_last_is_a_conflict(call) -> None:
    call("POST", "", BODY)
    call("PUT", "/billing", BODY | {"version": 1, "ring_s": 20})
    answer = call("PUT", "/billing", BODY | {"version": 1})
    assert (answer.status_code, answer.json["detail"]) == (409, {"version": 2})


def test_what_is_sent_twice_under_one_key_is_made_once(call) -> None:
    key = {"Idempotency-Key": "again"}
    assert call("POST", "", BODY, **key).json == call("POST", "", BODY, **key).json
    assert len(call("GET", "").json["queues"]) == 3
    assert call("POST", "", BODY | {"ring_s": 9}, **key).status_code == 409


def test_an_unknown_queue_is_not_found(call) -> None:
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "", BODY | {"version": 1}),
        ("POST", "/active", {"version": 1, "active": True}),
    ):
        assert call(method, f"/nothing{path}", body).status_code == 404


def test_a_token_of_one_queue_sees_and_changes_it_alone(client, bearer, centre) -> None:
    headers = bearer(Permission.EDIT_QUEUES, scope=Scope(queues=frozenset({"nurse"})))
    assert [one["id"] for one in client.get("/api/v1/queues", headers=headers).json["queues"]] == ["nurse"]
    assert client.get("/api/v1/queues/reception", headers=headers).status_code == 403
    assert client.post("/api/v1/queues", headers=headers, json=BODY).status_code == 403


def test_without_the_right_nothing_is_told(client, bearer, centre) -> None:
    assert client.get("/api/v1/queues").status_code == 401
    assert client.get("/api/v1/queues", headers=bearer(Permission.SEE_REPORTS)).status_code == 403
