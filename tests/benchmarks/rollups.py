"""Reports of a year and twenty queues of 1 and of 10 million visits, each beside raw SQL over the same in one run.

Visits and their rollups are put straight into the tables of a temporary database, day by day; that the rollups are
what our own code makes is checked by having it count a queue's day anew. They are read through the code of pages and
commands. "Cold" is the first time on a new connection, after the kernel was asked to forget the file. The targets are
held against the processor's time (all the work is in this process), for the machine may be busy with others. What 100
million legs (a visit has two: caller and agent) would take is the power of both sizes continued.

    .ivr/venv/bin/python tests/benchmarks/rollups.py [--quick] [FOLDER]

--quick: 100,000 and 1 million visits. Nothing fails by the clock; the databases (3 GB) are deleted afterwards.
"""

import json
import math
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, delete, select

from ivr.hours.periods import Period
from ivr.hours.zone import day_start, zone
from ivr.reports.counts import LONGEST, SUMS
from ivr.reports.day_level import ALL as ALL_AS_ONE
from ivr.reports.quarters import quarter_rows
from ivr.reports.service_level import IntervalRow, Question
from ivr.reports.waits import EDGES
from ivr.store import level_report, rollups, visits
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.migration import migrate
from ivr.store.percentiles import percentiles
from ivr.store.pieces import by_queue, together
from ivr.store.sums import column_of

QUEUES, TIMES, ZONE, FIRST = 20, 9, "Europe/Budapest", date(2025, 1, 1)
LEGS_OF_A_VISIT, LEGS = 2, 100_000_000
WHERE = zone(ZONE)
RULE = {"timezone": ZONE, "service_level_s": 20, "short_abandon_s": 5}
UNNEEDED = (
    "call_id", "agent_talk_ended_at", "queue_call_id", "queue_disposition_call_id", "agent_call_id_queue_disposition",
)  # fmt: skip
RAW = """SELECT {cut}, count(*), sum(outcome = 'answered'), sum(outcome = 'answered' AND
 julianday(left_at) - julianday(joined_at) <= 20 / 86400.0), sum(outcome = 'abandoned') FROM visits
 WHERE joined_at >= ? AND joined_at < ? {queue} GROUP BY {group}"""
HALF_HOURS = "strftime('%Y-%m-%d %H:', joined_at) || (strftime('%M', joined_at) >= '30')"
DAYS = "strftime('%Y-%m-%d', joined_at)"


