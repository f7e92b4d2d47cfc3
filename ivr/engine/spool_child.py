"""The process that brings the spool into the database, so that the loop never waits for it.

Not a thread: on a full machine a thread is put to sleep while it holds Python's lock, and every caller waits with it
(5,000 events a second: the loop was late by 13 ms at the 99th percentile, by 1.5 ms with a process).

Its input begins with what it needs to know; each further byte means "look now", and the end of its input "bring in what
is there and be gone", so it never outlives the engine for long. It tells, a line of JSON each round, how far it is.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ivr.engine.spool_reader import SpoolReader
from ivr.store.database import Database

REST_S = 0.5  # a commit costs as much as twenty events
LET_GO_S = 0.1  # a killed engine lets go of its file after its pipes


@dataclass(frozen=True, slots=True)
class Told:
    """How many events of a segment are in the database, and why it takes no more just now."""

    segment: str = ""
    events: int = 0
    failure: str | None = None


def serve(reader: SpoolReader, asked: int, tell: Callable[[Told], None]) -> None:
    """Bring in what is written until the input (a descriptor) ends, then the rest."""
    ended = False
    while True:
        told, more = _step(reader)
        tell(told)
        if ended and not more:
            return
        ended = ended or _ended(asked, 0.0 if more else REST_S)


def _step(reader: SpoolReader) -> tuple[Told, bool]:
    try:
        step = reader.step()
    except Exception as error:  # whatever the database or the disk says, the history waits for it
        return Told(failure=str(error)), False
    return (Told(step.segment, step.events), step.more) if step else (Told(), False)


def _ended(asked: int, rest_s: float) -> bool:
    """Rest until there is something to read: whether that is the end."""
    readable, _, _ = select.select([asked], [], [], rest_s)
    return bool(readable) and os.read(asked, 4096) == b""


def main() -> None:
    """Run until the engine is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the engine's end is ours
    os.setpriority(os.PRIO_PROCESS, 0, max(0, os.getpriority(os.PRIO_PROCESS, 0)))  # callers go first
    begun = json.loads(sys.stdin.buffer.readline())
    database = Database(begun["database_url"])
    reader = SpoolReader(database, Path(begun["folder"]))

    def tell(told: Told) -> None:
        with suppress(BrokenPipeError):  # the engine was killed: what it wrote is brought in all the same
            os.write(sys.stdout.fileno(), json.dumps(asdict(told)).encode() + b"\n")

    serve(reader, sys.stdin.fileno(), tell)
    if reader.is_reading:
        time.sleep(LET_GO_S)
        serve(reader, sys.stdin.fileno(), tell)
    reader.close()
    database.close()
