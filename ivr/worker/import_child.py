"""The reading of a large file in a process of its own, so that two cores work: it reads and folds, we write.

What is read goes through a pipe of one megabyte: the reader waits while it is full. At the end of either process the
other one ends too.
"""

import fcntl
import gc
import multiprocessing
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

from ivr.errors import IvrError, OurFault
from ivr.worker.import_reading import Piece, Taken, Task, pieces

BUFFER = 1 << 20  # bytes, the most a pipe may have without rights


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
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # what is made here has no circles
    with closing(to):
        try:
            for piece in pieces(task, lambda: calls_at_once.value):
                to.send(piece)
        except IvrError as error:
            to.send(error)
        except BrokenPipeError:
            pass  # nobody reads on


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
