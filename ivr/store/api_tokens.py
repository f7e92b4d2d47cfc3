"""API tokens and the tokens of big screens: what a program may do, for what, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, Text, insert, select, update

from ivr.access.account import ALL, KIOSK_PERMISSIONS, Principal, PrincipalKind, Scope, is_name
from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.errors import FieldError
from ivr.store.columns import Utc, metadata
from ivr.store.scopes import scope_columns, scope_of, scope_values
from ivr.store.secret_tokens import HASH_LENGTH, fresh_token, hash_of

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", String(HASH_LENGTH), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("permissions", JSON, nullable=False),
    *scope_columns(),
    Column("language", String(16), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("revoked_at", Utc),
)


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is asked for."""

    name: str
    permissions: frozenset[Permission]
    expires_at: datetime
    scope: Scope = ALL
    kind: PrincipalKind = PrincipalKind.TOKEN
    language: str = "en"
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        """Refuse a name nobody can read in a list."""
        if not is_name(self.name):
            raise FieldError("name", "A name has 1 to 100 characters in one line.")


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as lists show it, without what opens anything."""

    principal: Principal
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


def issue(connection: Connection, wanted: NewToken, now: datetime) -> tuple[ApiToken, str]:
    """A new token, and what its holder shows: it can never be read again."""
    token = fresh_token()
    screen = wanted.kind is PrincipalKind.KIOSK  # whatever was asked for, it shows the wallboard
    row = {
        "id": fresh_id(),
        "token_hash": hash_of(token),
        "kind": wanted.kind,
        "name": wanted.name,
        "permissions": sorted(KIOSK_PERMISSIONS if screen else wanted.permissions),
        "language": wanted.language,
        "timezone": wanted.timezone,
        "created_at": now,
        "expires_at": wanted.expires_at,
        "revoked_at": None,
    } | scope_values(wanted.scope)
    connection.execute(insert(api_tokens).values(row))
    return _token(row), token


def of(connection: Connection, token: str, now: datetime) -> Principal | None:
    """Who shows this token; None when it is unknown, revoked or expired."""
    good = (api_tokens.c.token_hash == hash_of(token), api_tokens.c.revoked_at.is_(None), api_tokens.c.expires_at > now)
    row = connection.execute(select(api_tokens).where(*good)).mappings().first()
    return None if row is None else _token(row).principal


def of_id(connection: Connection, token_id: str) -> ApiToken | None:
    """The token of an id."""
    row = connection.execute(select(api_tokens).where(api_tokens.c.id == token_id)).mappings().first()
    return None if row is None else _token(row)


def all_tokens(connection: Connection) -> tuple[ApiToken, ...]:
    """Every token there ever was, the newest first."""
    wish = select(api_tokens).order_by(api_tokens.c.created_at.desc(), api_tokens.c.id.desc())
    return tuple(_token(row) for row in connection.execute(wish).mappings())


def revoke(connection: Connection, token_id: str, now: datetime) -> bool:
    """Let a token in no more; False when it was revoked before or never was."""
    living = (api_tokens.c.id == token_id, api_tokens.c.revoked_at.is_(None))
    return connection.execute(update(api_tokens).where(*living).values(revoked_at=now)).rowcount == 1


def plain(token: ApiToken) -> dict[str, Any]:
    """A token as the audit writes it down."""
    who = token.principal
    rights = {"permissions": sorted(who.permissions)} | scope_values(who.scope)
    return {"kind": who.kind, "name": who.name, "expires_at": token.expires_at, "revoked_at": token.revoked_at} | rights


def _token(row: Mapping[Any, Any]) -> ApiToken:
    principal = Principal(
        kind=PrincipalKind(row["kind"]),
        id=row["id"],
        name=row["name"],
        permissions=frozenset(Permission(name) for name in row["permissions"]),
        scope=scope_of(row),
        language=row["language"],
        timezone=row["timezone"],
    )
    return ApiToken(principal, row["created_at"], row["expires_at"], row["revoked_at"])
