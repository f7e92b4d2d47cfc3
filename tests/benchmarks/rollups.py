"""Reports of ten million visits of a year and twenty queues, each beside raw SQL over the same visits in one run.

Visits and their rollups are put straight into the tables, day by day; that the rollups are what our own counting gives
is checked on one day of them. The indexes of visits that no report of these needs are left out.

    .ivr/venv/bin/python tests/benchmarks/rollups.py /tmp/year.sqlite 10000000
"""

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection

from ivr.hours.periods import Period
from ivr.hours.zone import day_start, zone
from ivr.reports.counts import SUMS, Thresholds, ended_counts, total
from ivr.reports.quarters import Quarter, quarter_rows
from ivr.reports.service_level import Question
from ivr.reports.waits import EDGES
from ivr.store import figures, visits
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.migration import migrate
from ivr.store.percentiles import percentiles
from ivr.store.pieces import pieces
from ivr.store.tallies import column_of

QUEUES, TIMES, ZONE, FIRST = 20, 9, "Europe/Budapest", date(2025, 1, 1)
WHERE = zone(ZONE)
RULE = {"timezone": ZONE, "service_level_s": 20, "short_abandon_s": 5}
UNNEEDED = (
    "call_id", "agent_talk_ended_at", "queue_call_id", "queue_disposition_call_id", "agent_call_id_queue_disposition",
)  # fmt: skip
KEPT = "offered", "answered", "abandoned", "short_abandoned", "answered_within", "abandoned_within", "handled"
RAW = """SELECT strftime({cut}, joined_at), count(*), sum(outcome = 'answered'), sum(outcome = 'answered' AND
 julianday(left_at) - julianday(joined_at) <= 20 / 86400.0), sum(outcome = 'abandoned') FROM visits
 WHERE joined_at >= ? AND joined_at < ? {queue} GROUP BY 1"""
HALF_HOURS, DAYS = "'%Y-%m-%d %H:' || (strftime('%M', joined_at) >= '30')", "'%Y-%m-%d'"


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
        longest = np.zeros(len(keys))
        np.maximum.at(longest, place, self.wait * 1000)
        rows = [{name: int(of[n]) for name, of in sums.items()} for n in range(len(keys))]
        for n, row in enumerate(rows):
            row |= {"longest_wait_us": int(longest[n]), "waits": {}, "given_up": {}}
        edge = np.searchsorted(np.array(EDGES) * 1000, self.wait).clip(0, len(EDGES) - 1)
        for took, name in ((True, "waits"), (False, "given_up")):
            mine = self.answered == took
            pairs, count = np.unique(np.stack([place[mine], edge[mine]]), axis=1, return_counts=True)
            for n, at, many in zip(*pairs, count, strict=True):
                rows[n][name][str(EDGES[at])] = int(many) if took else [int(many), 0]
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
    """Our own counting of one queue's day gives these rollups."""
    since, until = day_start(day, WHERE), day_start(day + timedelta(days=1), WHERE)
    found = visits.joined_between(connection, since, until, ["queue-07"])
    made = total([ended_counts(visit, Thresholds()) for visit in found])
    for period in (Period.HALF_HOUR, Period.DAY):
        whole = total([one.counts for one in pieces(connection, Range(since, until, ONE), period, ZONE)])
        assert [getattr(whole, name) for name in KEPT] == [getattr(made, name) for name in KEPT]
        assert round(whole.answered_wait_s - made.answered_wait_s, 3) == round(whole.talk_s - made.talk_s, 3) == 0


ONE = frozenset({"queue-07"})
HALF = Period.HALF_HOUR
ALL = frozenset(f"queue-{number:02}" for number in range(QUEUES))


def level(connection: Connection, first: date, days: int, period: Period, of: frozenset[str]) -> int:
    """The rows of a report, queue by queue."""
    since, until = day_start(first, WHERE), day_start(first + timedelta(days=days), WHERE)
    by_queue: dict[str, list[Quarter]] = {queue: [] for queue in of}
    for piece in pieces(connection, Range(since, until, of), period, ZONE):
        by_queue[piece.queue].append(piece)
    asked = [Question(queue, since, until, until, WHERE, period) for queue in sorted(of)]
    return sum(len(quarter_rows(by_queue[one.queue], [], one)) for one in asked)


