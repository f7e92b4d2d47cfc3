"""Writes sent twice."""

import pytest

from ivr.access.role import Permission

BODY = {"name": "Zoe", "login": "zoe", "role": "agent"}


@pytest.fixture
def send(client, bearer):
    headers = bearer(*Permission)

    def sent(path: str, body, key: str):
        return client.post(f"/api/v1/{path}", json=body, headers=headers | {"Idempotency-Key": key})

    return sent


def test_the_same_twice_is_done_once_and_answered_alike(send, audited) -> None:
    first, second = (send("accounts", BODY, "k1") for _ in range(2))
    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert len(audited()) == 1


def test_a_key_of_another_request_is_refused(send) -> None:
    send("accounts", BODY, "k1")
    assert send("accounts", BODY | {"name": "Other"}, "k1").status_code == 409


def test_what_was_refused_may_be_sent_again(send) -> None:
    assert send("accounts", BODY | {"role": "client"}, "k1").status_code == 422
    assert send("accounts", BODY, "k1").status_code == 201


def test_a_secret_is_told_once(send) -> None:
    body = {"name": "Export", "permissions": ["see_calls"]}
    assert send("tokens", body, "k1").json["token"]
    assert send("tokens", body, "k1").json["token"] is None


@pytest.mark.parametrize("key", ["", "x" * 129])
def test_a_key_that_cannot_be_kept_is_refused(send, key: str) -> None:
    assert send("accounts", BODY, key).status_code == 400
