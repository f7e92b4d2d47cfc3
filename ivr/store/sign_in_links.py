"""One-time sign-in links: only a hash is kept, each works once and not for long."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, delete, insert, update

from ivr.store.columns import Utc, metadata

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
)


def issue(connection: Connection, expires_at: datetime) -> str:
    """A new token for one sign-in until it expires."""
    token = secrets.token_urlsafe(32)
    connection.execute(insert(sign_in_links).values(token_hash=_hash(token), expires_at=expires_at))
    return token


def redeem(connection: Connection, token: str, now: datetime) -> bool:
    """Use a token up: True once, and only before it expires."""
    fresh = (sign_in_links.c.used_at.is_(None), sign_in_links.c.expires_at > now)
    wish = update(sign_in_links).where(sign_in_links.c.token_hash == _hash(token), *fresh).values(used_at=now)
    return connection.execute(wish).rowcount == 1


def forget_expired(connection: Connection, now: datetime) -> None:
    """Delete the links that can no longer be used."""
    connection.execute(delete(sign_in_links).where(sign_in_links.c.expires_at <= now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
