"""Alerts for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import alerts
from ivr.store.alerts import Alert

HERE = "/api/v1/alerts"
RIGHT = Permission.SEE_ALERTS


@pytest.fixture(autouse=True)
def raised(database, centre, clock) -> None:
    with database.write() as connection:
        for name, queue in (("a", "nurse"), ("b", None), ("over", "nurse")):
            one = Alert(name, "long", "Long wait", "longest_wait", queue, 180.0, 200.0, clock())
            alerts.raise_one(connection, one)
        alerts.mark(connection, "over", cleared_at=clock())


def test_alerts_are_listed_and_taken_once(client, bearer, audited) -> None:
    headers = bearer(RIGHT)
    assert {one["id"] for one in client.get(HERE, headers=headers).json["alerts"]} == {"a", "b", "over"}
    assert {one["id"] for one in client.get(f"{HERE}?open_only=true", headers=headers).json["alerts"]} == {"a", "b"}
    taken = client.post(f"{HERE}/a/acknowledge", headers=headers, json={"note": "two more come in"})
    assert (taken.status_code, taken.json["note"]) == (200, "two more come in")
    assert client.post(f"{HERE}/a/acknowledge", headers=headers, json={}).status_code == 422
    assert audited()[0].verb == "acknowledge alert"
    assert client.get(f"{HERE}/a", headers=headers).json["acknowledged_by"].startswith("Program")


def test_sent_again_under_its_key_it_is_answered_alike(client, bearer, audited) -> None:
    headers = bearer(RIGHT) | {"Idempotency-Key": "k"}
    answers = [client.post(f"{HERE}/a/acknowledge", headers=headers, json={}) for _ in range(2)]
    assert answers[0].json == answers[1].json
    assert [entry.verb for entry in audited()].count("acknowledge alert") == 1


def test_a_token_sees_its_own_queues_alone(client, bearer) -> None:
    own = bearer(RIGHT, scope=Scope(queues=frozenset({"nurse"})))
    assert {one["id"] for one in client.get(HERE, headers=own).json["alerts"]} == {"a", "over"}
    assert client.get(f"{HERE}/b", headers=own).status_code == 404
    assert client.get(HERE, headers=bearer(Permission.SEE_CALLS)).status_code == 403
