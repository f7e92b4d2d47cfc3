"""The reading of a large file in a process of its own, so that two cores work: it reads and folds, we write.

What is read goes through a pipe of one megabyte: the reader waits while it is full. At the end of either process the
other one ends too.
"""

import fcntl
import multiprocessing
import pickle
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from queue import Queue
from threading import Thread
from typing import Self

from ivr.errors import IvrError, OurFault
from ivr.worker.import_reading import Piece, Taken, Task, pieces
from ivr.worker.seldom import collected_seldom

BUFFER = 1 << 20  # bytes, the most a pipe may have without rights
AHEAD = 16  # batches of half a megabyte: neither process waits while the other one is held up


def pieces_beside(task: Task, calls_at_once: Callable[[], int]) -> Generator[Piece | Taken, None, None]:
    """What `import_reading.pieces` gives, read by a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    fcntl.fcntl(theirs.fileno(), fcntl.F_SETPIPE_SZ, BUFFER)
    count = context.Value("i", calls_at_once())
    child = context.Process(target=read, args=(task, theirs, count), name="import", daemon=True)
    child.start()
    theirs.close()
    try:
        yield from _received(ours, count, calls_at_once)
    finally:
        ours.close()
        child.join()


def read(task: Task, to: Connection, calls_at_once: "Synchronized[int]") -> None:
    """Read a file in this process, and give what is read to the other one."""
    with collected_seldom(), closing(to), _Sending(to) as sending:
        try:
            for piece in pieces(task, lambda: calls_at_once.value):
                if not sending.put(piece):
                    return  # nobody reads on
        except IvrError as error:
            sending.put(error)


class _Sending:
    """Sends from a thread, so that reading goes on while the other process is busy, as far as `AHEAD` allows."""

    def __init__(self, to: Connection) -> None:
        self._to, self._waiting = to, Queue[bytes | None](AHEAD)
        self._is_read = True
        self._thread = Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._waiting.put(None)
        self._thread.join()

    def put(self, one: object) -> bool:
        """Send this; whether the other end is there still."""
        self._waiting.put(pickle.dumps(one, pickle.HIGHEST_PROTOCOL))
        return self._is_read

    def _run(self) -> None:
        while (one := self._waiting.get()) is not None:
            try:
                if self._is_read:
                    self._to.send_bytes(one)
            except BrokenPipeError:
                self._is_read = False


def _received(
    ours: Connection, count: "Synchronized[int]", calls_at_once: Callable[[], int]
) -> Iterator[Piece | Taken]:
    while True:
        try:
            found = ours.recv()
        except EOFError:
            raise OurFault("the process that reads the file has died") from None
        if isinstance(found, IvrError):
            raise found
        yield found
        if isinstance(found, Taken):
            return
        count.value = calls_at_once()
