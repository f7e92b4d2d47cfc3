"""One AGI conversation on one connection: one command, one reply, and a hang-up noticed when it comes.

AgiConversation(listener)                     an asyncio.Protocol: give it to a server or a connection
.environment: Environment | None              the block it begins with, once it is there
await .command(verb, *arguments, limit_s=10.0) -> Reply
                                              HungUp after a hang-up, at once and for ever;
                                                  ActionRefused for 510, 511 and 520;
                                                  a result of -1 is a failure the caller has outlived
await .variable(name) -> str | None           GET VARIABLE
.hung_up: asyncio.Event                       set as soon as the hang-up is seen, also when no command runs
.close()                                      close the socket (the dialplan goes on from there)

No task and no queue stand between the socket and the caller's own coroutine: a held caller costs memory only, and one
command is one write and one wake-up. What the other side may make us keep is bounded by AgiProtocol on the way in and
by one unanswered command on the way out.
"""

import asyncio
import contextlib
from typing import Protocol, cast

from ivr.asterisk.agi import AgiProtocol, Ended, Environment, HangUpSeen, Reply
from ivr.calls.commands import HungUp
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost, UnexpectedReply

REPLY_S = 10.0
HANG_UP_S = 0.5  # how long after `result=-1` the hang-up it speaks of may take to arrive (measured: 3 ms)
CLOSE_S = 2.0


class Listener(Protocol):
    """Who wants to know how a conversation goes."""

    def connected(self, conversation: "AgiConversation") -> None:
        """Somebody is there; what he wants is not known yet."""

    def begun(self, conversation: "AgiConversation", environment: Environment) -> None:
        """He speaks AGI."""

    def lost(self, conversation: "AgiConversation") -> None:
        """The connection is over."""


class AgiConversation(asyncio.Protocol):
    """The shell around one AgiProtocol."""

    def __init__(self, listener: Listener) -> None:
        self.environment: Environment | None = None
        self.hung_up = asyncio.Event()
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._protocol = AgiProtocol()
        self._waiter: asyncio.Future[Reply] | None = None
        self._closing: asyncio.TimerHandle | None = None

    async def command(self, verb: str, *arguments: str, limit_s: float = REPLY_S) -> Reply:
        """Send one command and wait for its reply."""
        if self._transport is None or self.hung_up.is_set():
            raise HungUp
        line = self._protocol.send(verb, *arguments)
        waiter = self._waiter = self._loop.create_future()
        limit = self._loop.call_later(limit_s, self._late, limit_s)
        try:
            self._transport.write(line)
            reply: Reply = await waiter
        finally:
            limit.cancel()
            self._waiter = None
        if reply.code != 200:
            raise ActionRefused(f"{verb}: {reply.code} {reply.text}")
        if reply.result == "-1" and await self._hang_up_follows():
            raise HungUp
        return reply

    async def variable(self, name: str) -> str | None:
        """Value of a channel variable or function, None when it is not set."""
        reply = await self.command("GET VARIABLE", name)
        return reply.text if reply.result == "1" else None

    def close(self) -> None:
        """Close the socket; safe to call twice."""
        self.hung_up.set()
        if self._transport is not None and self._closing is None:
            self._transport.close()
            # who does not read what we wrote would keep his socket for ever
            self._closing = self._loop.call_later(CLOSE_S, self._transport.abort)

    def abort(self) -> None:
        """Close the socket whatever is still to be written."""
        self.hung_up.set()
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's: the socket is open."""
        self._transport = cast(asyncio.Transport, transport)
        self._listener.connected(self)

    def data_received(self, data: bytes) -> None:
        """Asyncio's: bytes came."""
        if self._closing is None:
            self._protocol.receive(data)
            self._take_events()

    def eof_received(self) -> None:
        """Asyncio's: no more bytes will come; the socket is closed."""
        self._protocol.receive_eof()
        self._take_events()

    def connection_lost(self, exc: Exception | None) -> None:
        """Asyncio's: the socket is closed."""
        if self._closing is not None:
            self._closing.cancel()
        self._transport = None
        self._end(HungUp())
        self._listener.lost(self)

    def _take_events(self) -> None:
        try:
            while (event := self._protocol.next_event()) is not None:
                match event:
                    case Reply():
                        if self._waiter is not None and not self._waiter.done():
                            self._waiter.set_result(event)
                    case HangUpSeen():
                        self.hung_up.set()
                    case Ended():
                        self._end(HungUp())
                    case Environment():
                        self.environment = event
                        self._listener.begun(self, event)
        except UnexpectedReply as error:
            self._end(error)
            self.close()

    def _late(self, limit_s: float) -> None:
        # The reply may still come and would be taken for the next command's: this conversation is over.
        self._end(ConnectionLost(f"no AGI reply within {limit_s:g} s"))

    def _end(self, reason: AsteriskError | HungUp) -> None:
        self.hung_up.set()
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(reason)

    async def _hang_up_follows(self) -> bool:
        """Whether a `-1` meant the hang-up; a file that is missing gets the same reply while the caller is there."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.hung_up.wait(), HANG_UP_S)
        return self.hung_up.is_set()