def sql_time(at: datetime) -> str:
    """As the tables keep it."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


class Day:
    """A day's visits as columns; `ms` from the day's start."""

    def __init__(self, day: date, count: int) -> None:
        self.start, self.end = day_start(day, WHERE), day_start(day + timedelta(days=1), WHERE)
        random, length = np.random.default_rng(day.toordinal()), int((self.end - self.start).total_seconds() * 1000)
        self.ms = np.sort(
            np.minimum(random.normal(0.55, 0.13, count).clip(0.01, 0.99) * length, length - 1).astype(int)
        )
        self.queue = random.integers(0, QUEUES, count)
        self.wait = (random.exponential(14_000, count)).astype(int) + 1
        self.answered = random.random(count) < 0.94
        self.talk = random.lognormal(4.8, 0.5, count).astype(int) * 1000

    def texts(self, ms: Any) -> list[str]:
        at = np.datetime64(self.start.replace(tzinfo=None), "ms") + ms.astype("timedelta64[ms]")
        return [text.replace("T", " ") + "000" for text in np.datetime_as_string(at, unit="ms")]

    def rows(self, first: int) -> list[tuple[Any, ...]]:
        names = [f"v{first + number:09}" for number in range(len(self.ms))]
        joined, left = self.texts(self.ms), self.texts(self.ms + self.wait)
        over = self.texts(self.ms + self.wait + self.talk)
        return [
            (name, "c" + name, f"queue-{queue:02}", at, gone, gone if took else None, end if took else None,
             "answered" if took else "abandoned", 0, "engine", 1, 0, 0)
            for name, queue, at, gone, end, took in
            zip(names, self.queue, joined, left, over, self.answered, strict=True)
        ]  # fmt: skip

    def counted(self, key: Any) -> list[tuple[int, dict[str, Any]]]:
        """Sums by a key of each visit, as the rollups keep them."""
        keys, place = np.unique(key, return_inverse=True)
        kinds = {
            "offered": self.wait > 0, "answered": self.answered, "handled": self.answered,
            "abandoned": ~self.answered & (self.wait > 5000), "short_abandoned": ~self.answered & (self.wait <= 5000),
            "answered_within": self.answered & (self.wait <= 20_000),
            "abandoned_within": ~self.answered & (self.wait <= 20_000), "offers": self.wait > 0,
        }  # fmt: skip
        sums = {name: np.bincount(place, weights=of) for name, of in kinds.items()}
        sums["answered_wait_us"] = np.bincount(place, weights=self.wait * self.answered) * 1000
        sums["abandoned_wait_us"] = np.bincount(place, weights=self.wait * kinds["abandoned"]) * 1000
        sums["talk_us"] = np.bincount(place, weights=self.talk * self.answered) * 1000
        rows = [
            {name: int(of[n]) for name, of in sums.items()} | {"waits": {}, "given_up": {}} for n in range(len(keys))
        ]
        for name, of in zip(LONGEST, (self.answered, ~self.answered, self.wait > 0), strict=True):
            longest = np.zeros(len(keys))
            np.maximum.at(longest, place[of], self.wait[of] * 1000)
            for row, length in zip(rows, longest, strict=True):
                row[column_of(name)] = int(length) or None
        edge = np.searchsorted(np.array(EDGES) * 1000, self.wait).clip(0, len(EDGES) - 1)
        for took, name in ((True, "waits"), (False, "given_up")):
            mine = self.answered == took
            pairs, of = np.unique(np.stack([place[mine], edge[mine]]), axis=1, return_inverse=True)
            many, length_us = np.bincount(of), np.bincount(of, weights=self.wait[mine] * 1000)
            for n, at, count, us in zip(*pairs, many, length_us, strict=True):
                rows[n][name][str(EDGES[at])] = int(count) if took else [int(count), int(us)]
        return list(zip(keys.tolist(), rows, strict=True))


def fill(path: Path, count: int) -> None:
    """A year of visits, with their rollups per quarter of an hour and per day."""
    raw = sqlite3.connect(path)
    raw.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;")
    for name in UNNEEDED:
        raw.execute(f"DROP INDEX IF EXISTS ix_visits_{name}")
    made = 0
    for number in range(365):
        day = Day(FIRST + timedelta(days=number), count * (number + 1) // 365 - made)
        raw.executemany(
            "INSERT INTO visits (visit_id, call_id, queue, joined_at, left_at, connected_at, talk_ended_at, outcome,"
            " fallback, witness, offers, not_taken, transferred) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            day.rows(made),
        )
        _put(raw, "rollups", day, day.counted(day.ms // 900_000 * QUEUES + day.queue))
        _put(raw, "day_rollups", day, day.counted(day.queue))
        raw.commit()
        made += len(day.ms)
    raw.execute("ANALYZE")
    raw.close()


def _put(raw: sqlite3.Connection, table: str, day: Day, counted: list[tuple[int, dict[str, Any]]]) -> None:
    nothing = {column_of(name): 0 for name in SUMS}
    rows = []
    for key, sums in counted:
        quarter = key // QUEUES if table == "rollups" else 0
        start = sql_time(day.start + timedelta(minutes=15 * quarter))
        named = {"start": start, "queue": f"queue-{key % QUEUES:02}", **RULE, **nothing, **sums}
        rows.append([json.dumps(value) if isinstance(value, dict) else value for value in named.values()])
    names = ", ".join(named)
    raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(rows[0]))})", rows)


def check(connection: Connection, day: date) -> None:
    """Our own code makes the same rows: of a day's quarters of an hour it counts anew, and of that day."""
    since, until = day_start(day, WHERE), day_start(day + timedelta(days=1), WHERE)
    found = visits.joined_between(connection, since, until, sorted(ONE))
    tables = (rollups.rollups, rollups.day_rollups)
    kept = [_rows(connection, table, since, until) for table in tables]
    for table in tables:
        connection.execute(delete(table).where(table.c.start >= since, table.c.start < until, table.c.queue.in_(ONE)))
    rollups.follow(connection, [], found)
    made = [_rows(connection, table, since, until) for table in tables]
    assert found
    assert made == kept, [pair for pair in zip(made[0], kept[0], strict=False) if pair[0] != pair[1]][:1]


