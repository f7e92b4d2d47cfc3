"""Starting the far end, or joining one that already runs for the same home: one Asterisk, any number of users."""

import asyncio
import contextlib
import fcntl
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ivr.asterisk.far_end import FarEnd
from ivr.errors import SetupError

USER = "far_end"
START_S = 20.0
STOP_S = 5.0

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class FarEndPlace:
    """Where the far end runs, and how its Asterisk is started."""

    folder: Path
    host: str
    ami_port: int
    secret: str
    command: Callable[[], Sequence[str]]  # asked for when it is really started here
    start: Callable[[Sequence[str], Path], subprocess.Popen[bytes]]  # command and log; the child dies with its starter

    @property
    def recordings(self) -> Path:
        """Folder of what was heard."""
        return self.folder / "recordings"

    @property
    def log(self) -> Path:
        """What the second Asterisk says."""
        return self.folder / "log" / "far-end.log"


def with_far_end(place: FarEndPlace, act: Callable[[FarEnd], Awaitable[Outcome]]) -> Outcome:
    """Do something at the far end, from a program without a loop of its own."""

    async def main() -> Outcome:
        async with far_end_at(place) as far_end:
            return await act(far_end)

    return asyncio.run(main())


@contextlib.asynccontextmanager
async def far_end_at(place: FarEndPlace) -> AsyncIterator[FarEnd]:
    """The far end, connected; started and stopped here unless somebody else has it running."""
    with _asterisk(place) as child:
        far_end = FarEnd(place.recordings)
        try:
            await _connect(place, far_end, child)
            yield far_end
        finally:
            await far_end.close()


@contextlib.contextmanager
def _asterisk(place: FarEndPlace) -> Iterator[subprocess.Popen[bytes] | None]:
    with (place.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        child = place.start(place.command(), place.log)
        try:
            yield child
        finally:
            _stop(child)


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


async def _connect(place: FarEndPlace, far_end: FarEnd, child: subprocess.Popen[bytes] | None) -> None:
    end = time.monotonic() + START_S
    while True:
        try:
            await far_end.ami.connect(place.host, place.ami_port, USER, place.secret)
            async with asyncio.timeout(START_S):
                await far_end.booted.wait()
        except (OSError, TimeoutError) as error:
            if time.monotonic() > end or (child is not None and child.poll() is not None):
                raise SetupError(f"the far end's Asterisk does not start ({error}): see {place.log}") from None
            await asyncio.sleep(0.05)
        else:
            return
