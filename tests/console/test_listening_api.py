"""Listening in for programs: wished once, refused with the reason."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import intentions

BODY = {"mode": "barge", "reason": "asked by the agent", "extension": "202"}


def waiting(database):
    with database.read() as connection:
        return [row.wish for row in intentions.waiting(connection)]


def test_a_talk_is_listened_in_on_once(client, bearer, talk, database, audited) -> None:
    headers = bearer(Permission.LISTEN_IN) | {"Idempotency-Key": "one"}
    first, again = (client.post(f"/api/v1/calls/{talk.call_id}/listen", json=BODY, headers=headers) for _ in range(2))
    assert (first.status_code, first.json) == (202, again.json)
    assert [made.mode for made in waiting(database)] == ["barge"]
    assert [entry.reason for entry in audited()] == ["asked by the agent"]


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"mode": "spy"}, {"extension": ""}, {"extension": "+3620"}])
def test_what_cannot_be_meant_is_refused(client, bearer, talk, database, wrong) -> None:
    headers = bearer(Permission.LISTEN_IN)
    assert client.post(f"/api/v1/calls/{talk.call_id}/listen", json=BODY | wrong, headers=headers).status_code == 422
    assert waiting(database) == []


def test_who_has_not_the_right_or_the_queue_listens_to_nothing(client, bearer, talk, database) -> None:
    nurses = Scope(queues=frozenset({"nurse"}))
    for headers in (bearer(Permission.CONTROL_AGENTS), bearer(Permission.LISTEN_IN, scope=nurses)):
        answer = client.post(f"/api/v1/calls/{talk.call_id}/listen", json=BODY, headers=headers)
        assert answer.status_code in {403, 404}
    assert waiting(database) == []


def test_a_call_nobody_knows_is_not_found(client, bearer, talk) -> None:
    headers = bearer(Permission.LISTEN_IN)
    assert client.post("/api/v1/calls/nobody/listen", json=BODY, headers=headers).status_code == 404
