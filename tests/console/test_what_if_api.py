"""What if, for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import what_ifs
from ivr.store.what_ifs import WhatIfOutcome

HERE = "/api/v1/what-if"
BODY = {"day": "2026-11-20", "added": [{"nurse": 7}], "retrained": [{"agent": "agent-anna", "skill": "nurse",
        "level": None}], "widened": [{"skill": "nurse", "steps": "0:6 10:1"}], "strategies": ["rrmemory"]}  # fmt: skip


@pytest.fixture
def headers(bearer, centre):
    return bearer(Permission.ASK_WHAT_IF)


def test_a_question_is_asked_followed_and_answered(client, headers, database) -> None:
    asked = client.post(HERE, headers=headers, json=BODY)
    assert (asked.status_code, asked.json["outcome"], asked.json["question"]["added"]) == (202, None, [{"nurse": 7}])
    address = f"{HERE}/{asked.json['id']}"
    assert client.get(address, headers=headers).json["percent"] == 0
    with database.write() as connection:
        what_ifs.close(connection, asked.json["id"], WhatIfOutcome.DONE, answer={"trials": []})
    assert client.get(address, headers=headers).json["answer"] == {"trials": []}
    assert client.post(f"{address}/stop", headers=headers).status_code == 422


def test_a_question_is_stopped(client, headers) -> None:
    made = client.post(HERE, headers=headers, json={"centre": "small"}).json
    assert client.post(f"{HERE}/{made['id']}/stop", headers=headers).json["outcome"] == "stopped"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"centre": "small"}, "day"), ({"mode": "fair"}, "mode"), ({"added": [{"nurse": 12}]}, "level")],
)
def test_what_cannot_be_asked_is_refused_with_its_field(client, headers, wrong, field) -> None:
    answer = client.post(HERE, headers=headers, json=BODY | wrong)
    assert (answer.status_code, list(answer.json["detail"])) == (422, [field])


def test_a_token_has_three_open_questions_and_reads_only_its_own(client, headers, bearer) -> None:
    answers = [client.post(HERE, headers=headers, json=BODY) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [202, 202, 202, 422]
    other = bearer(Permission.ASK_WHAT_IF, scope=Scope(queues=frozenset({"nurse"})))
    assert client.get(f"{HERE}/{answers[0].json['id']}", headers=other).status_code == 404
    assert client.post(HERE, headers=bearer(Permission.SEE_REPORTS), json=BODY).status_code == 403
