"""Webhooks: addresses that are told of alerts, each with the secret its messages are signed with."""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, select, update

from ivr.errors import FieldError
from ivr.store.columns import metadata
from ivr.store.register import Register, Row, Rules, Tie

LONGEST_URL = 500

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Webhook(Row):
    """An address (http or https) that is told."""

    url: str


def check_url(url: str) -> None:
    """Refuse what is no address of the web, and one that holds a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    if not plain or parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise FieldError("url", "Enter an address such as https://example.org/alerts.")
    if parts.username or parts.password or parts.fragment:
        raise FieldError("url", "Enter an address without a password and without #.")


def _check(_connection: Connection, webhook: Webhook) -> None:
    check_url(webhook.url)


class Webhooks(Register[Webhook]):
    """Webhooks as people keep them; their secrets are read only where they are used."""

    def _read(self, _connection: Connection, rows: Any) -> tuple[Webhook, ...]:
        kept = [{name: value for name, value in row.items() if name != "secret"} for row in rows]
        return tuple(Webhook(**row) for row in kept)

    def _birth(self) -> dict[str, Any]:
        return {"secret": fresh_secret()}


REGISTER = Webhooks(
    webhooks,
    Webhook,
    Rules(
        check=_check,
        used_by=(Tie("alert_rules", "webhook", "The alert %(names)s is told to it: change the alert first."),),
        fallback="webhook",
        reserved=frozenset({"new", "undo"}),
    ),
)
everyone, of, create = REGISTER.everyone, REGISTER.of, REGISTER.create


def fresh_secret() -> str:
    """A secret nobody can guess."""
    return secrets.token_urlsafe(32)


def secret_of(connection: Connection, webhook_id: str) -> str | None:
    """What its messages are signed with."""
    return connection.execute(select(webhooks.c.secret).where(webhooks.c.id == webhook_id)).scalar()


def rotate(connection: Connection, webhook_id: str) -> str:
    """Give it another secret, which is told this once."""
    secret = fresh_secret()
    connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(secret=secret))
    return secret