def together(connection: Connection, first: date, days: int) -> int:
    """The half hours of all queues as one."""
    since, until = day_start(first, WHERE), day_start(first + timedelta(days=days), WHERE)
    return len(quarter_rows(figures.together(connection, Range(since, until), ""), [],
                            Question("", since, until, until, WHERE)))  # fmt: skip


def raw_sql(raw: sqlite3.Connection, first: date, days: int, cut: str, one: bool) -> int:
    """The same from the visits, in UTC."""
    times = [sql_time(day_start(first + timedelta(days=more), WHERE)) for more in (0, days)]
    text = RAW.replace("strftime({cut}, joined_at)", "strftime('%Y-%m-%d %H:', joined_at) || (strftime('%M', joined_at)"
                       " >= '30')" if cut is HALF_HOURS else "strftime('%Y-%m-%d', joined_at)")  # fmt: skip
    return len(raw.execute(text.format(queue="AND queue = 'queue-07'" if one else ""), times).fetchall())


def measured_ms(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Processor time (both work in this process) and time by the clock: medians, the first run not counted."""
    took = []
    for _ in range(times + (times > 1)):
        begun = time.process_time(), time.perf_counter()
        work()
        took.append(((time.process_time() - begun[0]) * 1000, (time.perf_counter() - begun[1]) * 1000))
    kept = took[1:] or took
    return statistics.median(one for one, _ in kept), statistics.median(other for _, other in kept)


def main() -> None:
    """Fill a database where there is none, and print each report's time beside raw SQL's."""
    path, count = Path(sys.argv[1]), int((*sys.argv, "10000000")[2])
    database = Database(f"sqlite:///{path}")
    if not path.exists():
        begun = time.monotonic()
        migrate(database)
        fill(path, count)
        print(f"{count} visits: {time.monotonic() - begun:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
    raw, busy = sqlite3.connect(path), date(2025, 9, 1)
    asked: list[tuple[str, Callable[[Connection], object], tuple[int, str, bool]]] = [
        ("a day, one queue, half hours", lambda c: level(c, busy, 1, HALF, ONE), (1, HALF_HOURS, True)),
        ("a day, all queues, whole day", lambda c: level(c, busy, 1, Period.DAY, ALL), (1, DAYS, False)),
        ("30 days of half hours, one queue", lambda c: level(c, busy, 30, HALF, ONE), (30, HALF_HOURS, True)),
        ("30 days of half hours, all as one", lambda c: together(c, busy, 30), (30, HALF_HOURS, False)),
        ("a year by day, one queue", lambda c: level(c, FIRST, 365, Period.DAY, ONE), (365, DAYS, True)),
        ("a year by day, 20 queues", lambda c: level(c, FIRST, 365, Period.DAY, ALL), (365, DAYS, False)),
        ("percentiles of a year, all as one",
         lambda c: percentiles(c, Range(day_start(FIRST, WHERE), day_start(date(2026, 1, 1), WHERE)), ZONE),
         (365, DAYS, False)),
    ]  # fmt: skip
    with database.read() as connection:
        check(connection, busy)
        print(f"{'milliseconds':40} {'ours: processor, clock':>24} {'raw SQL: the same':>24}")
        for name, ours, (days, cut, one) in asked:
            mine = measured_ms(lambda ours=ours: ours(connection), TIMES)
            first = FIRST if days == 365 else busy
            beside = measured_ms(
                lambda d=days, c=cut, o=one, f=first: raw_sql(raw, f, d, c, o), TIMES if days == 1 else 1
            )
            print(f"{name:40} {mine[0]:15.1f} {mine[1]:8.1f} {beside[0]:15.1f} {beside[1]:8.1f}", flush=True)


if __name__ == "__main__":
    main()
