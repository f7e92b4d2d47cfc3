"""Erasures people asked for: how far each is, and afterwards what was erased, when and by whom, without the number."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, Integer, Select, String, Table, Text, and_, or_, select, update

from ivr.store.columns import Utc, metadata

LEASE = timedelta(minutes=2)  # longer than any one step: who has been silent since was killed
OBJECT = "person"  # what the audit calls them

erasures = Table(
    "erasures",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", Text),  # only until it is over
    Column("subject", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Utc, nullable=False),
    Column("touched_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("calls_there", Integer, nullable=False),
    Column("erased", JSON, nullable=False),
    Column("files_left", JSON, nullable=False),
    Index(None, "asked_at"),
)


class ErasureState(StrEnum):
    """How an erasure stands."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"  # something is due to the person: nothing was changed


@dataclass(slots=True)
class Erased:
    """What was done; `held` recordings stay, `running` calls and what is `due` (callbacks, reminders) end first."""

    calls: int = 0
    legs: int = 0
    recordings: int = 0
    messages: int = 0
    callbacks: int = 0
    reminders: int = 0
    texts: int = 0  # mails and answers to programs in which the number stood
    records: int = 0  # files of Asterisk that were gone through
    held: int = 0
    running: int = 0
    due: int = 0
    in_audit: int = 0  # older entries of the audit that name the number: its chain does not allow to change them


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure; `number` is E.164 and None once it is over, `subject` the pseudonym that took its place."""

    id: str
    number: str | None
    subject: str
    asked_by: str
    asked_at: datetime
    touched_at: datetime
    state: ErasureState = ErasureState.ASKED
    ended_at: datetime | None = None
    calls_there: int = 0
    erased: Erased = field(default_factory=Erased)
    files_left: tuple[str, ...] = ()  # Asterisk's, which could not be written

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or to be gone on with."""
        return self.state in (ErasureState.ASKED, ErasureState.RUNNING)

    @property
    def percent(self) -> int:
        """How much of the calls is gone through; the rest takes no time worth showing."""
        return min(99, 100 * self.erased.calls // self.calls_there) if self.calls_there else 0


def ask(connection: Connection, erasure: Erasure) -> None:
    """Ask the worker, or note what the command line does itself."""
    row = {name: getattr(erasure, name) for name in erasures.c.keys()}  # noqa: SIM118 — columns, not a mapping
    connection.execute(erasures.insert().values(row | {"erased": asdict(erasure.erased), "files_left": []}))


def of(connection: Connection, erasure_id: str) -> Erasure | None:
    """One erasure."""
    return next(iter(_read(connection, select(erasures).where(erasures.c.id == erasure_id))), None)


def latest(connection: Connection, limit: int) -> list[Erasure]:
    """The latest first."""
    return _read(connection, select(erasures).order_by(erasures.c.asked_at.desc(), erasures.c.id.desc()).limit(limit))


def is_asked(connection: Connection, subject: str) -> bool:
    """Whether this person's erasure waits or runs."""
    mine = (erasures.c.subject == subject, erasures.c.state.in_((ErasureState.ASKED, ErasureState.RUNNING)))
    return connection.execute(select(erasures.c.id).where(*mine).limit(1)).first() is not None


def any_open(connection: Connection, now: datetime) -> bool:
    """Whether there is one to be taken."""
    return connection.execute(select(erasures.c.id).where(_free(now)).limit(1)).first() is not None


def take(connection: Connection, now: datetime) -> Erasure | None:
    """The one asked for first that nobody works at, from now on this caller's; None when there is none."""
    wish = select(erasures).where(_free(now)).order_by(erasures.c.asked_at).limit(1)
    found = next(iter(_read(connection, wish.with_for_update(skip_locked=True))), None)
    if found is not None:
        _write(connection, found.id, state=ErasureState.RUNNING, touched_at=now)
    return found


def proceed(connection: Connection, erasure: Erasure, now: datetime, calls_there: int | None = None) -> None:
    """Tell how far it is, in the transaction of what was done."""
    there = {} if calls_there is None else {"calls_there": calls_there}
    _write(connection, erasure.id, erased=asdict(erasure.erased), touched_at=now, **there)


def close(
    connection: Connection, erasure: Erasure, state: ErasureState, now: datetime, files_left: Collection[str] = ()
) -> None:
    """Write the certificate, and forget the number."""
    ended = {"state": state, "number": None, "ended_at": now, "touched_at": now, "files_left": list(files_left)}
    _write(connection, erasure.id, erased=asdict(erasure.erased), **ended)


def _write(connection: Connection, erasure_id: str, **values: Any) -> None:
    connection.execute(update(erasures).where(erasures.c.id == erasure_id).values(values))


def _free(now: datetime) -> Any:
    silent = and_(erasures.c.state == ErasureState.RUNNING, erasures.c.touched_at < now - LEASE)
    return or_(erasures.c.state == ErasureState.ASKED, silent)


def _read(connection: Connection, wish: Select[Any]) -> list[Erasure]:
    return [_erasure(dict(row)) for row in connection.execute(wish).mappings()]


def _erasure(row: dict[str, Any]) -> Erasure:
    made = {"state": ErasureState(row["state"]), "erased": Erased(**row["erased"])}
    return Erasure(**row | made | {"files_left": tuple(row["files_left"])})
