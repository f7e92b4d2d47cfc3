"""The shelf of report files: what is old is taken from it."""

from datetime import datetime
from pathlib import Path

from ivr.store import report_files
from ivr.store.database import Database


def forget_old(database: Database, home: Path, before: datetime) -> int:
    """Delete files made before a moment: how many there were."""
    with database.read() as connection:
        old = report_files.made_before(connection, before)
    for file in old:
        (home / file.path).unlink(missing_ok=True)
        with database.write() as connection:
            report_files.forget(connection, file.id)
    return len(old)
