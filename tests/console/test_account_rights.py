"""Nobody gives what he has not."""

import pytest

from ivr.access.account import ALL, Account, Scope
from ivr.access.role import Permission, Role
from ivr.store import accounts

HELD = Scope(queues=frozenset({"nurse"}))
FORM = {"name": "New", "login": "new", "role": "administrator", "language": "en", "timezone": "UTC"}


def test_who_is_held_to_a_queue_makes_nobody_who_is_not(as_role, press) -> None:
    browser = as_role(Role.ADMINISTRATOR, scope=HELD)
    assert press(browser, "/accounts/new", FORM).status_code == 403
    assert press(browser, "/accounts/new", FORM | {"queues": "nurse"}).status_code == 200


def test_a_token_that_may_edit_accounts_makes_no_administrator(client, bearer) -> None:
    body = {"name": "New", "login": "new", "role": "administrator"}
    answer = client.post("/api/v1/accounts", json=body, headers=bearer(Permission.EDIT_ACCOUNTS))
    assert answer.status_code == 403


@pytest.fixture
def whole(database, clock) -> Account:
    """An administrator of everything, beside the one who asks."""
    account = Account("whole", "Whole", "whole", Role.ADMINISTRATOR, ALL, "en", "UTC")
    with database.write() as connection:
        return accounts.add(connection, account, clock()).after


@pytest.mark.parametrize("path", ["", "/active", "/link"])
def test_who_is_held_to_a_queue_touches_nobody_who_is_not(as_role, press, whole, audited, path) -> None:
    held = as_role(Role.ADMINISTRATOR, scope=HELD)
    form = FORM | {"role": "agent", "queues": "nurse", "active": "no"}
    assert press(held, f"/accounts/{whole.id}{path}", form).status_code == 403
    assert audited() == []


def test_a_program_held_to_a_queue_touches_nobody_who_is_not(client, bearer, whole) -> None:
    body = {"name": "Less", "role": "administrator", "scope": {"queues": ["nurse"]}}
    headers = bearer(*Permission, scope=HELD)
    assert client.put(f"/api/v1/accounts/{whole.id}", json=body, headers=headers).status_code == 403


def test_a_token_that_may_more_is_not_revoked_by_who_may_less(client, bearer) -> None:
    whole, held = bearer(*Permission), bearer(*Permission, scope=HELD)
    known = client.get("/api/v1/tokens", headers=whole).json["tokens"]
    token_id = next(token["id"] for token in known if token["scope"]["queues"] is None)
    assert client.post(f"/api/v1/tokens/{token_id}/revoke", headers=held).status_code == 403
    assert client.get("/api/v1/tokens", headers=whole).status_code == 200
