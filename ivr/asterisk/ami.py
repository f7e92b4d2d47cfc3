"""The switchboard: one AMI connection, kept up, over panoramisk (only here).

    Ami(host, port, user, secret, listener)     inside a running loop; nothing happens yet
    await .connect()      until FullyBooted, then kept up; ActionRefused for a wrong secret, ConnectionLost if not there
    .start()              the same without waiting: the first connection is tried in the background
    await .close()
    .is_up: bool          .version: str of Asterisk          .trouble: str, why it is down

What can be asked of Asterisk stands in ami_actions, who is told what it says in ami_listener. While the connection is
down every action raises ConnectionLost at once; an action in flight when it breaks raises it then, and one without an
answer within 5 s too; nothing is ever sent twice.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from panoramisk.ami_protocol import AMIProtocol
from panoramisk.manager import Manager
from panoramisk.message import Message

from ivr.asterisk.ami_actions import LISTS, AmiActions, Headers
from ivr.asterisk.ami_events import PARSERS, parse_event
from ivr.asterisk.ami_listener import AmiListener, tell
from ivr.asterisk.ami_wire import AmiReader
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost, Misuse, UnexpectedReply

log = logging.getLogger(__name__)

ACTION_S = 5.0
CONNECT_S = 5.0
BOOT_S = 60.0
PING_S = 5.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 1.0
AT_ONCE = 50  # messages read before the loop's turn: a flood of them must not keep calls waiting
LIST_LENGTH = 20_000


class Ami(AmiActions):
    """Asterisk's manager interface, as far as we use it."""

    def __init__(self, host: str, port: int, user: str, secret: str, listener: AmiListener | None = None) -> None:
        super().__init__()
        self._host, self._port, self._user, self._secret = host, port, user, secret
        self._listener = listener or AmiListener()
        self._link: _Link | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.version = ""
        self.trouble = "not connected yet"

    @property
    def is_up(self) -> bool:
        """Whether actions can be sent."""
        return self._link is not None and not self._link.lost.done()

    async def connect(self) -> None:
        """Connect once, then keep the connection up in the background."""
        await self._open()
        self.start()

    def start(self) -> None:
        """Keep the connection up in the background, whether or not there is one now."""
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep_up())

    async def close(self) -> None:
        """Disconnect and stay so."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._link is not None:
            self._link.end()
        self._link = self._keeper = None

    async def send(self, headers: Headers) -> list[Mapping[str, str]]:
        """Send one action; its answer, or the list that follows it, or ConnectionLost."""
        if self._link is None or self._link.lost.done():
            raise ConnectionLost(f"{headers['Action']} was not sent: {self.trouble}")
        return await self._link.act(headers)

    async def _open(self) -> None:
        link = _Link(self._host, self._port, self._heard)
        try:
            await link.open(self._user, self._secret)
            settings = await link.act({"Action": "CoreSettings"})
        except AsteriskError as error:
            link.end()
            if self.trouble != str(error):
                log.warning("no connection to Asterisk's manager: %s", error)
            self.trouble = str(error)
            raise
        self._link, self.version, self.trouble = link, str(settings[0].get("AsteriskVersion", "")), ""
        tell(self._listener.on_found, self.version)

    async def _keep_up(self) -> None:
        pause = FIRST_PAUSE_S
        while True:
            if self._link is not None:
                await self._watch(self._link)
                self._link.end()
                self._link, pause = None, FIRST_PAUSE_S
                tell(self._listener.on_lost)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)
            try:
                await self._open()
            except AsteriskError:
                pass  # said already, once
            except Exception:
                log.exception("the connection to Asterisk's manager could not be taken up; the next try follows")

    async def _watch(self, link: "_Link") -> None:
        """Return when the connection is lost or Asterisk is silent."""
        with contextlib.suppress(AsteriskError):
            while True:
                await asyncio.wait({link.lost}, timeout=PING_S)
                await link.act({"Action": "Ping"})
        self.trouble = "the connection to Asterisk's manager is lost"

    def _heard(self, headers: Mapping[str, object]) -> None:
        if (event := parse_event(headers)) is not None:
            tell(self._listener.on_event, event)


class _Protocol(AMIProtocol):  # type: ignore[misc] # panoramisk carries no types
    """panoramisk's bookkeeping of actions, over our own reader: its own keeps a message without end in memory."""

    def __init__(self, link: "_Link") -> None:
        self._link = link
        self._reader = AmiReader()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        made: asyncio.Future[tuple[asyncio.BaseTransport, _Protocol]] = asyncio.get_running_loop().create_future()
        made.set_result((transport, self))
        self._link.connection_made(made)

    def data_received(self, chunk: bytes) -> None:
        self._reader.receive(chunk)
        self._go_on()

    def _go_on(self) -> None:
        if self.transport.is_closing():
            return
        try:
            whole = self._take_some()
        except UnexpectedReply as error:
            log.warning("the connection to Asterisk's manager is given up: %s", error)
            self.transport.abort()
            return
        if whole:
            self.transport.resume_reading()
        else:
            self.transport.pause_reading()
            asyncio.get_running_loop().call_soon(self._go_on)

    def _take_some(self) -> bool:
        """Hand on what has arrived, up to a bound; True when nothing whole is left."""
        for _ in range(AT_ONCE):
            headers = self._reader.next_message()
            if headers is None:
                return True
            if "Event" in headers or "Response" in headers:
                self._take(Message(headers))
        return False

    def _take(self, message: Message) -> None:
        action = self.responses.get(message.action_id)
        if action is not None and len(action.responses) >= LIST_LENGTH:
            raise UnexpectedReply(f"a list of more than {LIST_LENGTH}")
        self.handle_message(message)


