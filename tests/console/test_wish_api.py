"""Wishes of programs."""

from flask.testing import FlaskClient

from ivr.access.role import Permission
from ivr.calls.intentions import LogOutAgent
from ivr.store import intentions


def test_a_wish_is_answered_with_its_id_once_for_each_key(client: FlaskClient, bearer, database) -> None:
    headers = bearer(Permission.CONTROL_AGENTS) | {"Idempotency-Key": "one"}
    answers = [client.post("/api/v1/agent-control/agent-anna/log-out", headers=headers) for _ in range(2)]
    with database.read() as connection:
        [row] = intentions.waiting(connection)
    assert [answer.json for answer in answers] == [{"wish": row.id, "outcome": None}] * 2
    assert row.wish == LogOutAgent("agent-anna")
