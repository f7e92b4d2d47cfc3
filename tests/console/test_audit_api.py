"""The audit for programs."""

import pytest

from ivr.access.role import Permission
from ivr.store import audit
from ivr.store.audit import AuditEntry


def test_entries_are_found_and_the_chain_is_whole(client, bearer, database, clock) -> None:
    with database.write() as connection:
        audit.append(connection, AuditEntry(clock(), "Anna", "edit", "queue", "q1", None, {"n": 1}))
    headers = bearer(Permission.SEE_AUDIT)
    found = client.get("/api/v1/audit?text=Q1", headers=headers).json["entries"]
    assert [(entry["who"], entry["after"]) for entry in found] == [("Anna", {"n": 1})]
    assert client.get("/api/v1/audit/chain", headers=headers).json["first_broken"] is None


@pytest.mark.parametrize("asked", ["limit=0", "before=x", "since=yesterday"])
def test_a_question_that_does_not_fit_is_refused(client, bearer, asked: str) -> None:
    assert client.get(f"/api/v1/audit?{asked}", headers=bearer(Permission.SEE_AUDIT)).status_code == 422
