"""Accounts: who may come into the console, and what proves that it is him."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, or_, select, update

from ivr.access.account import LOGIN, Account, AccountRefused
from ivr.access.role import Role
from ivr.store import sessions, sign_in_links
from ivr.store.columns import Utc, metadata
from ivr.store.scopes import scope_columns, scope_of, scope_values
from ivr.store.turns import Turn, take_turn

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    *scope_columns(),
    Column("language", String(16), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("agent", String(64)),
    Column("active", Boolean, nullable=False),
    Column("password_hash", Text),
    Column("totp_secret", String(64)),
    Column("totp_step", Integer),
    Column("created_at", Utc, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Proofs:
    """What a sign-in is checked against."""

    password_hash: str | None
    totp_secret: str | None
    totp_step: int | None  # the last step whose code was used


@dataclass(frozen=True, slots=True)
class AccountChange:
    """An account as it was (None: it is new) and as it is now."""

    before: Account | None
    after: Account


def all_accounts(connection: Connection) -> tuple[Account, ...]:
    """Every account, by login."""
    return tuple(_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.login)).mappings())


def of_id(connection: Connection, account_id: str) -> Account | None:
    """The account of an id."""
    return _first(connection, accounts.c.id == account_id)


def of_login(connection: Connection, login: str) -> Account | None:
    """The account of a login, however it is capitalised."""
    typed = login.strip().lower()
    return _first(connection, accounts.c.login == typed) if LOGIN.fullmatch(typed) else None


def proofs(connection: Connection, account_id: str) -> Proofs:
    """What this account's sign-in is checked against: nothing for an unknown one."""
    wish = select(accounts.c.password_hash, accounts.c.totp_secret, accounts.c.totp_step)
    row = connection.execute(wish.where(accounts.c.id == account_id)).first()
    return Proofs(None, None, None) if row is None else Proofs(row.password_hash, row.totp_secret, row.totp_step)


def add(connection: Connection, account: Account, now: datetime) -> AccountChange:
    """Store a new account; it has no password yet."""
    take_turn(connection, Turn.ACCOUNTS)
    if of_login(connection, account.login) is not None:
        raise AccountRefused("This login is taken; a login is never given to another.", "login")
    fresh = replace(account, has_password=False, has_totp=False)
    connection.execute(insert(accounts).values(id=fresh.id, login=fresh.login, created_at=now, **_columns(fresh)))
    return AccountChange(None, fresh)


def change(connection: Connection, wanted: Account) -> AccountChange:
    """Store an account as it is wanted; its login and what proves a sign-in stay as they are."""
    take_turn(connection, Turn.ACCOUNTS)
    before = of_id(connection, wanted.id)
    if before is None:
        raise AccountRefused("There is no such account.", "login")
    if before.keeps_the_centre and not wanted.keeps_the_centre:
        _another_keeps_the_centre(connection, before)
    connection.execute(update(accounts).where(accounts.c.id == wanted.id).values(**_columns(wanted)))
    if not wanted.active:
        sessions.end_all(connection, wanted.id)
        sign_in_links.withdraw(connection, wanted.id)
    same = replace(wanted, login=before.login, has_password=before.has_password, has_totp=before.has_totp)
    return AccountChange(before, same)


def deactivate(connection: Connection, account_id: str) -> AccountChange:
    """Let an account in no more, from this moment."""
    account = of_id(connection, account_id)
    if account is None:
        raise AccountRefused("There is no such account.", "login")
    return change(connection, replace(account, active=False))


def set_password_hash(connection: Connection, account_id: str, password_hash: str) -> None:
    """Keep what a new password is checked against."""
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(password_hash=password_hash))


def set_totp(connection: Connection, account_id: str, secret: str | None) -> None:
    """Ask for a second factor from now on, or (None) no longer."""
    wish = update(accounts).where(accounts.c.id == account_id)
    connection.execute(wish.values(totp_secret=secret, totp_step=None))


def use_totp_step(connection: Connection, account_id: str, step: int) -> bool:
    """Use a code's step up: False when it, or a later one, was used already."""
    unused = or_(accounts.c.totp_step.is_(None), accounts.c.totp_step < step)
    wish = update(accounts).where(accounts.c.id == account_id, unused).values(totp_step=step)
    return connection.execute(wish).rowcount == 1


def plain(account: Account | None) -> dict[str, Any] | None:
    """An account as the audit writes it down."""
    if account is None:
        return None
    kept = ("login", "name", "role", "language", "timezone", "agent", "active", "has_password", "has_totp")
    return {name: getattr(account, name) for name in kept} | scope_values(account.scope)


def _first(connection: Connection, which: Any) -> Account | None:
    row = connection.execute(select(accounts).where(which)).mappings().first()
    return None if row is None else _account(row)


def _another_keeps_the_centre(connection: Connection, leaving: Account) -> None:
    if not any(other.keeps_the_centre for other in all_accounts(connection) if other.id != leaving.id):
        raise AccountRefused("This is the last active administrator of everything: make another one first.", "role")


def _columns(account: Account) -> dict[str, Any]:
    kept = ("name", "role", "language", "timezone", "agent", "active")
    return {name: getattr(account, name) for name in kept} | scope_values(account.scope)


def _account(row: Mapping[Any, Any]) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        login=row["login"],
        role=Role(row["role"]),
        scope=scope_of(row),
        language=row["language"],
        timezone=row["timezone"],
        agent=row["agent"],
        active=row["active"],
        has_password=row["password_hash"] is not None,
        has_totp=row["totp_secret"] is not None,
    )
