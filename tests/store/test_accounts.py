"""Accounts are kept whole, proofs apart, and the centre is never left without its keeper."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ivr.access.account import ALL, Account, AccountRefused, Scope
from ivr.access.role import Role
from ivr.store import accounts, sessions, sign_in_links
from ivr.store.accounts import AccountChange, Proofs
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=10)
KEEPER = Account("1", "Ági", "agi", Role.ADMINISTRATOR, ALL, "hu", "Europe/Budapest")
ANNA = Account("2", "Anna", "anna", Role.SUPERVISOR, Scope(frozenset({"sales"})), "en", "UTC", agent="agent-anna")


@pytest.fixture
def centre(database: Database) -> Database:
    with database.write() as connection:
        for account in (KEEPER, ANNA):
            accounts.add(connection, account, NOON)
    return database


def test_an_account_comes_back_as_it_was(centre: Database) -> None:
    with centre.read() as connection:
        assert accounts.all_accounts(connection) == (KEEPER, ANNA)
        assert accounts.of_id(connection, "2") == ANNA
        assert accounts.of_login(connection, " ANNA ") == ANNA


@pytest.mark.parametrize("login", ["", "a\0b", "\ud800", "anna' OR '1'='1", "x" * 100])
def test_what_is_no_login_is_nobodys(centre: Database, login: str) -> None:
    with centre.read() as connection:
        assert accounts.of_login(connection, login) is None


def test_a_login_is_given_once(centre: Database) -> None:
    with centre.write() as connection, pytest.raises(AccountRefused) as refused:
        accounts.add(connection, replace(ANNA, id="3"), NOON)
    assert refused.value.field == "login"


def test_a_change_gives_before_and_after(centre: Database) -> None:
    wanted = replace(ANNA, name="Anna K.", role=Role.PLANNER, scope=ALL, agent=None)
    with centre.write() as connection:
        assert accounts.change(connection, wanted) == AccountChange(ANNA, wanted)
        assert accounts.of_id(connection, "2") == wanted


def test_a_login_never_changes(centre: Database) -> None:
    with centre.write() as connection:
        assert accounts.change(connection, replace(ANNA, login="other")).after.login == "anna"
        assert accounts.of_login(connection, "other") is None


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.PLANNER}, {"scope": Scope(frozenset({"sales"}))}])
def test_the_last_keeper_of_the_centre_stays(centre: Database, change: dict[str, object]) -> None:
    with centre.write() as connection, pytest.raises(AccountRefused, match="last active administrator"):
        accounts.change(connection, replace(KEEPER, **change))
    with centre.write() as connection:
        accounts.change(connection, replace(ANNA, role=Role.ADMINISTRATOR, scope=ALL))
        assert accounts.change(connection, replace(KEEPER, **change)).before == KEEPER


def test_who_is_deactivated_is_out_at_once(centre: Database) -> None:
    with centre.write() as connection:
        session = sessions.begin(connection, "2", NOON, LATER)
        link = sign_in_links.issue(connection, "2", LATER)
        assert not accounts.deactivate(connection, "2").after.active
        assert sessions.of(connection, session, NOON) is None
        assert sign_in_links.redeem(connection, link, NOON) is None


def test_a_stranger_is_neither_changed_nor_deactivated(centre: Database) -> None:
    with centre.write() as connection:
        for act in (
            lambda: accounts.change(connection, replace(ANNA, id="9")),
            lambda: accounts.deactivate(connection, "9"),
        ):
            with pytest.raises(AccountRefused, match="no such account"):
                act()


def test_proofs_are_kept_apart_from_the_account(centre: Database) -> None:
    with centre.write() as connection:
        accounts.set_password_hash(connection, "2", "$argon2id$...")
        accounts.set_totp(connection, "2", "JBSWY3DP")
        assert accounts.proofs(connection, "2") == Proofs("$argon2id$...", "JBSWY3DP", None)
        assert accounts.of_id(connection, "2") == replace(ANNA, has_password=True, has_totp=True)
        assert accounts.change(connection, ANNA).after.has_password


def test_a_stranger_has_no_proofs(centre: Database) -> None:
    with centre.read() as connection:
        assert accounts.proofs(connection, "9") == Proofs(None, None, None)


def test_a_step_of_the_second_factor_is_used_once_and_never_backwards(centre: Database) -> None:
    with centre.write() as connection:
        assert [accounts.use_totp_step(connection, "2", step) for step in (7, 7, 6, 8)] == [True, False, False, True]


def test_a_new_second_factor_begins_anew(centre: Database) -> None:
    with centre.write() as connection:
        accounts.use_totp_step(connection, "2", 7)
        accounts.set_totp(connection, "2", None)
        assert accounts.proofs(connection, "2") == Proofs(None, None, None)


def test_the_audit_is_told_everything_but_the_proofs() -> None:
    written = accounts.plain(ANNA)
    assert written is not None
    assert (written["login"], written["role"], written["queues"], written["projects"]) == (
        "anna",
        "supervisor",
        ["sales"],
        None,
    )
    assert accounts.plain(None) is None
