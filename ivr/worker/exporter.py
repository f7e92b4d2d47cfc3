"""The history as a folder of Parquet files, a file a table and month, with a manifest that says what is in it.

The folder is made beside its place and takes it when it is whole: a run that was broken off leaves the old one.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ivr.analytics.parquet import write_parquet
from ivr.errors import SetupError
from ivr.hours.periods import Period, period_starts
from ivr.hours.zone import to_local
from ivr.store.database import Database
from ivr.store.export import EXPORTED, SCHEMA_VERSION, Exported, Number, Row

MANIFEST = "manifest.json"
PROGRESS_EVERY = 1000  # rows


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported: from when to when, months in which zone, and what stands for a number."""

    since: datetime
    until: datetime
    where: ZoneInfo
    number: Number
    numbers: str  # in the manifest's words: pseudonyms, whole


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes the folders; `progress` is told the share that is done."""

    database: Database
    progress: Callable[[float], object]

    def write(self, folder: Path, wanted: Wanted, now: datetime) -> dict[str, Any]:
        """Make the folder, or replace one made before; its manifest. SetupError when something else is there."""
        require_ours(folder)
        building, old = (folder.with_name(f".{folder.name}.{end}") for end in ("part", "old"))
        for rest in (building, old):
            shutil.rmtree(rest, ignore_errors=True)
        try:
            tables = {table.name: self._table(building, table, wanted) for table in EXPORTED}
            manifest = _manifest(wanted, now) | {"tables": tables}
            (building / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
            if folder.exists():
                folder.rename(old)
            building.rename(folder)
        finally:
            for rest in (building, old):
                shutil.rmtree(rest, ignore_errors=True)
        return manifest

    def _table(self, building: Path, table: Exported, wanted: Wanted) -> dict[str, Any]:
        files = [self._month(building, table, month, wanted) for month in _months(wanted)]
        return {"rows": sum(file["rows"] for file in files), "columns": dict(table.columns), "files": files}

    def _month(
        self, building: Path, table: Exported, month: tuple[datetime, datetime], wanted: Wanted
    ) -> dict[str, Any]:
        name = to_local(month[0], wanted.where).strftime("%Y-%m")
        path = building / table.name / f"month={name}" / f"{table.name}.parquet"
        path.parent.mkdir(parents=True, mode=0o700)
        with self.database.read() as connection:
            rows = self._told(table, table.rows(connection, *month, wanted.number), wanted)
            count = write_parquet(path, table.columns, rows)
        path.chmod(0o600)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"path": str(path.relative_to(building)), "rows": count, "bytes": path.stat().st_size, "sha256": digest}

    def _told(self, table: Exported, rows: Iterator[Row], wanted: Wanted) -> Iterator[Row]:
        whole, before = wanted.until - wanted.since, EXPORTED.index(table)
        for number, row in enumerate(rows):
            if number % PROGRESS_EVERY == 0:
                self.progress((before + (table.moment(row) - wanted.since) / whole) / len(EXPORTED))
            yield row


def require_ours(folder: Path) -> None:
    """SetupError when the folder holds anything but an export made before."""
    if folder.exists() and not (folder / MANIFEST).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise SetupError(f"{folder} is there and is no export of ours: name another folder, or an empty one")


def _months(wanted: Wanted) -> list[tuple[datetime, datetime]]:
    starts = period_starts(wanted.since, wanted.until, Period.MONTH, wanted.where)
    return list(pairwise([wanted.since, *(start for start in starts if start > wanted.since), wanted.until]))


def _manifest(wanted: Wanted, now: datetime) -> dict[str, Any]:
    moments = {"made_at": now, "from": wanted.since, "to": wanted.until}
    told = {name: at.astimezone(UTC).isoformat() for name, at in moments.items()}
    return {"schema_version": SCHEMA_VERSION, **told, "timezone": wanted.where.key, "numbers": wanted.numbers}
