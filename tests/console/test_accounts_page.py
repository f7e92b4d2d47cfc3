"""The page of accounts."""

import pytest

from ivr.access.role import Role
from ivr.store import accounts, sign_in_links

FORM = {"name": "Zoe", "login": "Zoe", "role": "supervisor", "language": "hu", "timezone": "Europe/Budapest"}


def of(database, login: str):
    with database.read() as connection:
        return accounts.of_login(connection, login)


def test_a_new_account_comes_with_a_link_that_works(signed_in, press, database, clock, audited) -> None:
    page = press(signed_in, "/accounts/new", FORM)
    token = page.text.split("/sign-in/")[1].split("<")[0]
    with database.read() as connection:
        assert sign_in_links.of(connection, token, clock()) == of(database, "zoe").id
    assert [entry.verb for entry in audited()] == ["issue sign-in link", "add account"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "fill this in"),
        ({"login": "administrator-login"}, "login is taken"),
        ({"login": "no spaces"}, "A login has"),
        ({"timezone": "Mars/Base"}, "no such time zone"),
        ({"role": "client"}, "name at least one"),
        ({"role": "king"}, "Not a valid choice"),
    ],
)
def test_a_mistake_is_shown_beside_its_field(signed_in, press, database, wrong, told) -> None:
    answer = press(signed_in, "/accounts/new", FORM | wrong)
    assert answer.status_code == 400
    assert told in answer.text
    assert of(database, "zoe") is None


def test_an_account_is_edited_and_the_audit_tells(signed_in, press, database, account_of, audited) -> None:
    account = account_of(Role.AGENT)
    press(signed_in, f"/accounts/{account.id}", FORM | {"name": "Renamed", "queues": ["nurse"]})
    assert of(database, account.login).scope.queues == {"nurse"}
    entry = audited()[0]
    assert (entry.who, entry.after["name"]) == ("Administrator Person <account:administrator-id>", "Renamed")


def test_deactivating_can_be_undone(signed_in, press, database, account_of) -> None:
    account = account_of(Role.AGENT)
    press(signed_in, f"/accounts/{account.id}/active", {"active": "no"})
    assert not of(database, account.login).active
    notice = signed_in.get("/accounts").text
    assert f'action="/accounts/{account.id}/active"' in notice
    press(signed_in, f"/accounts/{account.id}/active", {"active": "yes"})
    assert of(database, account.login).active


def test_the_last_administrator_stays(signed_in, press, database) -> None:
    press(signed_in, "/accounts/administrator-id/active", {"active": "no"}, follow_redirects=False)
    assert of(database, "administrator-login").active
    assert "last active administrator" in signed_in.get("/accounts").text


def test_the_table_is_filtered_and_told_as_csv(signed_in, account_of) -> None:
    account_of(Role.PLANNER)
    page = signed_in.get("/accounts?q=planner").text
    assert "planner-login" in page
    assert "administrator-login" not in page
    assert "planner-login" in signed_in.get("/accounts?q=planner&format=csv").text


def test_a_hostile_name_is_text(signed_in, press) -> None:
    press(signed_in, "/accounts/new", FORM | {"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in signed_in.get("/accounts").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/accounts/new", "/accounts/x", "/accounts/x/active", "/accounts/x/link"])
def test_others_change_no_account(as_role, press, role, path, audited) -> None:
    assert press(as_role(role), path, FORM).status_code == 403
    assert audited() == []
