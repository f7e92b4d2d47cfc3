"""Tokens for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission


def test_a_token_is_issued_used_and_revoked(client, bearer) -> None:
    mine = bearer(Permission.EDIT_TOKENS, Permission.SEE_AUDIT)
    issued = client.post("/api/v1/tokens", json={"name": "A", "permissions": ["see_audit"]}, headers=mine).json
    theirs = {"Authorization": f"Bearer {issued['token']}"}
    assert client.get("/api/v1/audit", headers=theirs).status_code == 200
    assert client.post(f"/api/v1/tokens/{issued['id']}/revoke", headers=mine).json["revoked_at"]
    assert client.get("/api/v1/audit", headers=theirs).status_code == 401


def test_the_list_holds_nothing_that_opens_anything(client, bearer) -> None:
    headers = bearer(Permission.EDIT_TOKENS)
    answer = client.get("/api/v1/tokens", headers=headers)
    assert len(answer.json["tokens"]) == 1
    assert headers["Authorization"].split()[1] not in answer.text


@pytest.mark.parametrize("body", [{"permissions": ["edit_accounts"]}, {"permissions": [], "scope": {"queues": None}}])
def test_nobody_gives_what_he_has_not(client, bearer, body) -> None:
    held = bearer(Permission.EDIT_TOKENS, scope=Scope(queues=frozenset({"nurse"})))
    assert client.post("/api/v1/tokens", json={"name": "A", **body}, headers=held).status_code == 403


def test_an_unknown_token_is_not_found(client, bearer) -> None:
    assert client.post("/api/v1/tokens/x/revoke", headers=bearer(Permission.EDIT_TOKENS)).status_code == 404
