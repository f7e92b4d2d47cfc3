"""How the installation is: what each process last wrote about itself, and what the database tells."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ivr.config import Settings
from ivr.console import keeper_report, worker_report
from ivr.console.keeper_report import KeeperReport
from ivr.console.source import Source
from ivr.console.worker_report import Job
from ivr.hours.zone import day_start, zone
from ivr.reports.blind import Blind, blind_between
from ivr.store import call_events, talk_recordings
from ivr.store.talk_recordings import DiskUse

NOTHING = DiskUse(0, 0, 0)
BEATS_EACH_S = 5.0  # an engine that has not written for so long hangs


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What the engine last wrote: how long ago, and how late its loop was in the last minute."""

    age_s: float
    lag_p50_ms: float | None = None
    lag_p99_ms: float | None = None
    lag_worst_ms: float | None = None
    recorder_events: int | None = None  # recorded and not yet in the database
    recorder_failure: str | None = None  # why they are not

    @property
    def is_alive(self) -> bool:
        """Whether it beats."""
        return self.age_s < BEATS_EACH_S


@dataclass(frozen=True, slots=True)
class Spool:
    """Events on their way into the database: the files of lines, and how old the oldest is that waits."""

    files: int
    bytes: int
    oldest_s: float


@dataclass(frozen=True, slots=True)
class Condition:
    """Everything at one moment."""

    now: datetime
    midnight: datetime  # of the centre's clock
    keeper: KeeperReport
    heartbeat: Heartbeat | None
    spool: Spool
    blind: tuple[Blind, ...]  # of today
    jobs: tuple[Job, ...] = ()
    recordings: DiskUse = NOTHING  # of talks

    @property
    def sees_asterisk(self) -> bool:
        """Whether the engine is connected to Asterisk, as far as the history tells."""
        is_blind = bool(self.blind) and self.blind[-1][1] is None
        return self.heartbeat is not None and self.heartbeat.is_alive and not is_blind

    @property
    def blind_today_s(self) -> float:
        """For how long we did not see today what Asterisk did."""
        return sum(((until or self.now) - since).total_seconds() for since, until in self.blind)


def condition(source: Source) -> Condition:
    """How the installation is now."""
    now, settings = source.now(), source.settings
    where = zone(settings.timezone)
    midnight = day_start(now.astimezone(where).date(), where)
    with source.database.read() as connection:
        seen = call_events.asterisk_seen(connection, midnight, now + timedelta(seconds=1))
        recordings = talk_recordings.disk_use(connection)
    return Condition(
        now=now,
        midnight=midnight,
        keeper=keeper_report.read(settings.state_path),
        heartbeat=heartbeat(settings, now),
        spool=spool(settings.spool_dir, now),
        blind=tuple(blind_between(seen, midnight, now)),
        jobs=worker_report.read(settings.worker_heartbeat_path),
        recordings=recordings,
    )


def heartbeat(settings: Settings, now: datetime) -> Heartbeat | None:
    """The engine's heartbeat; None when there is none."""
    path = settings.heartbeat_path
    try:
        age_s = max(0.0, now.timestamp() - path.stat().st_mtime)
        told = json.loads(path.read_text(encoding="utf-8") or "{}")
        lag, recorder = told.get("loop_lag_ms", {}), told.get("recorder", {})
        late = (lag.get("p50"), lag.get("p99"), lag.get("worst"))
        return Heartbeat(age_s, *late, recorder.get("events"), recorder.get("failure"))
    except (OSError, ValueError, AttributeError):
        return None


def spool(folder: Path, now: datetime) -> Spool:
    """The events that are not in the database yet: the newest file is the one being written."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            found.append(path.stat())
        except OSError:  # stored and deleted just now
            continue
    waiting = found[:-1]
    oldest = min((datetime.fromtimestamp(one.st_mtime, UTC) for one in waiting), default=now)
    return Spool(len(found), sum(one.st_size for one in found), max(0.0, (now - oldest).total_seconds()))