def _rows(connection: Connection, table: Table, since: datetime, until: datetime) -> list[dict[str, Any]]:
    wish = select(table).where(table.c.start >= since, table.c.start < until, table.c.queue.in_(ONE))
    return [dict(row) for row in connection.execute(wish.order_by(table.c.start)).mappings()]


ONE = frozenset({"queue-07"})
HALF, BUSY = Period.HALF_HOUR, date(2025, 9, 1)
ALL = frozenset(f"queue-{number:02}" for number in range(QUEUES))


@dataclass(frozen=True)
class Asked:
    """A report: which days, cut how, of which queues, each by itself or as one; and its target."""

    name: str
    first: date
    days: int
    period: Period
    of: frozenset[str]
    as_one: bool = False
    target_ms: float | None = None

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return day_start(self.first, WHERE), day_start(self.first + timedelta(days=self.days), WHERE)

    def ours(self, connection: Connection) -> int:
        """The rows of the report with the figures that charts show, as pages and commands have them made."""
        return len([(row.service_level, row.abandon_rate) for row in self._rows(connection)])

    def _rows(self, connection: Connection) -> Iterable[IntervalRow]:
        since, until = self.bounds
        if self.as_one:
            asked = Question(ALL_AS_ONE, since, until, until, WHERE, self.period)
            return quarter_rows(together(connection, Range(since, until, self.of), self.period, ZONE), [], asked)
        if len(self.of) == 1:
            (queue,) = self.of
            asked = Question(queue, since, until, until, WHERE, self.period)
            return level_report.by_rule_in_force(connection, asked).rows
        found = by_queue(connection, Range(since, until, self.of), self.period, ZONE)
        asked_of = [Question(queue, since, until, until, WHERE, self.period) for queue in sorted(self.of)]
        return [row for one in asked_of for row in quarter_rows(found.get(one.queue, ()), [], one)]

    def raw(self, raw: sqlite3.Connection) -> int:
        """The same counts from the visits, in UTC."""
        cut = HALF_HOURS if self.period is HALF else DAYS
        columns = cut if self.as_one or len(self.of) == 1 else f"queue, {cut}"
        group = "1" if self.as_one or len(self.of) == 1 else "1, 2"
        queue = "AND queue = 'queue-07'" if len(self.of) == 1 else ""
        return len(raw.execute(RAW.format(cut=columns, queue=queue, group=group), self._times()).fetchall())

    def _times(self) -> list[str]:
        return [sql_time(at) for at in self.bounds]


@dataclass(frozen=True)
class Percentiles(Asked):
    """Percentiles of waits of all queues as one."""

    def ours(self, connection: Connection) -> int:
        """P50, P90 and P95."""
        return len(percentiles(connection, Range(*self.bounds, self.of), ZONE))


