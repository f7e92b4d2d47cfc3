"""One-time sign-in links, each of an account: only a hash is kept, each works once and not for long."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, String, Table, delete, insert, select, update

from ivr.store.columns import Utc, metadata
from ivr.store.secret_tokens import HASH_LENGTH, fresh_token, hash_of

LIVES = timedelta(minutes=15)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", String(HASH_LENGTH), primary_key=True),
    Column("account_id", String(36), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
)


def issue(connection: Connection, account_id: str, expires_at: datetime) -> str:
    """A new token for one sign-in to an account until it expires: the first one, or to set a new password."""
    token = fresh_token()
    values = {"token_hash": hash_of(token), "account_id": account_id, "expires_at": expires_at}
    connection.execute(insert(sign_in_links).values(values))
    return token


def of(connection: Connection, token: str, now: datetime) -> str | None:
    """The id of the account a link would let in, without using it up; None when it is no good."""
    wish = select(sign_in_links.c.account_id).where(*_good(token, now))
    return connection.execute(wish).scalar()


def redeem(connection: Connection, token: str, now: datetime) -> str | None:
    """Use a link up: the id of the account it lets in, once and only before it expires."""
    account_id = of(connection, token, now)
    used = connection.execute(update(sign_in_links).where(*_good(token, now)).values(used_at=now))
    return account_id if used.rowcount == 1 else None


def withdraw(connection: Connection, account_id: str) -> None:
    """No link of this account works any more."""
    connection.execute(delete(sign_in_links).where(sign_in_links.c.account_id == account_id))


def forget_expired(connection: Connection, now: datetime) -> None:
    """Delete the links that can no longer be used."""
    connection.execute(delete(sign_in_links).where(sign_in_links.c.expires_at <= now))


def _good(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    mine = sign_in_links.c.token_hash == hash_of(token)
    return mine, sign_in_links.c.used_at.is_(None), sign_in_links.c.expires_at > now
