"""Sessions: who is signed in. The browser has the token, only its hash is kept."""

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, ForeignKey, Index, String, Table, delete, insert, or_, select, update

from ivr.store.columns import Utc, metadata
from ivr.store.secret_tokens import HASH_LENGTH, fresh_token, hash_of

LIVES = timedelta(hours=12)  # whatever is done meanwhile
IDLE = timedelta(minutes=60)
TOUCHED_EACH = timedelta(minutes=1)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(HASH_LENGTH), primary_key=True),
    Column("account_id", String(36), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("began_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("seen_at", Utc, nullable=False),
    Index(None, "account_id"),
)


def begin(connection: Connection, account_id: str, now: datetime, until: datetime) -> str:
    """The token of a new session, which ends then at the latest."""
    _forget_ended(connection, now)
    token = fresh_token()
    moments = {"began_at": now, "expires_at": min(until, now + LIVES), "seen_at": now}
    connection.execute(insert(sessions).values(token_hash=hash_of(token), account_id=account_id, **moments))
    return token


def of(connection: Connection, token: str, now: datetime) -> str | None:
    """Whose session this is: the account's id, None when it is over or there is none."""
    alive = (sessions.c.expires_at > now, sessions.c.seen_at > now - IDLE)
    wish = select(sessions.c.account_id).where(sessions.c.token_hash == hash_of(token), *alive)
    return connection.execute(wish).scalar()


def wants_touch(connection: Connection, token: str, now: datetime) -> bool:
    """Whether the session was last seen so long ago that it should be touched."""
    wish = select(sessions.c.seen_at).where(sessions.c.token_hash == hash_of(token))
    seen_at = connection.execute(wish).scalar()
    return seen_at is not None and seen_at <= now - TOUCHED_EACH


def touch(connection: Connection, token: str, now: datetime) -> None:
    """Remember that a living session was used now."""
    alive = (sessions.c.seen_at > now - IDLE, sessions.c.seen_at < now)
    connection.execute(update(sessions).where(sessions.c.token_hash == hash_of(token), *alive).values(seen_at=now))


def end(connection: Connection, token: str) -> None:
    """Sign out."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == hash_of(token)))


def end_all(connection: Connection, account_id: str, but: str | None = None) -> None:
    """End every session of an account, but the one of this token."""
    wish = delete(sessions).where(sessions.c.account_id == account_id)
    connection.execute(wish if but is None else wish.where(sessions.c.token_hash != hash_of(but)))


def _forget_ended(connection: Connection, now: datetime) -> None:
    over = or_(sessions.c.expires_at <= now, sessions.c.seen_at <= now - IDLE)
    connection.execute(delete(sessions).where(over))
