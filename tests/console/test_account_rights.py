"""Nobody gives what he has not."""

from ivr.access.account import Scope
from ivr.access.role import Permission, Role

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
