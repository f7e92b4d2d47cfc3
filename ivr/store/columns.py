"""What every table shares: the metadata with its naming rule, and moments that are always UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Dialect, MetaData, type_coerce
from sqlalchemy.types import NullType, TypeDecorator

from ivr.errors import Misuse

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """A moment in UTC: SQLite gives naive datetimes back, a session of PostgreSQL may stand in another zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database keeps it; Misuse when it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise Misuse(f"{value.isoformat()} has no time zone and cannot be stored")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def as_kept(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A moment as the database keeps it (see `bulk`): where thousands are read, making them costs the most."""
    return type_coerce(column, NullType())
