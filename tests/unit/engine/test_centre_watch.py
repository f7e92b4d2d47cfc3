"""A changed centre takes effect; one that cannot be used, or has not changed, changes nothing."""

import asyncio

from ivr.engine.centre_watch import CentreWatch
from ivr.engine.doorbell import Bell
from ivr.errors import AuthorError


class Attended(Bell):
    """A bell that knows when somebody begins to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: asyncio.Queue[None] = asyncio.Queue()

    async def wait(self, seconds: float | None = None) -> bool:
        self.waits.put_nowait(None)
        return await super().wait(seconds)


async def ring(watch: CentreWatch, times: int = 1) -> None:
    bell = Attended()
    watching = asyncio.create_task(watch.run(bell))
    await bell.waits.get()
    for _ in range(times):
        bell.pressed.set()
        await bell.waits.get()  # all of the ring before has been done
    assert not watching.done()
    watching.cancel()


async def test_a_change_is_put_in_force_once() -> None:
    taken: list[str] = []

    await ring(CentreWatch(7, lambda: 8, lambda: lambda: taken.append("new")), times=2)

    assert taken == ["new"]


async def test_a_ring_for_something_else_reads_no_centre() -> None:
    taken: list[str] = []

    await ring(CentreWatch(7, lambda: 7, lambda: lambda: taken.append("new")))

    assert taken == []


async def test_a_centre_that_cannot_be_read_leaves_the_old_one_and_the_next_change_counts() -> None:
    versions, taken = iter([8, 9]), []

    def read():
        if not taken:
            taken.append("broken")
            raise AuthorError("no such zone")
        return lambda: taken.append("new")

    await ring(CentreWatch(7, lambda: next(versions), read), times=2)

    assert taken == ["broken", "new"]
