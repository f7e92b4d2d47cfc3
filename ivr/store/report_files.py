"""Files of reports, and links that open one of them without signing in: who made them, when they end, who used them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from ivr.store.columns import Utc, metadata

report_files = Table(
    "report_files",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("order_id", String(36), nullable=False),
    Column("project", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("format", String(8), nullable=False),
    Column("path", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("made_at", Utc, nullable=False),
    Index(None, "order_id"),
    Index(None, "project", "made_at"),
)

report_links = Table(
    "report_links",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("file_id", String(36), ForeignKey("report_files.id"), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("revoked_at", Utc),
    Index(None, "file_id"),
)

report_link_uses = Table(
    "report_link_uses",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("link_id", String(36), ForeignKey("report_links.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("address", String(64), nullable=False),
    Index(None, "link_id"),
)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file; its path is below the installation's home."""

    id: str
    order_id: str
    project: str
    name: str
    format: str
    path: str
    size: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A way to one file without signing in."""

    id: str
    file_id: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    uses: int = 0  # counted, not stored

    def is_good(self, now: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and now < self.expires_at


def keep(connection: Connection, file: ReportFile) -> None:
    """Note a file; one noted under its id before gives way."""
    connection.execute(delete(report_files).where(report_files.c.id == file.id))
    connection.execute(insert(report_files).values(_values(report_files, file)))


def of(connection: Connection, file_id: str) -> ReportFile | None:
    """One file."""
    return next(iter(_files(connection, select(report_files).where(report_files.c.id == file_id))), None)


def of_orders(connection: Connection, order_ids: list[str]) -> dict[str, list[ReportFile]]:
    """The files of these orders, by order."""
    found: dict[str, list[ReportFile]] = {}
    wish = select(report_files).where(report_files.c.order_id.in_(order_ids)).order_by(report_files.c.name)
    for file in _files(connection, wish):
        found.setdefault(file.order_id, []).append(file)
    return found


def made_before(connection: Connection, moment: datetime) -> list[ReportFile]:
    """The files made before a moment."""
    return _files(connection, select(report_files).where(report_files.c.made_at < moment))


def forget(connection: Connection, file_id: str) -> None:
    """Forget a file, its links and their uses."""
    mine = select(report_links.c.id).where(report_links.c.file_id == file_id)
    connection.execute(delete(report_link_uses).where(report_link_uses.c.link_id.in_(mine)))
    connection.execute(delete(report_links).where(report_links.c.file_id == file_id))
    connection.execute(delete(report_files).where(report_files.c.id == file_id))


def add_link(connection: Connection, link: ReportLink) -> None:
    """Make a link."""
    connection.execute(insert(report_links).values(_values(report_links, link)))


def link_of(connection: Connection, link_id: str) -> ReportLink | None:
    """One link."""
    return next(iter(_links(connection, report_links.c.id == link_id)), None)


def links_of(connection: Connection, file_ids: list[str]) -> dict[str, list[ReportLink]]:
    """The links of these files, the latest first, by file."""
    found: dict[str, list[ReportLink]] = {}
    for link in _links(connection, report_links.c.file_id.in_(file_ids)):
        found.setdefault(link.file_id, []).append(link)
    return found


def revoke(connection: Connection, link_id: str, now: datetime) -> bool:
    """End a link; False when it is ended already."""
    mine = (report_links.c.id == link_id, report_links.c.revoked_at.is_(None))
    return connection.execute(update(report_links).where(*mine).values(revoked_at=now)).rowcount > 0


def note_use(connection: Connection, link_id: str, at: datetime, address: str) -> None:
    """Write down that a link was used, and from where."""
    connection.execute(insert(report_link_uses).values(link_id=link_id, at=at, address=address[:64]))


def _values(table: Table, row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in table.c.keys()}  # noqa: SIM118 — a collection of columns


def _files(connection: Connection, wish: Select[Any]) -> list[ReportFile]:
    return [ReportFile(**row) for row in connection.execute(wish).mappings()]


def _links(connection: Connection, which: Any) -> list[ReportLink]:
    used = select(func.count()).where(report_link_uses.c.link_id == report_links.c.id).scalar_subquery()
    wish = select(report_links, used.label("uses")).where(which).order_by(report_links.c.id.desc())
    return [ReportLink(**row) for row in connection.execute(wish).mappings()]
