"""What the router has learned, one row: who waits and who works is kept by Asterisk and by the history."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, select, update

from ivr.store.columns import Utc, metadata

routing_state = Table(
    "routing_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("saved_at", Utc, nullable=False),
    Column("learned", Text, nullable=False),
)

ONLY = 1


def save(connection: Connection, learned: str, now: datetime) -> None:
    """Keep what was learned, as JSON text, in place of what was kept before."""
    values = {"learned": learned, "saved_at": now}
    known = update(routing_state).where(routing_state.c.id == ONLY).values(**values)
    if not connection.execute(known).rowcount:
        connection.execute(insert(routing_state).values(id=ONLY, **values))


def load(connection: Connection) -> Mapping[str, Any] | None:
    """What was learned last, None when nothing was or when it is no JSON object."""
    text = connection.execute(select(routing_state.c.learned).where(routing_state.c.id == ONLY)).scalar()
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