class _Link(Manager):  # type: ignore[misc] # panoramisk carries no types
    """One connection, used once: panoramisk's own reconnecting would send unanswered actions a second time."""

    def __init__(self, host: str, port: int, heard: Callable[[Mapping[str, object]], None]) -> None:
        self._loop = asyncio.get_running_loop()
        super().__init__(host=host, port=port, loop=self._loop)
        self.awaiting_actions: deque[object] = deque(maxlen=0)
        self.lost: asyncio.Future[None] = self._loop.create_future()
        self._booted: asyncio.Future[None] = self._loop.create_future()
        self._heard = heard
        for name in PARSERS:
            self.register_event(name, self._take)

    async def open(self, user: str, secret: str) -> None:
        """Connect, log in, wait until Asterisk is ready."""
        try:
            async with asyncio.timeout(CONNECT_S):
                await self._loop.create_connection(lambda: _Protocol(self), self.config["host"], self.config["port"])
        except (OSError, TimeoutError):
            raise ConnectionLost(
                f"Asterisk's manager is not there on {self.config['host']}:{self.config['port']}"
            ) from None
        answer = await self.act({"Action": "Login", "Username": user, "Secret": secret, "Events": "on"})
        if answer[0].get("Response") != "Success":
            raise ActionRefused(
                f"Asterisk refused the manager user {user!r}: settings.json and manager.conf hold different secrets; "
                "run `python3 -m ivr down` and `up`"
            )
        await self._first(self._booted, BOOT_S)

    async def act(self, headers: Headers) -> list[Mapping[str, str]]:
        """Send one action; its answer, or the list that follows it, or ConnectionLost."""
        for name, value in headers.items():
            if any(set(text) & {"\r", "\n", "\0"} for text in ([value] if isinstance(value, str) else value)):
                raise Misuse(f"{name} of {headers['Action']} would end its header early")
        # panoramisk's own guess takes answers for lists that are none
        future = self.send_action(dict(headers), as_list=None if headers["Action"] in LISTS else False)
        answer = await self._first(future, ACTION_S)
        return answer if isinstance(answer, list) else [answer]

    def end(self) -> None:
        """Close for good."""
        self.close()
        if not self.lost.done():
            self.lost.set_result(None)

    def connection_lost(self, _reason: object) -> None:
        """Called by panoramisk's protocol."""
        self.end()

    def ping(self) -> None:
        """Nothing: panoramisk's own pings are sent without waiting for an answer."""

    def _take(self, _link: object, event: Mapping[str, object]) -> None:
        if event.get("event") == "FullyBooted" and not self._booted.done():
            self._booted.set_result(None)
        self._heard(event)

    async def _first(self, future: "asyncio.Future[Any]", limit_s: float) -> Any:
        await asyncio.wait({future, self.lost}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
        if future.done() and not future.cancelled():
            return future.result()
        future.cancel()
        self._forget(future)
        if self.lost.done():
            raise ConnectionLost
        raise ConnectionLost(f"Asterisk's manager did not answer within {limit_s:g} s")

    def _forget(self, future: "asyncio.Future[Any]") -> None:
        """Keep nothing for an answer nobody waits for: it may be a list without end."""
        for key in [key for key, action in self.responses.items() if action.future is future]:
            del self.responses[key]
