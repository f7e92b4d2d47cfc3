"""Changed menus reach the next caller; a centre that cannot be read changes nothing."""

import asyncio
from dataclasses import replace

from ivr.engine.doorbell import Bell
from ivr.engine.menu_watch import MenuWatch
from ivr.errors import AuthorError


async def ring(watch: MenuWatch) -> None:
    bell = Bell()
    watching = asyncio.create_task(watch.run(bell))
    bell.pressed.set()
    async with asyncio.timeout(5):
        while bell.pressed.is_set():  # noqa: ASYNC110 - the bell says when it rings, not when it is heard
            await asyncio.sleep(0)
    await asyncio.sleep(0.05)  # the centre is read on a thread
    watching.cancel()


async def test_the_next_caller_hears_the_new_menus(office) -> None:
    changed = replace(office.door._centre, language="hu")

    await ring(MenuWatch(office.door, lambda: changed))

    assert office.door._centre is changed


async def test_a_centre_that_cannot_be_read_leaves_the_old_one(office) -> None:
    before = office.door._centre

    def broken():
        raise AuthorError("no such zone")

    await ring(MenuWatch(office.door, broken))

    assert office.door._centre is before
