"""What the console wishes, performed: the row is the truth, the bell only wakes, the outcome is written into the row.

The loop only decides and sends; rows are read and closed on a thread. Each wish has its own task, so that one which
waits for Asterisk keeps no other; those for the router are done in the order they were written.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ivr.asterisk.ami_lists import ChannelSeen
from ivr.calls import intentions as wishes
from ivr.calls.intentions import (
    HangUpCall,
    Intention,
    ListenIn,
    LogOutAgent,
    Outcome,
    PauseAgent,
    PauseRecording,
    RecordTalk,
    ReloadPhones,
    UnpauseAgent,
)
from ivr.engine.agent_desk import AgentDesk
from ivr.engine.doorbell import Bell
from ivr.engine.listening import Listening
from ivr.engine.tapes import Tapes
from ivr.errors import AsteriskError
from ivr.routing.agent import AgentState
from ivr.store import intentions
from ivr.store.database import Database
from ivr.store.intentions import IntentionRow

BELL_REST_S = 0.01
BY_CONSOLE = "console"
LOOK_S = 1.0  # without a ring: one may have been forgotten
SILENCE_TRIES, SILENCE_AGAIN_S = 5, 0.1  # a phone just chosen begins to ring a moment later

log = logging.getLogger(__name__)


class Channels(Protocol):
    """What Asterisk's manager does to channels."""

    async def hang_up(self, channel: str) -> bool:
        """End a channel: whether it was there."""

    async def core_show_channels(self) -> list[ChannelSeen]:
        """Every channel there is."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """Everything by which a wish is fulfilled."""

    desk: AgentDesk
    channels: Channels
    channel_of: Callable[[str], str | None]  # of the call with this id
    cut: Callable[[str], None]  # to be told before the call with this id is ended
    reload_phones: Callable[[], Awaitable[None]]
    tapes: Tapes
    listening: Listening

    async def perform(self, wish: Intention) -> str | None:
        """Do what is wished: None when it is done, else why not."""
        match wish:
            case HangUpCall(call_id=call_id):
                channel = self.channel_of(call_id)
                self.cut(call_id)
                return None if channel and await self.channels.hang_up(channel) else wishes.CALL_IS_OVER
            case RecordTalk(call_id=call_id):
                return await self.tapes.record(call_id, BY_CONSOLE)
            case PauseRecording(call_id=call_id):
                return await self.tapes.pause(call_id, BY_CONSOLE)
            case ListenIn():
                return await self.listening.begin(wish)
            case ReloadPhones():
                await self.reload_phones()
                return None
            case PauseAgent(agent=agent) | UnpauseAgent(agent=agent) | LogOutAgent(agent=agent):
                refused = self._refusal(wish, agent)
                if refused is None:
                    await self._change(wish)
                return refused

    def _refusal(self, wish: Intention, agent: str) -> str | None:
        state = self.desk.state(agent)
        if not self.desk.knows(agent):
            return wishes.NO_SUCH_AGENT
        if state is AgentState.LOGGED_OUT:
            return wishes.NOT_LOGGED_IN
        idle = state in (AgentState.AVAILABLE, AgentState.WRAP_UP)
        return wishes.NOT_PAUSED if isinstance(wish, UnpauseAgent) and idle else None

    async def _change(self, wish: PauseAgent | UnpauseAgent | LogOutAgent) -> None:
        if isinstance(wish, PauseAgent):
            self.desk.pause(wish.agent, wish.reason)
        elif isinstance(wish, UnpauseAgent):
            self.desk.unpause(wish.agent)
        else:
            rings = self.desk.state(wish.agent) is AgentState.RINGING
            self.desk.log_out(wish.agent)
            if rings:
                await self.silence(wish.agent)

    async def silence(self, agent: str) -> None:
        """Stop the ringing of an agent's phone."""
        for _ in range(SILENCE_TRIES):
            for seen in await self.channels.core_show_channels():
                if seen.channel.rpartition("-")[0] == f"PJSIP/{agent}" and seen.state in ("Ringing", "Down"):
                    await self.channels.hang_up(seen.channel)
                    return
            await asyncio.sleep(SILENCE_AGAIN_S)


class Intentions:
    """Looks for wishes whenever the bell rings, and performs each once."""

    def __init__(self, database: Database, deeds: Deeds, now: Callable[[], datetime]) -> None:
        self._database, self._deeds, self._now = database, deeds, now
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._silencing: set[asyncio.Task[None]] = set()

    async def run(self, bell: Bell) -> None:
        """Perform what is wished, for ever."""
        while True:
            await bell.wait(LOOK_S)
            try:
                rows = await asyncio.to_thread(self._waiting)
            except Exception:
                log.exception("wishes of the console cannot be read")
                continue
            for row in rows:
                if row.id not in self._under_way:
                    self._under_way[row.id] = asyncio.create_task(self._fulfil(row))

    def silence(self, agents: Iterable[str]) -> None:
        """Stop the ringing of these agents' phones, in the background."""
        for agent in agents:
            task = asyncio.create_task(self._deeds.silence(agent))
            self._silencing.add(task)
            task.add_done_callback(self._silencing.discard)

    async def _fulfil(self, row: IntentionRow) -> None:
        outcome, reason = await self._outcome(row)
        log.info("%s of %s: %s%s", row.wish, row.written_by, outcome, f" ({reason})" if reason else "")
        while True:  # what is done is not done again because it could not be written down
            try:
                await asyncio.to_thread(self._close, row, outcome, reason)
                break
            except Exception:
                log.exception("the outcome of %s cannot be written", row.wish)
                await asyncio.sleep(LOOK_S)
        del self._under_way[row.id]

    async def _outcome(self, row: IntentionRow) -> tuple[Outcome, str | None]:
        if row.expired(self._now()):
            return Outcome.EXPIRED, None
        if row.wish is None:
            return Outcome.REFUSED, wishes.NOT_KNOWN
        try:
            refused = await self._deeds.perform(row.wish)
        except AsteriskError as error:
            log.warning("%s: %s", row.wish, error)
            refused = wishes.NOT_RELOADED if isinstance(row.wish, ReloadPhones) else wishes.NOT_REACHED
        except Exception:
            log.exception("%s was not brought to its end", row.wish)
            refused = wishes.OUR_FAULT
        return (Outcome.REFUSED if refused else Outcome.DONE), refused

    def _waiting(self) -> list[IntentionRow]:
        with self._database.read() as connection:
            return intentions.waiting(connection)

    def _close(self, row: IntentionRow, outcome: Outcome, reason: str | None) -> None:
        with self._database.write() as connection:
            intentions.close(connection, row.id, outcome, reason, self._now())
