"""Deeds on accounts."""

from dataclasses import replace

import pytest

from ivr.access.account import AccountRefused
from ivr.access.role import Role
from ivr.console import account_changes
from ivr.store import accounts, sign_in_links


def test_a_change_tells_before_and_after(app, database, account_of) -> None:
    account = account_of(Role.AGENT)
    deed = account_changes.changed(lambda now: replace(now, name="Other"), account.id)
    with database.write() as connection:
        done = deed.act(connection)
    assert (done.before["name"], done.after["name"], done.id) == ("Agent Person", "Other", "agent-login")


def test_an_account_that_is_not_there_is_refused(app, database) -> None:
    with database.write() as connection, pytest.raises(AccountRefused):
        account_changes.changed(lambda now: now, "nobody").act(connection)


def test_a_new_link_replaces_the_one_before(app, database, account_of, clock) -> None:
    account, tokens = account_of(Role.AGENT), []
    for _ in range(2):
        deed, found = account_changes.new_link(account)
        with app.app_context(), database.write() as connection:
            deed.act(connection)
        tokens += found
    with database.read() as connection:
        assert [sign_in_links.of(connection, token, clock()) for token in tokens] == [None, account.id]


def test_no_secret_of_an_account_reaches_the_audit(app, database, account_of) -> None:
    account = account_of(Role.AGENT)
    with database.write() as connection:
        told = account_changes.second_factor(account, "THESECRET", None).act(connection)
        assert accounts.proofs(connection, account.id).totp_secret == "THESECRET"
    assert "THESECRET" not in str(told)
