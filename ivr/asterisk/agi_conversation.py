"""One AGI conversation over asyncio streams: one command, one reply, and a watcher that notices the hang-up when idle.

AgiConversation(reader, writer)               inside a running loop; begins to read at once
await .environment() -> Environment           the first thing; ConnectionLost when the stream ends before it
await .command(verb, *arguments, limit_s=10.0) -> Reply
                                              HungUp after a hang-up, at once and for ever;
                                                  ActionRefused for 510, 511 and 520;
                                                  a result of -1 is a failure the caller has outlived
await .variable(name) -> str | None           GET VARIABLE
.hung_up: asyncio.Event                       set as soon as the hang-up is seen, also when no command runs
await .close()                                close the socket (the dialplan goes on from there)
"""

import asyncio
import contextlib

from ivr.asterisk.agi import AgiEvent, AgiProtocol, Ended, Environment, HangUpSeen, Reply
from ivr.calls.commands import HungUp
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost, UnexpectedReply

CHUNK = 4096
REPLY_S = 10.0
HANG_UP_S = 0.5  # how long after `result=-1` the hang-up it speaks of may take to arrive (measured: 3 ms)
CLOSE_S = 2.0


class AgiConversation:
    """The shell around one AgiProtocol."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.hung_up = asyncio.Event()
        self._reader, self._writer = reader, writer
        self._protocol = AgiProtocol()
        self._arrived: asyncio.Queue[Environment | Reply | AsteriskError | None] = asyncio.Queue()
        self._turn = asyncio.Lock()
        self._watcher = asyncio.create_task(self._watch())

    async def environment(self) -> Environment:
        """The block the conversation begins with."""
        first = await self._arrived.get()
        if isinstance(first, AsteriskError):
            raise first
        if not isinstance(first, Environment):
            raise ConnectionLost("the stream ended inside the AGI environment")
        return first

    async def command(self, verb: str, *arguments: str, limit_s: float = REPLY_S) -> Reply:
        """Send one command and wait for its reply."""
        async with self._turn:
            if self.hung_up.is_set():
                raise HungUp
            reply = await self._exchange(self._protocol.send(verb, *arguments), limit_s)
        if reply.code != 200:
            raise ActionRefused(f"{verb}: {reply.code} {reply.text}")
        if reply.result == "-1" and await self._hang_up_follows():
            raise HungUp
        return reply

    async def variable(self, name: str) -> str | None:
        """Value of a channel variable or function, None when it is not set."""
        reply = await self.command("GET VARIABLE", name)
        return reply.text if reply.result == "1" else None

    async def close(self) -> None:
        """Stop reading and close the socket; safe to call twice."""
        if self._watcher.done() and self._writer.is_closing():
            return
        self._watcher.cancel()
        await asyncio.gather(self._watcher, return_exceptions=True)
        self.hung_up.set()
        self._writer.close()
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._writer.wait_closed()
        except TimeoutError:
            self._writer.transport.abort()  # who does not read what we wrote would keep his socket for ever
        except OSError:
            pass

    async def _exchange(self, line: bytes, limit_s: float) -> Reply:
        try:
            async with asyncio.timeout(limit_s):
                self._writer.write(line)
                await self._writer.drain()
                answer = await self._arrived.get()
        except TimeoutError:
            # The reply may still come and would be taken for the next command's: this conversation is over.
            self._end()
            raise ConnectionLost(f"no AGI reply within {limit_s:g} s") from None
        except OSError:
            self._end()
            raise HungUp from None
        if isinstance(answer, AsteriskError):
            raise answer
        if not isinstance(answer, Reply):
            raise HungUp
        return answer

    async def _hang_up_follows(self) -> bool:
        """Whether a `-1` meant the hang-up; a file that is missing gets the same reply while the caller is there."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.hung_up.wait(), HANG_UP_S)
        return self.hung_up.is_set()

    async def _watch(self) -> None:
        with contextlib.suppress(OSError):
            while chunk := await self._reader.read(CHUNK):
                self._protocol.receive(chunk)
                if not self._take_events():
                    return self._end()
                if len(chunk) == CHUNK:
                    # A read that finds bytes waiting never gives way: who sends without end must not stop the loop.
                    await asyncio.sleep(0)
        self._protocol.receive_eof()
        self._take_events()
        return self._end()

    def _take_events(self) -> bool:
        """Hand on what arrived; False when the stream is not AGI any more."""
        try:
            while (event := self._protocol.next_event()) is not None:
                self._take(event)
        except UnexpectedReply as error:
            self._arrived.put_nowait(error)
            return False
        return True

    def _take(self, event: AgiEvent) -> None:
        if isinstance(event, Environment | Reply):
            self._arrived.put_nowait(event)
        elif isinstance(event, HangUpSeen | Ended):
            self.hung_up.set()

    def _end(self) -> None:
        self.hung_up.set()
        self._arrived.put_nowait(None)
