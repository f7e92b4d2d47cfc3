"""The far end's own manager connection: any action, every event as it came, no reconnecting.

It shares no code with the engine's (ami.py): the outside world that judges the engine must not share its faults.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Mapping

from ivr.errors import ActionRefused, ConnectionLost, Misuse

Message = Mapping[str, str]
ACTION_S = 5.0
LONGEST_LINE = 65536


class FarEndAmi:
    """One connection, for the time of some test calls."""

    def __init__(self, on_event: Callable[[Message], None]) -> None:
        self._on_event = on_event
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Message]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None

    async def connect(self, host: str, port: int, user: str, secret: str) -> None:
        """Log in; OSError while nobody listens there, ActionRefused for a wrong secret."""
        reader, self._writer = await asyncio.open_connection(host, port, limit=LONGEST_LINE)
        self._reading = asyncio.create_task(self._read(reader))
        await self.action("Login", Username=user, Secret=secret)

    async def action(self, name: str, **fields: str) -> Message:
        """Have something done; ActionRefused with Asterisk's reason when it will not."""
        if self._writer is None or self._reading is None or self._reading.done():
            raise ConnectionLost
        number = str(next(self._numbers))
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        headers = {"Action": name, "ActionID": number, **fields}
        self._writer.write(
            ("".join(f"{key}: {_one_line(value)}\r\n" for key, value in headers.items()) + "\r\n").encode()
        )
        try:
            async with asyncio.timeout(ACTION_S):
                reply: Message = await answer
        except TimeoutError:
            raise ConnectionLost(f"the far end did not answer {name} within {ACTION_S:.0f} s") from None
        finally:
            self._waiting.pop(number, None)
        if reply.get("Response") == "Error":
            raise ActionRefused(f"the far end refused {name}: {reply.get('Message')}")
        return reply

    async def close(self) -> None:
        """Let go of the connection."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading
        if self._writer is not None:
            self._writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        message: dict[str, str] = {}
        with contextlib.suppress(OSError):
            while line := await reader.readline():
                key, colon, value = line.decode(errors="replace").rstrip("\r\n").partition(": ")
                if colon:
                    message[key] = f"{message[key]}\n{value}" if key in message else value
                elif not key and message:
                    self._deliver(message)
                    message = {}
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionLost())

    def _deliver(self, message: Message) -> None:
        if "Event" in message:  # first: OriginateResponse also has a header Response
            self._on_event(message)
        elif (answer := self._waiting.get(message.get("ActionID", ""))) and not answer.done():
            answer.set_result(message)


def _one_line(value: str) -> str:
    if "\r" in value or "\n" in value:
        raise Misuse("a line break in an action would begin another one")
    return value
