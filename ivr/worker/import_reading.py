"""The rows of a file read, understood and folded, batch by batch, without a database.

A call waits until so many others have begun after it: then most of its rows have come, and it is told as a whole.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from ivr.calls.events import CallEvent, Event
from ivr.errors import SetupError
from ivr.hours.zone import zone
from ivr.imports.cdr import Cdr
from ivr.imports.cel import Cel
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.imports.rows import BadRow, line_of
from ivr.store import number_ends
from ivr.store.imported_batch import Batch, Way, batch_of
from ivr.store.position import Position
from ivr.worker.import_file import ImportFile

Reader = QueueLog | Cdr | Cel

READERS: dict[str, type[Reader]] = {"queue-log": QueueLog, "cdr": Cdr, "cel": Cel}
WAITING_CALLS, WAITING_EVENTS = 3_000, 50_000  # kept in memory
REMEMBERED = 20_000  # calls told of last: a row that comes late belongs to one of them
NUMBERS_AT_ONCE = 20_000  # kept in memory until they are written in order: that is far faster
TOLD_BAD = 20  # of the rows that could not be read
KEPT_BAD = 100_000
LONGEST_KEPT = 500  # bytes of each


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read, its times without a zone by the clock of `timezone`, and from where on."""

    path: Path
    kind: str
    timezone: str
    rejected: Path  # the folder of what could not be read
    way: Way
    position: Position | None = None


@dataclass(slots=True)
class Piece:
    """Some calls of a file, what its queues and agents are called, by id, and how far it is read, from 0 to 1."""

    batch: Batch
    queues: dict[str, str]
    agents: dict[str, str]
    share: float


@dataclass(slots=True)
class Taken:
    """What became of one file."""

    path: Path
    number: int | None  # of the import
    timezone: str  # by whose clock times without a zone were read
    rows: int = 0
    events: int = 0  # that were new
    bad: int = 0
    told_bad: list[str] = field(default_factory=list)
    kept_in: Path | None = None  # the rows that could not be read
    unknown: Counter[str] = field(default_factory=Counter)
    broken: str = ""
    position: Position | None = None


def pieces(task: Task, calls_at_once: Callable[[], int]) -> Generator[Piece | Taken, None, None]:
    """The calls of a file in batches of so many, at the end what became of it; SetupError when it cannot be read."""
    with closing(ImportFile(task.path)) as file:
        names = Names()
        reader = reader_of(file, task, names)
        file.skip_known(task.position)
        taken, waiting, known_names = Taken(task.path, task.way.import_id, task.timezone), _Waiting(), [0, 0]
        for events in _rows(file, reader, taken, task.rejected):
            waiting.add(events)
            if waiting.are_many(calls_at_once()):
                yield _piece(waiting.first(calls_at_once(), task.way), names, known_names, file.share())
        while waiting.calls:
            yield _piece(waiting.first(calls_at_once(), task.way), names, known_names, file.share())
        taken.unknown, taken.broken, taken.position = reader.unknown, file.broken, file.position()
        yield taken


def reader_of(file: ImportFile, task: Task, names: Names) -> Reader:
    """What understands this file; SetupError when nothing does."""
    try:
        return READERS[task.kind](line_of(file.first_line()), zone(task.timezone), names)
    except BadRow as error:
        raise SetupError(f"{task.path}:1: {error}") from None


def _piece(batch: Batch, names: Names, known: list[int], share: float) -> Piece:
    of_queues, of_agents = (
        dict(islice(some.items(), there, None)) for some, there in zip((names.queues, names.agents), known, strict=True)
    )
    known[:] = [len(names.queues), len(names.agents)]
    return Piece(batch, of_queues, of_agents, share)


def _rows(file: ImportFile, reader: Reader, taken: Taken, rejected: Path) -> Iterator[list[Event]]:
    """The events of each row."""
    with _kept_bad(taken, rejected) as keep:
        for raw in file.lines():
            if file.line == 1 and reader.form.has_header:
                continue
            try:
                line = line_of(raw)
                if line.strip():
                    taken.rows += 1
                    yield reader.events(line)
            except BadRow as error:
                taken.bad += 1
                keep(f"line {file.line}: {error}: {raw[:LONGEST_KEPT]!r}")


class _Waiting:
    """The calls that wait until they are told as a whole, in the order they began; and those told of last."""

    def __init__(self) -> None:
        self.calls: dict[str, list[Event]] = {}
        self._events = 0
        self._numbers: set[str] = set()
        self._told: dict[str, None] = {}

    def add(self, events: list[Event]) -> None:
        calls = self.calls
        for event in events:
            call_id = event.call_id if isinstance(event, CallEvent) else event.event_id
            if call_id in calls:
                calls[call_id].append(event)
            else:
                calls[call_id] = [event]
        self._events += len(events)

    def are_many(self, at_once: int) -> bool:
        return len(self.calls) >= WAITING_CALLS + at_once or self._events >= WAITING_EVENTS

    def first(self, count: int, way: Way) -> Batch:
        call_ids = list(islice(self.calls, count))
        told = [event for call_id in call_ids for event in self.calls.pop(call_id)]
        self._events -= len(told)
        batch = batch_of(told, way, [call_id for call_id in call_ids if call_id in self._told])
        self._told |= dict.fromkeys(call_ids)
        for call_id in list(islice(self._told, max(len(self._told) - REMEMBERED, 0))):
            del self._told[call_id]
        self._numbers |= batch.folded.numbers
        if len(self._numbers) >= NUMBERS_AT_ONCE or not self.calls:
            batch.ends, self._numbers = number_ends.ends_of(self._numbers), set()
        return batch


@contextmanager
def _kept_bad(taken: Taken, rejected: Path) -> Iterator[Callable[[str], None]]:
    """Where rows that could not be read are written down, in a file that is made with the first of them."""
    where = hashlib.sha256(str(taken.path.resolve()).encode()).hexdigest()[:8]
    path = rejected / f"{taken.path.name}.{where}.rejected"
    opened: list[IO[str]] = []

    def keep(sentence: str) -> None:
        if not opened:
            rejected.mkdir(parents=True, exist_ok=True)
            opened.append(path.open("a", encoding="utf-8"))
            taken.kept_in = path
        if taken.bad <= TOLD_BAD:
            taken.told_bad.append(f"{taken.path}: {sentence}")
        if taken.bad <= KEPT_BAD:
            opened[0].write(f"{sentence}\n")

    try:
        yield keep
    finally:
        for file in opened:
            file.close()
