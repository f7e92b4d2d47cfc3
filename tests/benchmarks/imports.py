"""How fast a queue_log is taken over, and in how much memory: two sizes, beside the same rows as a plain insert.

    .ivr/venv/bin/python tests/benchmarks/imports.py [--rows 200000] [--url sqlite:////tmp/imports.sqlite]

Each size is a process of its own, so that its peak of memory is its own. The reference is raw sqlite3 in the same run:
`executemany` of the rows of the file as `csv` reads them, one column a field and one index on time: what any database
has to do at least. While rows are taken over, another writer asks for the database every 50 ms, as the recorder of
calls does; how long he waits is told. The goals are of a machine with two idle processors: look at the load beside.
"""

import argparse
import csv
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.worker.importer import Importer

BEGUN = 1_700_000_000  # seconds since 1970
QUEUES, AGENTS = 20, 100
GOAL, STRETCH = 20_000, 50_000  # rows a second
GROWTH_MB, HELD_MS = 32, 50
# As `python3 -m ivr import`: the process that reads loads its own part, not this program once more.
ONE = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import imports; imports.main()"


def main() -> None:
    """Measure two sizes and print a line for each, then what was hit and what was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--url")
    parser.add_argument("--one", type=Path)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(taken(asked.one, asked.url)))
        return
    found = [measured(rows, asked.url) for rows in (asked.rows // 4, asked.rows)]
    judge(found[0], found[1])


def measured(rows: int, url: str | None) -> dict[str, float]:
    """Take a log of so many rows over, and say how it went."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "queue_log"
        file.write_text("".join(f"{line}\n" for line in queue_log(rows)))
        plain = inserted(file, Path(folder) / "plain.sqlite")
        command = [sys.executable, "-c", ONE, "--one", str(file), "--url", url or f"sqlite:///{folder}/ivr.sqlite"]
        found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(
        f"{rows} rows: {found['rows_per_s']:,.0f} rows/s, {found['rows_per_cpu_s']:,.0f} per processor second"
        f" (writing alone {found['rows_per_writer_s']:,.0f}, reading and folding {found['rows_per_reader_s']:,.0f});"
        f" peak {found['peak_mb']:.0f} + {found['reader_peak_mb']:.0f} MB, again {found['again_peak_mb']:.0f};"
        f" again {found['again_rows_per_s']:,.0f} rows/s\n"
        f"  raw sqlite3 executemany of csv: {plain['rows_per_s']:,.0f} rows/s,"
        f" {plain['rows_per_cpu_s']:,.0f} per processor second\n"
        f"  lock held {found['longest_held_ms']:.0f} ms of processor time at most; another writer waited"
        f" {found['waited_ms']:.0f} ms at most, {found['waited_mean_ms']:.0f} ms on average;"
        f" load {os.getloadavg()[0]:.1f}"
    )
    return found


def judge(small: dict[str, float], large: dict[str, float]) -> None:
    """Say of each goal whether it was hit."""
    grown = max(large[name] - small[name] for name in ("peak_mb", "reader_peak_mb", "again_peak_mb"))
    for goal, is_hit in (
        (f"{GOAL:,} rows/s", large["rows_per_s"] >= GOAL),
        (f"{STRETCH:,} rows/s (stretch)", large["rows_per_s"] >= STRETCH),
        (f"flat memory: grown by {grown:.0f} MB, at most {GROWTH_MB}", grown <= GROWTH_MB),
        (f"lock held at most {HELD_MS} ms", large["longest_held_ms"] <= HELD_MS),
    ):
        print(f"  {'hit' if is_hit else 'MISSED'}: {goal}")


def queue_log(rows: int) -> Iterator[str]:
    """Rows of a busy centre: about 60 calls an hour and queue, by a seed."""
    chance, clock, number = random.Random(1), float(BEGUN), 0
    told: list[str] = []
    while len(told) < rows:
        number += 1
        clock += chance.expovariate(1 / 3)
        told += list(_call(chance, int(clock), number))
    told.sort(key=lambda line: int(line.split("|", 1)[0]))
    yield from told[:rows]


