"""How fast a queue_log is taken over, and in how much memory: two sizes, beside the same rows as a plain insert.

    .ivr/venv/bin/python tests/benchmarks/imports.py [--rows 200000] [--url sqlite:////tmp/imports.sqlite]

Each size is a process of its own, so that its peak of memory is its own. The reference is `executemany` of the rows as
they stand in the file, one column a field and one index on time: what any database has to do at least.
"""

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.worker.importer import Importer

BEGUN = 1_700_000_000  # seconds since 1970
QUEUES, AGENTS = 20, 100


def main() -> None:
    """Measure two sizes and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--url")
    parser.add_argument("--one", type=Path)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(taken(asked.one, asked.url)))
        return
    for rows in (asked.rows // 4, asked.rows):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "queue_log"
            file.write_text("".join(f"{line}\n" for line in queue_log(rows)))
            url = asked.url or f"sqlite:///{folder}/ivr.sqlite"
            plain = inserted(file, Path(folder) / "plain.sqlite")
            command = [sys.executable, __file__, "--one", str(file), "--url", url]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(
                f"{rows} rows: {found['rows_per_s']:,.0f} rows/s, peak {found['peak_mb']:.0f} MB; "
                f"longest lock {found['longest_held_ms']:.0f} ms; again {found['again_rows_per_s']:,.0f} rows/s; "
                f"plain executemany {plain:,.0f} rows/s"
            )


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
    """Take the file over, twice: rows a second, the peak of memory, the longest time the lock was held."""
    database = Database(url)
    migrate(database)
    importer = Importer(database, "Europe/Budapest", file.parent, lambda: datetime.now(UTC))
    begun = time.monotonic()
    first = importer.take(file, "queue-log", lambda _share: None)
    seconds = time.monotonic() - begun
    again = file.with_name("again")
    again.write_bytes(file.read_bytes())
    begun = time.monotonic()
    second = importer.take(again, "queue-log", lambda _share: None)
    assert second.events == 0
    return {
        "rows_per_s": first.rows / seconds,
        "again_rows_per_s": second.rows / (time.monotonic() - begun),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "longest_held_ms": 1000 * importer.pace.longest_held_s,
    }


def inserted(file: Path, path: Path) -> float:
    """The reference: the rows of the file as they stand, rows a second."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE queue_log (time, callid, queue, agent, event, data1, data2, data3)")
    connection.execute("CREATE INDEX by_time ON queue_log (time)")
    begun = time.monotonic()
    with file.open() as lines:
        rows = [(line.rstrip("\n").split("|") + [""] * 8)[:8] for line in lines]
    for start in range(0, len(rows), 1000):
        with connection:
            connection.executemany("INSERT INTO queue_log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows[start : start + 1000])
    return len(rows) / (time.monotonic() - begun)


if __name__ == "__main__":
    main()
