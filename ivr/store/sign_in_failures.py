"""Failed sign-ins, by login and by address: what lockout is decided from."""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Index, Integer, String, Table, delete, insert, select

from ivr.access.lockout import OF_ADDRESS, OF_LOGIN, REMEMBERED, LockoutRule, locked_until
from ivr.store.columns import Utc, metadata
from ivr.store.turns import Turn, take_turn

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "login", "at"),
    Index(None, "address", "at"),
    Index(None, "at"),
)

LONGEST = 64


def begin_attempt(connection: Connection, login: str, address: str, now: datetime) -> datetime | None:
    """Count an attempt as failed until it is forgiven; when locked, count nothing and say until when.

    Counted before the password is checked: a hundred guesses at once are a hundred failures.
    """
    take_turn(connection, Turn.SIGN_IN)
    connection.execute(delete(sign_in_failures).where(sign_in_failures.c.at <= now - REMEMBERED))
    login, address = _kept(login), address[:LONGEST]
    locks = (
        _lock(connection, sign_in_failures.c.login == login, OF_LOGIN),
        _lock(connection, sign_in_failures.c.address == address, OF_ADDRESS),
    )
    until = max((lock for lock in locks if lock is not None and lock > now), default=None)
    if until is None:
        connection.execute(insert(sign_in_failures).values(login=login, address=address, at=now))
    return until


def forgive(connection: Connection, login: str) -> None:
    """Forget the failures of a login: its holder has signed in."""
    connection.execute(delete(sign_in_failures).where(sign_in_failures.c.login == _kept(login)))


def _lock(connection: Connection, whose: ColumnElement[bool], rule: LockoutRule) -> datetime | None:
    at = sign_in_failures.c.at
    return locked_until(list(connection.execute(select(at).where(whose).order_by(at)).scalars()), rule)


def _kept(login: str) -> str:
    # Whatever is typed is counted, and what the database could not hold is not passed to it.
    typed = login.strip().lower().encode("utf-8", "replace").decode().replace("\0", "")
    return typed[:LONGEST]
