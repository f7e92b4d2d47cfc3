"""The door calls come through: an asyncio server that hands each AGI conversation to one async callback.

    AgiServer(host, port, callback, limits=AgiLimits())     callback: async (Environment, AgiConversation) -> None
    await .start() -> int                                   the port it listens on (port 0: any free one)
    await .close(grace_s=2.0)                               no new calls; running ones get so long, then are cancelled
    .open_conversations, .probes, .refused, .broken, .crashes: int      counts, for the status page

The socket is closed as soon as the callback returns or raises: the dialplan goes on from there. HungUp is an ordinary
end; any other exception is logged and counted and touches no other conversation. A connection that brings no AGI
environment in time (a port probe, garbage) is closed without a word and counted in `probes`. Asterisk introduces a call
within milliseconds: of too many connections that have not yet said what they want the oldest gives way, so that no
crowd of silent ones keeps a call out.
"""

import asyncio
import logging
import resource
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.calls.commands import HungUp
from ivr.errors import AsteriskError, SetupError

log = logging.getLogger(__name__)

OTHER_FILES = 200  # the process needs besides its callers' sockets

Callback = Callable[[Environment, AgiConversation], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class AgiLimits:
    """What one AGI server accepts."""

    connections: int = 2000
    strangers: int = 200  # connections without an AGI environment yet
    header_s: float = 5.0
    backlog: int = 500


class AgiServer:
    """FastAGI on one address."""

    def __init__(self, host: str, port: int, callback: Callback, limits: AgiLimits | None = None) -> None:
        self._host, self._port, self._callback = host, port, callback
        self._limits = limits or AgiLimits()
        self._server: asyncio.Server | None = None
        self._open: set[AgiConversation] = set()
        self._strangers: dict[AgiConversation, asyncio.TimerHandle] = {}  # the oldest first
        self._calls: set[asyncio.Task[None]] = set()
        self._room = min(self._limits.connections, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OTHER_FILES)
        self.probes = self.refused = self.broken = self.crashes = 0

    @property
    def open_conversations(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def start(self) -> int:
        """Listen; SetupError when the address cannot be had."""
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(
                lambda: AgiConversation(self), self._host, self._port, backlog=self._limits.backlog
            )
        except OSError as error:
            raise SetupError(f"AGI cannot listen on {self._host}:{self._port} ({error}): free that port") from None
        self._port = int(self._server.sockets[0].getsockname()[1])
        return self._port

    async def close(self, grace_s: float = 2.0) -> None:
        """Stop listening, let conversations end, cancel those that do not."""
        if self._server is not None:
            self._server.close()
        if self._calls:
            _, late = await asyncio.wait(self._calls, timeout=grace_s)
            for call in late:
                call.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for conversation in list(self._open):
            conversation.abort()
        if self._server is not None:
            await self._server.wait_closed()

    def connected(self, conversation: AgiConversation) -> None:
        """Let somebody in who may become a call."""
        if len(self._open) >= self._room:
            # Refused at once, the caller goes on in the dialplan; waiting for a free place he would hear nothing.
            self.refused += 1
            conversation.abort()
            return
        if len(self._strangers) >= self._limits.strangers:
            oldest = next(iter(self._strangers))
            self._forget_stranger(oldest)
            oldest.abort()
        self._open.add(conversation)
        loop = asyncio.get_running_loop()
        self._strangers[conversation] = loop.call_later(self._limits.header_s, conversation.close)

    def begun(self, conversation: AgiConversation, environment: Environment) -> None:
        """Walk the call that this conversation turned out to be."""
        if (limit := self._strangers.pop(conversation, None)) is None:
            return  # too late: he is being shown the door
        limit.cancel()
        call = asyncio.create_task(self._serve(environment, conversation))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    def lost(self, conversation: AgiConversation) -> None:
        """Count out who is gone."""
        self._open.discard(conversation)
        if conversation in self._strangers:
            self._forget_stranger(conversation)

    def _forget_stranger(self, conversation: AgiConversation) -> None:
        self._strangers.pop(conversation).cancel()
        self.probes += 1

    async def _serve(self, environment: Environment, conversation: AgiConversation) -> None:
        try:
            await self._callback(environment, conversation)
        except HungUp:
            pass
        except AsteriskError as error:
            self.broken += 1
            log.warning("what should be Asterisk does not speak AGI any more: %s", error)
        except Exception:
            self.crashes += 1
            log.exception("a call's conversation broke off: %s", environment.values.get("channel", "")[:80])
        finally:
            conversation.close()