REPORTS = (
    Asked("a day, one queue, half hours", BUSY, 1, HALF, ONE, target_ms=10),
    Asked("a day, 20 queues, whole day", BUSY, 1, Period.DAY, ALL, target_ms=10),
    Asked("a day, 20 queues, half hours", BUSY, 1, HALF, ALL, target_ms=10),
    Asked("a day, all as one, half hours", BUSY, 1, HALF, ALL, True, 10),
    Asked("30 days of half hours, one queue", BUSY, 30, HALF, ONE, target_ms=100),
    Asked("30 days of half hours, all as one", BUSY, 30, HALF, ALL, True, 100),
    Asked("a year by day, one queue", FIRST, 365, Period.DAY, ONE, target_ms=100),
    Asked("a year by day, all as one", FIRST, 365, Period.DAY, ALL, True, 100),
    Asked("a year by day, 20 queues", FIRST, 365, Period.DAY, ALL, target_ms=100),
    Percentiles("percentiles of a year, all as one", FIRST, 365, Period.DAY, ALL, True),
)


@dataclass(frozen=True)
class Took:
    """Milliseconds: of the first time by the clock, then medians of the processor's time and of the clock's."""

    cold: float
    processor: float
    clock: float


def measured(path: Path, asked: Asked) -> tuple[Took, Took]:
    """What a report takes, and raw SQL beside it; both work in this process."""
    _forget(path)
    database = Database(f"sqlite:///{path}")
    with database.read() as connection:
        ours = _took(lambda: asked.ours(connection))
    database.close()
    _forget(path)
    raw = sqlite3.connect(path)
    beside = _took(lambda: asked.raw(raw), TIMES if asked.days == 1 else 1)
    raw.close()
    return ours, beside


def _forget(path: Path) -> None:
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _took(work: Callable[[], object], times: int = TIMES) -> Took:
    took = []
    for _ in range(times + 1):
        begun = time.process_time(), time.perf_counter()
        work()
        took.append(((time.process_time() - begun[0]) * 1000, (time.perf_counter() - begun[1]) * 1000))
    warm = took[1:]
    return Took(took[0][1], statistics.median(one for one, _ in warm), statistics.median(one for _, one in warm))


def made(folder: Path, count: int) -> Path:
    """A database of so many visits, checked."""
    path, begun = folder / f"year-{count}.sqlite", time.monotonic()
    database = Database(f"sqlite:///{path}")
    migrate(database)
    fill(path, count)
    with database.write() as connection:
        check(connection, BUSY)
    database.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"{count} visits: made in {time.monotonic() - begun:.0f} s, {path.stat().st_size / 1e9:.1f} GB", flush=True)
    return path


def main() -> None:
    """Make both databases, and print each report's time in both beside raw SQL's, and what 100M legs would take."""
    sizes = (100_000, 1_000_000) if "--quick" in sys.argv else (1_000_000, 10_000_000)
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    with tempfile.TemporaryDirectory(dir=next(iter(folders), None)) as folder:
        paths = [made(Path(folder), count) for count in sizes]
        print(
            f"{'milliseconds':36}{'visits':>10}{'cold':>8}{'CPU':>8}{'clock':>8}  {'raw: cold':>10}{'CPU':>9}  target"
        )
        for asked in REPORTS:
            took = []
            for count, path in zip(sizes, paths, strict=True):
                ours, raw = measured(path, asked)
                took.append(ours.processor)
                times = f"{ours.cold:8.1f}{ours.processor:8.1f}{ours.clock:8.1f}  {raw.cold:10.1f}{raw.processor:9.1f}"
                print(f"{asked.name:36}{count:10}{times}  {_said(asked, ours.processor)}", flush=True)
            power = max(math.log(took[1] / took[0]) / math.log(sizes[1] / sizes[0]), 0)
            beyond = took[1] * (LEGS / LEGS_OF_A_VISIT / sizes[1]) ** power
            print(f"{asked.name:36}{LEGS // 1_000_000:5} M legs{beyond:15.1f}{'':31}{_said(asked, beyond)}")


def _said(asked: Asked, took_ms: float) -> str:
    if asked.target_ms is None:
        return ""
    return f"{'hit' if took_ms <= asked.target_ms else 'MISSED'} (<= {asked.target_ms:.0f})"


if __name__ == "__main__":
    main()
