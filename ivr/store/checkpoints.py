"""SQLite's log brought into its file from a thread beside the one that writes much."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from ivr.store.database import Database

EVERY = 16  # transactions: a page that several of them change is written once
WAIT_EVERY = 4  # of these: while somebody writes, the log cannot begin anew, and would grow without end


class Checkpoints:
    """Begun after so many transactions of ours; a context that ends with the last of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "checkpoints")
        self._running: Future[None] | None = None
        self._transactions = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._thread.shutdown()

    def written(self) -> None:
        """One more transaction is committed."""
        self._transactions += 1
        if self._transactions % EVERY == 0:
            self._wait()
            self._running = self._thread.submit(self._database.checkpoint)
        if self._transactions % (EVERY * WAIT_EVERY) == 0:
            self._wait()

    def _wait(self) -> None:
        if self._running is not None:
            self._running.result()
            self._running = None
