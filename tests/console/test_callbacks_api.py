"""Callbacks for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission

BODY = {"number": "+36301234567", "queue": "nurse"}
MAY = (Permission.SEE_CALLS, Permission.CONTROL_CALLBACKS)


@pytest.fixture
def call(client, bearer, centre):
    headers = bearer(*MAY)

    def called(method: str, path: str = "", body=None, **more: str):
        return client.open(f"/api/v1/callbacks{path}", method=method, json=body, headers=headers | more)

    return called


def test_one_is_added_listed_cancelled_and_restored(call, audited) -> None:
    made = call("POST", body=BODY)
    assert (made.status_code, made.json["state"], made.json["skill"]) == (201, "waiting", "nurse")
    listed = call("GET").json
    assert [one["id"] for one in listed["callbacks"]] == [made.json["id"]]
    assert (listed["figures"]["requested"], listed["figures"]["open"]) == (1, 1)
    assert call("POST", f"/{made.json['id']}/cancel").json["state"] == "cancelled"
    assert call("POST", f"/{made.json['id']}/restore").json["state"] == "waiting"
    assert [entry.verb for entry in audited()[:3]] == ["restore callback", "cancel callback", "add callback"]


def test_what_is_sent_twice_under_one_key_is_one_callback(call) -> None:
    key = {"Idempotency-Key": "again"}
    assert call("POST", body=BODY, **key).json == call("POST", body=BODY, **key).json
    assert len(call("GET").json["callbacks"]) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": "+12125550123"}, "number"),
        ({"queue": "nobody"}, "queue"),
        ({"language": "xx"}, "language"),
        ({"at": "2020-01-01T10:00:00+01:00"}, "at"),
        ({"number": 1}, "json"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(call, wrong, field) -> None:
    answer = call("POST", body=BODY | wrong)
    assert answer.status_code == 422
    assert field in answer.json["detail"]


def test_what_is_over_cannot_be_cancelled(call) -> None:
    made = call("POST", body=BODY).json["id"]
    call("POST", f"/{made}/cancel")
    assert call("POST", f"/{made}/cancel").status_code == 422
    assert call("POST", "/nothing/cancel").status_code == 404


def test_a_program_without_the_right_only_reads(client, bearer, centre) -> None:
    headers = bearer(Permission.SEE_CALLS)
    assert client.get("/api/v1/callbacks", headers=headers).status_code == 200
    assert client.post("/api/v1/callbacks", json=BODY, headers=headers).status_code == 403


def test_another_queues_callback_is_out_of_reach(client, call, bearer) -> None:
    made = call("POST", body=BODY).json["id"]
    other = bearer(*MAY, scope=Scope(queues=frozenset({"reception"})))
    assert client.get("/api/v1/callbacks", headers=other).json["callbacks"] == []
    assert client.post(f"/api/v1/callbacks/{made}/cancel", headers=other).status_code == 403
