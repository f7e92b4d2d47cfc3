"""What Asterisk's manager reports, passed on to whom it concerns."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from ivr.asterisk.ami import Ami
from ivr.asterisk.ami_events import (
    AmiEvent,
    AttendedTransfer,
    ContactLost,
    DeviceStateChange,
    DialEnd,
    Hangup,
    KeyPressed,
    OriginateResponse,
    QueueCallerJoin,
    RecordKeyPressed,
)
from ivr.calls.events import AsteriskFound, AsteriskLost
from ivr.engine.agent_desk import AgentDesk
from ivr.engine.answers import Answers
from ivr.engine.fallback import Fallback
from ivr.engine.history import Diary
from ivr.engine.listening import Listening
from ivr.engine.lost_phones import LostPhones
from ivr.engine.outbound_legs import OutboundLegs
from ivr.errors import AsteriskError, Misuse

PHONE = "PJSIP/"
LOOK_AGAIN_S = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """Those whom the manager's reports concern."""

    ami: Ami
    desk: AgentDesk
    fallback: Fallback
    legs: OutboundLegs
    lost_phones: LostPhones
    record_key: Callable[[str], None]  # hears the channel of an agent who pressed the key for recording
    listening: Listening
    callers_kept: Callable[[], None]  # hears that Asterisk's own queue may keep callers
    connected: Callable[[AttendedTransfer], None]  # hears that an agent connected two calls of his phone


@dataclass(slots=True)
class Switchboard:
    """Listens to the manager; after every connection it looks at what is there, because anything may have happened."""

    diary: Diary
    answers: Answers
    _parts: Parts | None = None
    _taking_up: asyncio.Task[None] | None = None

    def attach(self, parts: Parts) -> None:
        """Name those who listen; before this nothing may be connected."""
        self._parts = parts

    def on_event(self, event: AmiEvent) -> None:
        """Pass on one event."""
        match event:
            case DialEnd(channel=channel, leg_channel=phone, status="ANSWER"):
                self.answers.picked_up(channel, self.diary.now(), phone)
            case DeviceStateChange(device=device, state=state):
                self._phone_is(device, state)
            case ContactLost(aor=phone):
                self._attached.lost_phones.lost(phone)
            case OriginateResponse():
                self._attached.legs.responded(event)
                self._attached.listening.responded(event)
            case Hangup():
                self._attached.legs.hung_up(event)
                self._attached.listening.hung_up(event)
            case KeyPressed(uniqueid=uniqueid, key=key):
                self._attached.listening.key_pressed(uniqueid, key)
            case RecordKeyPressed(channel=channel):
                self._attached.record_key(channel)
            case AttendedTransfer():
                self._attached.connected(event)
            case QueueCallerJoin():
                self._attached.callers_kept()

    def on_found(self, version: str) -> None:
        """The manager answers."""
        self.diary.add(AsteriskFound, version=version)
        self._attached.fallback.asterisk_found()
        self._attached.legs.asterisk_found()
        self._taking_up = asyncio.get_running_loop().create_task(self._take_up())

    def on_lost(self) -> None:
        """The manager is away: a blind interval begins."""
        self.diary.add(AsteriskLost)

    @property
    def _attached(self) -> Parts:
        if self._parts is None:
            raise Misuse("the switchboard was connected before it was attached")
        return self._parts

    def _phone_is(self, device: str, state: str) -> None:
        if device.startswith(PHONE):
            self._attached.desk.phone_is(device.removeprefix(PHONE), state)

    async def _take_up(self) -> None:
        for step in (self._phones, self._channels):
            while self._attached.ami.is_up:
                try:
                    await step()
                    break
                except AsteriskError as error:
                    log.warning("what Asterisk has could not be read, once more in a second: %s", error)
                    await asyncio.sleep(LOOK_AGAIN_S)

    async def _phones(self) -> None:
        for device, state in (await self._attached.ami.device_states()).items():
            self._phone_is(device, state)

    async def _channels(self) -> None:
        channels = await self._attached.ami.core_show_channels()
        for channel in channels:
            if channel.bridge:  # a caller who is rung for is in none: the answer came while nobody listened
                self.answers.picked_up(channel.channel, self.diary.now())
        self._attached.callers_kept()
        living = {channel.uniqueid for channel in channels}
        self._attached.listening.take_up(living)
        await self._attached.legs.take_up(living)
