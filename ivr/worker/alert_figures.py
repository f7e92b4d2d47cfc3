"""The figures alerts look at, of each queue and of the whole centre, as they are at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ivr.hours.schedule import Schedule, is_open
from ivr.hours.week import Week
from ivr.hours.zone import day_start, zone
from ivr.reports.alerts import AlertKind
from ivr.reports.wallboard import LOGGED_OUT, QueueRow
from ivr.store import promises, wallboard
from ivr.store.centre import opening_hours
from ivr.store.outside_today import outside_since

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, None where there is none; `calls` is of how many offered calls a share is one."""

    value: float | None
    calls: int | None = None


Figures = Mapping[tuple[AlertKind, str | None], Figure]


@dataclass(slots=True)
class Files:
    """What engine and worker leave on the disk; since when one of them is missing."""

    engine: Path
    worker: Path
    spool: Path
    missing_since: dict[Path, datetime] = field(default_factory=dict)

    def silent_s(self, path: Path, now: datetime) -> float:
        """For how long a heartbeat has stood still, or has been missing as far as we know."""
        try:
            age_s = now.timestamp() - path.stat().st_mtime
        except OSError:
            return (now - self.missing_since.setdefault(path, now)).total_seconds()
        self.missing_since.pop(path, None)
        return max(0.0, age_s)

    def spool_lag_s(self, now: datetime) -> float:
        """How old the oldest event is that waits for the database: the newest file is the one being written."""
        written = []
        for path in sorted(self.spool.glob("*.jsonl"))[:-1]:
            try:
                written.append(path.stat().st_mtime)
            except OSError:  # stored and deleted just now
                continue
        return max((now.timestamp() - at for at in written), default=0.0)


def figures(connection: Any, files: Files, timezone: str, now: datetime) -> Figures:
    """Every figure there is a rule for."""
    board = wallboard.read(connection, now)
    silent = promises.silent_since(connection).keys() & {row.queue for row in board.queues}
    found = {**_of_row(None, board.centre), (AlertKind.CALIBRATION, None): Figure(len(silent))}
    if not _is_open(connection, timezone, now):
        found[AlertKind.AGENTS, None] = Figure(None)  # nobody has to be there
    for row in board.queues:
        found |= {**_of_row(row.queue, row), (AlertKind.CALIBRATION, row.queue): Figure(int(row.queue in silent))}
    where = zone(timezone)
    count, minutes = outside_since(connection, day_start(now.astimezone(where).date(), where), now)
    return found | {
        (AlertKind.TOLL_CALLS, None): Figure(count),
        (AlertKind.TOLL_MINUTES, None): Figure(minutes),
        (AlertKind.SPOOL_LAG, None): Figure(files.spool_lag_s(now)),
        (AlertKind.ENGINE_SILENT, None): Figure(files.silent_s(files.engine, now)),
        (AlertKind.WORKER_SILENT, None): Figure(files.silent_s(files.worker, now)),
    }


def _is_open(connection: Any, timezone: str, now: datetime) -> bool:
    """Whether the centre is; one without opening hours always is."""
    days = opening_hours(connection)
    return not days or is_open(Schedule(zone(timezone), Week.of(days)), now)


def _of_row(queue: str | None, row: QueueRow) -> dict[tuple[AlertKind, str | None], Figure]:
    level, rate = row.half_hour.service_level, row.today.abandon_rate
    at_work = sum(count for state, count in row.agents.items() if state != LOGGED_OUT)
    return {
        (AlertKind.LONGEST_WAIT, queue): Figure(row.longest_wait_s),
        (AlertKind.SERVICE_LEVEL, queue): Figure(level if level is None else level * PERCENT, row.half_hour.offered),
        (AlertKind.ABANDON_RATE, queue): Figure(rate if rate is None else rate * PERCENT, row.today.offered),
        (AlertKind.AGENTS, queue): Figure(at_work),
    }
