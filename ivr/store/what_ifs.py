"""What if: questions asked in the console, answered by the worker; each belongs to the account that asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from ivr.store.columns import Utc, metadata

MOST_TRIES = 3  # of a question whose worker was killed each time

what_ifs = Table(
    "what_ifs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("asked_by", String(64), nullable=False),  # id of the account
    Column("asked_at", Utc, nullable=False),
    Column("question", JSON, nullable=False),
    Column("skills", JSON, nullable=False),  # those the answer may speak of; null: all
    Column("percent", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("outcome", String(16)),
    Column("reason", JSON),
    Column("answer", JSON),
    Index(None, "asked_by", "asked_at"),
    Index(None, "outcome", "asked_at"),
)


class WhatIfOutcome(StrEnum):
    """What became of a question."""

    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One question; it has no outcome until it is answered, refused or stopped."""

    id: str
    asked_by: str
    asked_at: datetime
    question: Mapping[str, Any]
    skills: tuple[str, ...] | None = None
    percent: int = 0
    tries: int = 0
    outcome: WhatIfOutcome | None = None
    reason: Mapping[str, Any] | None = None  # a sentence and its values
    answer: Mapping[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for its answer."""
        return self.outcome is None


def ask(connection: Connection, asked: WhatIf) -> None:
    """Ask the worker."""
    row = {name: getattr(asked, name) for name in what_ifs.c.keys()}  # noqa: SIM118 — columns, not a mapping
    connection.execute(insert(what_ifs).values(row))


def of(connection: Connection, what_if_id: str) -> WhatIf | None:
    """One question; None when there is none of this id."""
    return next(iter(_read(connection, select(what_ifs).where(what_ifs.c.id == what_if_id))), None)


def asked_by(connection: Connection, account: str, limit: int = 10) -> tuple[WhatIf, ...]:
    """What an account asked last, the latest first."""
    wish = select(what_ifs).where(what_ifs.c.asked_by == account)
    return _read(connection, wish.order_by(what_ifs.c.asked_at.desc(), what_ifs.c.id.desc()).limit(limit))


def open_of(connection: Connection, account: str) -> int:
    """How many questions of an account wait for their answer."""
    wish = select(func.count()).select_from(what_ifs)
    return int(connection.execute(wish.where(what_ifs.c.asked_by == account, _is_open)).scalar_one())


def any_open(connection: Connection) -> bool:
    """Whether any question waits for its answer."""
    return connection.execute(select(what_ifs.c.id).where(_is_open).limit(1)).first() is not None


def take(connection: Connection) -> WhatIf | None:
    """The question asked first that has no answer, one more try counted; None when all are answered."""
    found = next(iter(_read(connection, select(what_ifs).where(_is_open).order_by(what_ifs.c.asked_at).limit(1))), None)
    if found is not None:
        values = {"tries": what_ifs.c.tries + 1, "percent": 0}
        connection.execute(update(what_ifs).where(what_ifs.c.id == found.id).values(values))
    return found


def proceed(connection: Connection, what_if_id: str, percent: int) -> bool:
    """Tell how far it is; False when nobody waits for the answer any more."""
    wish = update(what_ifs).where(what_ifs.c.id == what_if_id, _is_open)
    return connection.execute(wish.values(percent=percent)).rowcount > 0


def close(
    connection: Connection,
    what_if_id: str,
    outcome: WhatIfOutcome,
    *,
    answer: Mapping[str, Any] | None = None,
    reason: Mapping[str, Any] | None = None,
) -> bool:
    """Say what became of it; False when that is said already."""
    values = {"outcome": outcome.value, "answer": answer, "reason": reason}
    wish = update(what_ifs).where(what_ifs.c.id == what_if_id, _is_open)
    return connection.execute(wish.values(values)).rowcount > 0


def forget(connection: Connection, before: datetime) -> int:
    """Forget what was asked before a moment and is over: how many there were."""
    wish = delete(what_ifs).where(what_ifs.c.outcome.is_not(None), what_ifs.c.asked_at < before)
    return connection.execute(wish).rowcount


_is_open = what_ifs.c.outcome.is_(None)


def _read(connection: Connection, wish: Select[Any]) -> tuple[WhatIf, ...]:
    return tuple(_what_if(**row) for row in connection.execute(wish).mappings())


def _what_if(*, outcome: str | None, skills: list[str] | None, **rest: Any) -> WhatIf:
    return WhatIf(
        outcome=WhatIfOutcome(outcome) if outcome else None,
        skills=None if skills is None else tuple(skills),
        **rest,
    )
