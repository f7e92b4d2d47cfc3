"""Supervisors who listen in (docs/listening.md): a telephone of ours rings, and who answers it hears one agent's talk.

Asterisk does the listening (ChanSpy, context `listening`) and ends it with the talk, also when we are gone; what became
of a leg whose end no engine saw, the witness writes down.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.ami_lists import ChannelSeen
from ivr.asterisk.causes import OriginateOutcome
from ivr.asterisk.originate import Originate, originate_end
from ivr.calls import intentions as wishes
from ivr.calls.events import CallEvent
from ivr.calls.ids import call_of
from ivr.calls.intentions import ListenIn
from ivr.calls.listening import ListenMode, mode_of_key
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded, ListeningSwitched
from ivr.engine.history import Diary
from ivr.errors import ActionRefused, AsteriskError
from ivr.outbound.destination import agent_dial_string

CONTEXT = "listening"
RING_S = 20
CAUSE_S = 0.3  # Asterisk answers the originate first and names the cause a moment later

log = logging.getLogger(__name__)


class Exchange(Protocol):
    """What is asked of Asterisk's manager."""

    async def core_show_channels(self) -> list[ChannelSeen]:
        """Every channel there is."""

    async def originate(self, call: Originate) -> None:
        """Have a call placed."""


@dataclass(slots=True)
class Leg:
    """A supervisor's leg under way."""

    mode: ListenMode
    answered: bool = False
    hangup: Hangup | None = None


@dataclass(slots=True)
class Listening:
    """Everybody who listens in, or whose telephone rings for it; `channel_of` knows the caller's channel of a call."""

    exchange: Exchange
    diary: Diary
    channel_of: Callable[[str], str | None]
    _legs: dict[str, Leg] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def begin(self, wish: ListenIn) -> str | None:
        """Let the telephone ring: None when it does, else why not."""
        channels = await self.exchange.core_show_channels()
        if wish.leg_id in self._legs or any(seen.uniqueid == wish.leg_id for seen in channels):
            return None  # an engine that was killed had got so far
        talk = _talk(channels, self.channel_of(wish.call_id), wish.agent)
        if talk is None:
            return wishes.TALK_IS_OVER
        if any(_is_of(seen, wish.phone) for seen in channels):
            return wishes.PHONE_IN_USE
        self._legs[wish.leg_id] = Leg(ListenMode(wish.mode))
        names = {"agent": wish.agent, "account": wish.account, "phone": wish.phone}
        self._add(ListeningAsked, wish.leg_id, **names, mode=wish.mode, rule=wish.rule)
        return await self._ring(wish, talk)

    def responded(self, response: OriginateResponse) -> None:
        """Hear whether a supervisor's telephone was answered."""
        leg = self._legs.get(response.action_id)
        if leg is None:
            return
        if response.succeeded:
            leg.answered = True
            self._add(ListeningBegan, response.action_id)
            if leg.hangup is not None:
                self._end(response.action_id)
        else:
            self._soon(self._unanswered(response))

    def hung_up(self, hangup: Hangup) -> None:
        """Hear of a channel's end."""
        leg = self._legs.get(hangup.uniqueid)
        if leg is not None:
            leg.hangup = hangup
            if leg.answered:
                self._end(hangup.uniqueid)

    def key_pressed(self, uniqueid: str, key: str) -> None:
        """Hear a key of a supervisor's telephone."""
        leg, mode = self._legs.get(uniqueid), mode_of_key(key)
        if leg is not None and mode is not None and mode is not leg.mode:
            leg.mode = mode
            self._add(ListeningSwitched, uniqueid, mode=mode.value)

    def take_up(self, living: set[str]) -> None:
        """After a reconnection: forget the legs whose channels are no more; the witness tells what became of them."""
        for leg_id in self._legs.keys() - living:
            del self._legs[leg_id]

    async def _ring(self, wish: ListenIn, talk: str) -> str | None:
        variables = {"IVR_TALK": talk}
        target = str(agent_dial_string(wish.phone))
        call = Originate(target, wish.leg_id, CONTEXT, wish.mode, "", RING_S, variables)
        try:
            await self.exchange.originate(call)
        except ActionRefused as error:
            log.warning("the telephone of %s cannot ring for a supervisor: %s", wish.phone, error)
            self._end(wish.leg_id, OriginateOutcome.FAILED.value)
            return wishes.NOT_REACHED
        except AsteriskError:  # it may ring all the same: the witness tells what became of it
            self._legs.pop(wish.leg_id)
            raise
        return None

    async def _unanswered(self, response: OriginateResponse) -> None:
        await asyncio.sleep(CAUSE_S)
        leg = self._legs.get(response.action_id)
        if leg is not None:
            self._end(response.action_id, originate_end(response, leg.hangup).value)

    def _end(self, leg_id: str, cause: str | None = None) -> None:
        del self._legs[leg_id]
        self._add(ListeningEnded, leg_id, cause=cause)

    def _add(self, kind: type[CallEvent], leg_id: str, **fields: Any) -> None:
        self.diary.add(kind, call_id=call_of(leg_id), leg_id=leg_id, **fields)

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # a task nobody holds may be collected before it has run
        task.add_done_callback(self._tasks.discard)


def _talk(channels: list[ChannelSeen], caller: str | None, agent: str) -> str | None:
    """The unique id of the channel by which this agent talks with this caller; None when he does not."""
    bridge = next((seen.bridge for seen in channels if seen.channel == caller), "")
    mine = (seen.uniqueid for seen in channels if bridge and seen.bridge == bridge and _is_of(seen, agent))
    return next(mine, None)


def _is_of(seen: ChannelSeen, agent: str) -> bool:
    return seen.channel.rpartition("-")[0] == f"PJSIP/{agent}"
