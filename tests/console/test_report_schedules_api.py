"""Schedules of clients' reports for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import projects, report_orders
from ivr.store.projects import Project

HERE = "/api/v1/report-schedules"
RIGHT = Permission.SEND_REPORTS
BODY = {"name": "Weekly", "project": "spring", "recipients": "a@example.org", "formats": "pdf csv"}


@pytest.fixture(autouse=True)
def spring(database, centre) -> None:
    with database.write() as connection:
        for name in ("Spring", "Autumn"):
            projects.create(connection, Project("", name, "Bank"))


def test_a_schedule_is_made_changed_paused_and_sent_now(client, bearer, database, audited) -> None:
    headers = bearer(RIGHT)
    assert client.post(HERE, headers=headers, json=BODY).json["id"] == "weekly"
    wanted = BODY | {"hour": 9, "kind": "month", "day": 3, "version": 1}
    assert client.put(f"{HERE}/weekly", headers=headers, json=wanted).json["kind"] == "month"
    paused = client.post(f"{HERE}/weekly/active", headers=headers, json={"active": False, "version": 2})
    assert paused.json["active"] is False
    sent = client.post(f"{HERE}/weekly/send", headers=headers)
    assert (sent.status_code, sent.json["period"], sent.json["recipients"]) == (202, "2026-10", ["a@example.org"])
    with database.read() as connection:
        assert [one.id for one in report_orders.of_schedule(connection, "weekly")] == [sent.json["order"]]
    assert audited()[0].verb == "send report now"


def test_sent_again_under_its_key_it_goes_once(client, bearer, database) -> None:
    headers = bearer(RIGHT)
    client.post(HERE, headers=headers, json=BODY)
    for _ in range(2):
        client.post(f"{HERE}/weekly/send", headers=headers | {"Idempotency-Key": "k"})
    with database.read() as connection:
        assert len(report_orders.of_schedule(connection, "weekly")) == 1


def test_what_cannot_be_sent_names_its_field(client, bearer) -> None:
    refused = client.post(HERE, headers=bearer(RIGHT), json=BODY | {"recipients": "nobody"})
    assert (refused.status_code, list(refused.json["detail"])) == (422, ["recipients"])


def test_a_token_of_another_project_neither_sees_nor_changes_it(client, bearer) -> None:
    client.post(HERE, headers=bearer(RIGHT), json=BODY)
    other = bearer(RIGHT, scope=Scope(projects=frozenset({"autumn"})))
    assert client.get(HERE, headers=other).json["report_schedules"] == []
    assert client.get(f"{HERE}/weekly", headers=other).status_code == 403
    assert client.post(HERE, headers=other, json=BODY).status_code == 403
    assert client.post(f"{HERE}/weekly/send", headers=other).status_code == 403
