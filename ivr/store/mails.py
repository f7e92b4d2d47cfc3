"""The outbox: every mail that is to be sent, was sent or could not be; also the log of what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError

from ivr.store.columns import Utc, metadata
from ivr.store.outbox import Outbox, OutboxState

LEASE = timedelta(minutes=10)  # longer than a letter may take: whoever claimed it and is silent since was killed
LONGEST_KEY = 200

mails = Table(
    "mails",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", String(LONGEST_KEY), nullable=False, unique=True),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text),
    Column("files", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("project", String(64)),
    Column("created_at", Utc, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Utc, nullable=False),
    Column("said", Text),
    Column("closed_at", Utc),
    Index(None, "state", "next_try_at"),
    Index(None, "created_at"),
)


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with a mail: its name there, its media type, and where it is below the installation's home."""

    name: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient; of two with the same key (at most 200 characters) only the first is kept."""

    id: str
    key: str
    recipient: str
    subject: str
    text: str
    created_by: str  # such as schedule:ID or alert:ID, or the signature of a person
    created_at: datetime
    next_try_at: datetime
    html: str | None = None
    files: tuple[MailFile, ...] = ()
    project: str | None = None  # whose scope it belongs to; None: the whole centre's
    state: OutboxState = OutboxState.QUEUED
    tries: int = 0
    said: str | None = None  # by the mail server, the last time it was not taken
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailSearch:
    """What of the outbox is wanted; empty: everything."""

    state: OutboxState | None = None
    text: str = ""  # in recipient, subject or who made it
    projects: frozenset[str] | None = None  # None: of all, and of the whole centre
    created_by: str | None = None


def _mail(row: Mapping[str, Any]) -> Mail:
    files = tuple(MailFile(**one) for one in row["files"])
    return Mail(**dict(row) | {"state": OutboxState(row["state"]), "files": files})


OUTBOX = Outbox(mails, LEASE, _mail)
of = OUTBOX.of


def queue(connection: Connection, mail: Mail) -> bool:
    """Put a mail into the outbox; False, and nothing done, when one of its key is there."""
    values = {name: getattr(mail, name) for name in mails.c.keys()}  # noqa: SIM118 — a collection of columns
    values["files"] = [{"name": one.name, "kind": one.kind, "path": one.path} for one in mail.files]
    try:
        with connection.begin_nested():
            connection.execute(insert(mails).values(values))
    except IntegrityError:
        return False
    return True


def search(connection: Connection, wanted: MailSearch, limit: int, before: str | None = None) -> list[Mail]:
    """The mails that match, the latest first; `before`: only those made before the one of this id."""
    wish = select(mails).where(*_matching(wanted)).order_by(mails.c.id.desc()).limit(limit)
    if before is not None:
        wish = wish.where(mails.c.id < before)
    return [_mail(dict(row)) for row in connection.execute(wish).mappings()]


def counted(connection: Connection, since: datetime, until: datetime) -> dict[OutboxState, int]:
    """How many mails written from `since` to just before `until` are in each state."""
    within = (mails.c.created_at >= since, mails.c.created_at < until)
    rows = connection.execute(select(mails.c.state, func.count()).where(*within).group_by(mails.c.state))
    return {OutboxState(state): count for state, count in rows}


def _matching(wanted: MailSearch) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        found.append(mails.c.state == wanted.state)
    if wanted.projects is not None:
        found.append(mails.c.project.in_(sorted(wanted.projects)))
    if wanted.created_by is not None:
        found.append(mails.c.created_by == wanted.created_by)
    if wanted.text:
        named = (mails.c.recipient, mails.c.subject, mails.c.created_by)
        found.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in named)))
    return found
