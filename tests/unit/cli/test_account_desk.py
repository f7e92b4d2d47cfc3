"""Accounts as this machine's commands change them: the change and its line in the audit, or neither."""

import os
import pwd
import re
from datetime import UTC, datetime, timedelta

import pytest

from ivr.access.account import ALL, Account, AccountRefused
from ivr.access.role import Role
from ivr.bringup.configuration import first_settings
from ivr.cli.account_desk import AccountDesk
from ivr.errors import SetupError
from ivr.store import audit, sign_in_links
from ivr.store.audit import AuditSearch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANNA = Account("2", "Anna", "anna", Role.SUPERVISOR, ALL, "en", "UTC")


@pytest.fixture
def desk(tmp_path, fresh):
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    database = fresh(settings.database_url)
    yield AccountDesk(settings, database, NOW)
    database.close()


def written(desk):
    with desk.database.read() as connection:
        return [row.entry for row in reversed(audit.search(connection, AuditSearch()))]


def lets_in(desk, address, now=NOW):
    token = re.fullmatch(rf"{desk.settings.console_url}/sign-in/(\S+)", address)[1]
    with desk.database.write() as connection:
        return sign_in_links.redeem(connection, token, now)


def test_the_first_link_makes_the_first_administrator_once(desk):
    addresses = [desk.first_link(), desk.first_link()]
    (administrator,) = desk.everyone()
    assert (administrator.login, administrator.keeps_the_centre) == ("admin", True)
    assert [lets_in(desk, address) for address in addresses] == [None, administrator.id]
    assert [entry.verb for entry in written(desk)] == ["add account", *["issue sign-in link"] * 2]


def test_the_audit_names_who_ran_the_command(desk):
    desk.add(ANNA)
    (entry,) = written(desk)
    assert entry.who == f"{pwd.getpwuid(os.getuid()).pw_name} <command line>"
    assert (entry.kind, entry.id, entry.before, entry.after["login"]) == ("account", "anna", None, "anna")


def test_a_link_lets_its_account_in_for_fifteen_minutes(desk):
    desk.add(ANNA)
    assert lets_in(desk, desk.link("anna"), NOW + timedelta(minutes=14)) == "2"
    assert lets_in(desk, desk.link("anna"), NOW + timedelta(minutes=15)) is None


def test_who_is_deactivated_gets_no_link(desk):
    desk.add(ANNA)
    desk.deactivate("anna")
    assert [entry.verb for entry in written(desk)] == ["add account", "deactivate account"]
    with pytest.raises(SetupError, match="not active"):
        desk.link("anna")


def test_what_is_refused_leaves_no_trace(desk):
    desk.first_link()
    before = written(desk)
    with pytest.raises(AccountRefused):
        desk.deactivate("admin")
    assert written(desk) == before
    assert desk.everyone()[0].active


def test_a_stranger_is_named(desk):
    with pytest.raises(SetupError, match="no account bela"):
        desk.link("bela")
