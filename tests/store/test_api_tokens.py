"""A token opens what it was given, until it expires or is revoked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ivr.access.account import PrincipalKind, Scope, allows
from ivr.access.role import Permission
from ivr.errors import FieldError
from ivr.store import api_tokens
from ivr.store.api_tokens import NewToken
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = NOON + timedelta(days=30)
EXPORT = NewToken("export", frozenset({Permission.SEE_REPORTS}), SOON, Scope(queues=frozenset({"sales"})))


def test_a_token_acts_with_its_permissions_in_its_scope(database: Database) -> None:
    with database.write() as connection:
        kept, token = api_tokens.issue(connection, EXPORT, NOON)
        who = api_tokens.of(connection, token, NOON)
    assert who == kept.principal
    assert (who.kind, who.name) == (PrincipalKind.TOKEN, "export")
    assert allows(who, Permission.SEE_REPORTS, queue="sales")
    assert not allows(who, Permission.SEE_REPORTS, queue="nurse")
    assert not allows(who, Permission.SEE_CALLS)


def test_a_screen_shows_the_wallboard_whatever_was_asked_for(database: Database) -> None:
    wanted = replace(EXPORT, kind=PrincipalKind.KIOSK, permissions=frozenset(Permission))
    with database.write() as connection:
        _, token = api_tokens.issue(connection, wanted, NOON)
        who = api_tokens.of(connection, token, NOON)
    assert who is not None
    assert (who.kind, who.permissions) == (PrincipalKind.KIOSK, {Permission.SEE_WALLBOARD})


@pytest.mark.parametrize(("at", "known"), [(SOON - timedelta(seconds=1), True), (SOON, False)])
def test_a_token_expires(database: Database, at: datetime, known: bool) -> None:
    with database.write() as connection:
        _, token = api_tokens.issue(connection, EXPORT, NOON)
        assert (api_tokens.of(connection, token, at) is not None) is known


def test_a_revoked_token_opens_nothing_and_is_revoked_once(database: Database) -> None:
    with database.write() as connection:
        kept, token = api_tokens.issue(connection, EXPORT, NOON)
        assert [api_tokens.revoke(connection, kept.principal.id, NOON) for _ in range(2)] == [True, False]
        assert api_tokens.of(connection, token, NOON) is None
        revoked = api_tokens.of_id(connection, kept.principal.id)
        assert revoked is not None
        assert revoked.revoked_at == NOON


def test_neither_a_guess_nor_the_hash_opens_anything(database: Database) -> None:
    with database.write() as connection:
        _, token = api_tokens.issue(connection, EXPORT, NOON)
        (row,) = connection.execute(select(api_tokens.api_tokens)).all()
        assert token not in str(row)
        assert [api_tokens.of(connection, guess, NOON) for guess in ("", "guess", row.token_hash)] == [None] * 3


@pytest.mark.parametrize("name", ["", " ", "a\0b", "two\nlines", "x" * 101])
def test_a_token_has_a_name_that_can_be_read(name: str) -> None:
    with pytest.raises(FieldError, match="1 to 100 characters"):
        replace(EXPORT, name=name)


def test_the_list_is_newest_first(database: Database) -> None:
    with database.write() as connection:
        for number in range(3):
            api_tokens.issue(connection, replace(EXPORT, name=f"t{number}"), NOON + timedelta(minutes=number))
        assert [token.principal.name for token in api_tokens.all_tokens(connection)] == ["t2", "t1", "t0"]
        assert api_tokens.of_id(connection, "9") is None


def test_the_audit_is_told_what_it_may_and_not_what_opens(database: Database) -> None:
    with database.write() as connection:
        kept, token = api_tokens.issue(connection, EXPORT, NOON)
    written = api_tokens.plain(kept)
    assert (written["permissions"], written["queues"], written["expires_at"]) == (["see_reports"], ["sales"], SOON)
    assert token not in str(written)