def _call(chance: random.Random, at: int, number: int) -> Iterator[str]:
    call, queue = f"{at}.{number}", f"queue-{chance.randrange(QUEUES)}"
    yield f"{at}|{call}|{queue}|NONE|ENTERQUEUE||+3630{chance.randrange(10**7):07}|1"
    wait, agent = int(chance.expovariate(1 / 30)), f"SIP/{100 + chance.randrange(AGENTS)}"
    if chance.random() < 0.1:
        yield f"{at + wait}|{call}|{queue}|NONE|ABANDON|1|1|{wait}"
        return
    if chance.random() < 0.2:
        yield f"{at + wait}|{call}|{queue}|SIP/{100 + chance.randrange(AGENTS)}|RINGNOANSWER|15000"
    talk = int(chance.lognormvariate(4.5, 0.6))
    yield f"{at + wait}|{call}|{queue}|{agent}|CONNECT|{wait}|{at}.{number + 1}|{min(wait, 6)}"
    by = chance.choice(("COMPLETECALLER", "COMPLETEAGENT"))
    yield f"{at + wait + talk}|{call}|{queue}|{agent}|{by}|{wait}|{talk}|1"


def taken(file: Path, url: str) -> dict[str, float]:
    """Take the file over, twice: rows a second, processor time, peaks of memory, locks."""
    database = Database(url, checkpoints_itself=False)
    migrate(database)
    importer = Importer(database, "Europe/Budapest", file.parent, lambda: datetime.now(UTC))
    rival = Rival(url)
    begun, of_writer, of_reader = time.monotonic(), spent(resource.RUSAGE_SELF), spent(resource.RUSAGE_CHILDREN)
    rows = importer.take(file, "queue-log", lambda _share: None).rows
    seconds = time.monotonic() - begun
    of_writer, of_reader = spent(resource.RUSAGE_SELF) - of_writer, spent(resource.RUSAGE_CHILDREN) - of_reader
    rival.stop()
    of_first = {"peak_mb": peak_mb(), "reader_peak_mb": reader_peak_mb()}
    again = file.with_name("again")
    again.write_bytes(file.read_bytes())
    begun = time.monotonic()
    second = importer.take(again, "queue-log", lambda _share: None)
    assert second.events == 0
    return {
        "rows_per_s": rows / seconds,
        "rows_per_cpu_s": rows / (of_writer + of_reader),
        "rows_per_writer_s": rows / of_writer,
        "rows_per_reader_s": rows / max(of_reader, 0.001),
        "again_rows_per_s": second.rows / (time.monotonic() - begun),
        "again_peak_mb": peak_mb(),
        **of_first,
        "longest_held_ms": 1000 * importer.pace.longest_held_s,
        "waited_ms": 1000 * max(rival.waits),
        "waited_mean_ms": 1000 * sum(rival.waits) / len(rival.waits),
    }


def spent(whose: int) -> float:
    """Seconds of processor time so far."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    """The most memory this process had; `getrusage` would tell of the one that made it, where that had more."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def reader_peak_mb() -> float:
    """The most memory the reading process had, and no less than we had when we made it."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


class Rival:
    """Another writer, who asks for the database every 50 ms and gives it back at once."""

    def __init__(self, url: str) -> None:
        self.waits: list[float] = []
        self._database, self._stopped = Database(url), threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            begun = time.monotonic()
            with self._database.write() as connection:
                connection.execute(text("SELECT 1"))
            self.waits.append(time.monotonic() - begun)
            self._stopped.wait(0.05)


def inserted(file: Path, path: Path) -> dict[str, float]:
    """The reference: the rows of the file as they stand."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE queue_log (time, callid, queue, agent, event, data1, data2, data3)")
    connection.execute("CREATE INDEX by_time ON queue_log (time)")
    begun, used = time.monotonic(), time.process_time()
    with file.open(newline="") as lines:
        rows = [(row + [""] * 8)[:8] for row in csv.reader(lines, delimiter="|")]
    for start in range(0, len(rows), 1000):
        with connection:
            connection.executemany("INSERT INTO queue_log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows[start : start + 1000])
    seconds, used = time.monotonic() - begun, time.process_time() - used
    return {"rows_per_s": len(rows) / seconds, "rows_per_cpu_s": len(rows) / used}


if __name__ == "__main__":
    main()
