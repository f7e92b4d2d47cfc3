"""The switchboard: one AMI connection, kept up, over panoramisk (only here).

    Ami(host, port, user, secret, listener)     inside a running loop; nothing happens yet
    await .connect()      until FullyBooted, then kept up; ActionRefused for a wrong secret, ConnectionLost if not there
    .start()              the same without waiting: the first connection is tried in the background
    await .close()
    .is_up: bool          .version: str of Asterisk          .trouble: str, why it is down

    AmiListener(on_event, on_found, on_lost)    plain functions called on the loop:
                                                on_event(AmiEvent), on_found(version), on_lost()

    await .ping()
    await .play_dtmf(channel, key) -> bool              await .hang_up(channel, cause=16) -> bool
    await .redirect(channel, context, exten) -> bool    await .mute_tape(channel, muted) -> bool
    await .tell_key(channel, kept) -> bool
    await .queue_add(interface, name)                   await .queue_remove(interface)
    await .queue_pause(interface, paused)               the queue is always `fallback`
    await .core_show_channels() -> list[ChannelSeen]    await .device_states() -> dict[device, state]
    await .originate(Originate)      accepted; the end comes as an OriginateResponse whose action_id is the channel_id

While the connection is down every action raises ConnectionLost at once; an action in flight when it breaks raises it
then, and one without an answer within 5 s too; nothing is ever sent twice. A refusal is ActionRefused; False says that
the channel is no more.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from panoramisk.ami_protocol import AMIProtocol
from panoramisk.manager import Manager
from panoramisk.message import Message

from ivr.asterisk.ami_events import PARSERS, AmiEvent, parse_event
from ivr.asterisk.ami_lists import ChannelSeen, channels_seen, device_states
from ivr.asterisk.ami_wire import AmiReader
from ivr.asterisk.originate import Originate
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost, Misuse, UnexpectedReply

log = logging.getLogger(__name__)

ACTION_S = 5.0
CONNECT_S = 5.0
BOOT_S = 60.0
PING_S = 5.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 1.0
AT_ONCE = 50  # messages read before the loop's turn: a flood of them must not keep calls waiting
LIST_LENGTH = 20_000
REMEMBERED = 1000  # originated calls; one lives for minutes at most before it is decided
FALLBACK = "fallback"
GONE = ("no such channel", "channel not found", "channel does not exist")

Headers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class AmiListener:
    """Whom an Ami tells what it sees; called on the loop, must not block."""

    on_event: Callable[[AmiEvent], None] = lambda event: None
    on_found: Callable[[str], None] = lambda version: None
    on_lost: Callable[[], None] = lambda: None


class Ami:
    """Asterisk's manager interface, as far as we use it."""

    def __init__(self, host: str, port: int, user: str, secret: str, listener: AmiListener | None = None) -> None:
        self._host, self._port, self._user, self._secret = host, port, user, secret
        self._listener = listener or AmiListener()
        self._link: _Link | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._originated: deque[str] = deque(maxlen=REMEMBERED)
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

    async def ping(self) -> None:
        """Ask for a sign of life."""
        await self._act({"Action": "Ping"})

    async def play_dtmf(self, channel: str, key: str) -> bool:
        """Let a channel of ours receive a key, as if its phone had sent it; the other end hears nothing."""
        return await self._act_on({"Action": "PlayDTMF", "Channel": channel, "Digit": key, "Receive": "true"})

    async def mute_tape(self, channel: str, muted: bool) -> bool:
        """Let the recording of a channel's talk hold silence, or sound again: whether the channel was there."""
        wish = {"Direction": "both", "State": "1" if muted else "0"}
        return await self._act_on({"Action": "MixMonitorMute", "Channel": channel, **wish})

    async def tell_key(self, channel: str, kept: bool) -> bool:
        """Tell the telephone whose key waits for it (record-key in the dialplan) whether its talk is kept now."""
        told = {"Variable": "IVR_TAPE", "Value": "kept" if kept else "silent"}
        return await self._act_on({"Action": "Setvar", "Channel": channel, **told})

    async def hang_up(self, channel: str, cause: int = 16) -> bool:
        """End a channel; without a cause a ringing phone would look unreachable."""
        return await self._act_on({"Action": "Hangup", "Channel": channel, "Cause": str(cause)})

    async def is_registered(self, phone: str) -> bool:
        """Whether a phone has an address at which it answers, or did a moment ago."""
        contacts = (await self._act({"Action": "Getvar", "Variable": f"PJSIP_AOR({phone},contact)"}))[0]
        states = [await self._state_of(contact) for contact in str(contacts.get("Value", "")).split(",") if contact]
        return any(state != "Unreachable" for state in states)

    async def _state_of(self, contact: str) -> str:
        asked = await self._act({"Action": "Getvar", "Variable": f"PJSIP_CONTACT({contact},status)"})
        return str(asked[0].get("Value", ""))

    async def redirect(self, channel: str, context: str, exten: str) -> bool:
        """Send a channel to another place in the dialplan: whether it was there."""
        target = {"Context": context, "Exten": exten, "Priority": "1"}
        return await self._act_on({"Action": "Redirect", "Channel": channel, **target})

    async def queue_add(self, interface: str, name: str) -> None:
        """Make a phone a member of the fallback queue; one that is stays one."""
        member = {"Interface": interface, "MemberName": name, "StateInterface": interface}
        await self._act({"Action": "QueueAdd", "Queue": FALLBACK, **member}, unless="already there")

    async def queue_remove(self, interface: str) -> None:
        """Take a phone out of the fallback queue; one that is not in it stays out."""
        await self._act({"Action": "QueueRemove", "Queue": FALLBACK, "Interface": interface}, unless="not there")

    async def queue_pause(self, interface: str, paused: bool) -> None:
        """Pause or unpause a member of the fallback queue."""
        await self._act(
            {"Action": "QueuePause", "Queue": FALLBACK, "Interface": interface, "Paused": str(paused).lower()}
        )

    async def reload(self, module: str) -> None:
        """Have a module read its configuration anew; only the manager user `phones` may."""
        await self._act({"Action": "Reload", "Module": module})

    async def core_show_channels(self) -> list[ChannelSeen]:
        """Every channel there is."""
        return channels_seen(await self._act({"Action": "CoreShowChannels"}))

    async def device_states(self) -> dict[str, str]:
        """State of every device Asterisk knows, by its name."""
        return device_states(await self._act({"Action": "DeviceStateList"}))

    async def originate(self, call: Originate) -> None:
        """Have a call placed; returns when Asterisk has accepted, not when somebody answers."""
        # Asterisk would accept the same id again and answer with a failure under the id of the call that is ringing.
        if call.channel_id in self._originated:
            raise Misuse(f"{call.channel_id} was originated before")
        self._originated.append(call.channel_id)
        await self._act(call.headers())

    async def _act(self, headers: Headers, unless: str = "") -> list[Mapping[str, str]]:
        """Send an action and wait for its answer; a refusal that says `unless` is none."""
        if self._link is None or self._link.lost.done():
            raise ConnectionLost(f"{headers['Action']} was not sent: {self.trouble}")
        answer = await self._link.act(headers)
        refusal = str(answer[0].get("Message", "")) if answer[0].get("Response") == "Error" else None
        if refusal is not None and not (unless and unless in refusal.lower()):
            raise ActionRefused(f"Asterisk refused {headers['Action']}: {refusal}")
        return answer

    async def _act_on(self, headers: Headers) -> bool:
        try:
            await self._act(headers)
        except ActionRefused as refusal:
            if any(words in str(refusal).lower() for words in GONE):
                return False
            raise
        return True

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
        self._tell(self._listener.on_found, self.version)

    async def _keep_up(self) -> None:
        pause = FIRST_PAUSE_S
        while True:
            if self._link is not None:
                await self._watch(self._link)
                self._link.end()
                self._link, pause = None, FIRST_PAUSE_S
                self._tell(self._listener.on_lost)
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
            self._tell(self._listener.on_event, event)

    def _tell(self, listener: Callable[..., None], *arguments: object) -> None:
        try:
            listener(*arguments)
        except Exception:
            log.exception("a listener of Asterisk's events broke off")


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
        # Of the actions we use, only these two answer with a list; panoramisk's own guess takes others for lists too.
        is_list = headers["Action"] in {"CoreShowChannels", "DeviceStateList"}
        future = self.send_action(dict(headers), as_list=None if is_list else False)
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
