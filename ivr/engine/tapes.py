"""Talks recorded while they last (docs/recording.md): begun, paused, resumed and written down.

Asterisk writes the files. A recording that is paused goes on in silence, so that its time stays the talk's. What cannot
be muted is not recorded: without Asterisk's manager no recording on demand is made ready.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from ivr.calls import intentions as wishes
from ivr.calls.recording import RecordingRule, TapeStart
from ivr.calls.recording_events import (
    TalkRecorded,
    TalkRecordingBegan,
    TalkRecordingPaused,
    TalkRecordingResumed,
)
from ivr.engine.visit import Visit
from ivr.errors import AsteriskError

PHONE = "PJSIP/"

log = logging.getLogger(__name__)


class Mutes(Protocol):
    """Silences what is written of a channel's talk, and lets who pressed a key hear what has become of it."""

    async def mute_tape(self, channel: str, muted: bool) -> bool:
        """Silence it, or not: whether the channel was there; AsteriskError when that cannot be done."""

    async def tell_key(self, channel: str, kept: bool) -> bool:
        """Have a telephone told whether the talk is kept now: whether it was there; AsteriskError as above."""


@dataclass(slots=True)
class Tape:
    """The recording of one talk; `silent_since` while nothing of it is kept."""

    visit: Visit
    leg_id: str
    agent: str
    rule: RecordingRule
    connected_at: datetime | None = None
    has_begun: bool = False
    silent_since: datetime | None = None
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    resumes: asyncio.TimerHandle | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nothing is kept just now."""
        return self.silent_since is not None or not self.has_begun


class Tapes:
    """Every talk that is or may be recorded just now; `folder` is one Asterisk may write into."""

    def __init__(self, mutes: Mutes, rule_of: Callable[[str], RecordingRule], folder: Path) -> None:
        self._mutes, self._folder = mutes, folder
        self.rule_of = rule_of
        self._running: dict[str, Tape] = {}  # by call id
        self._tasks: set[asyncio.Task[object]] = set()

    async def put_in(self, visit: Visit, agent: str, leg_id: str) -> Tape | None:
        """Make the recording of a talk about to begin ready; None when it is not recorded."""
        rule = self.rule_of(visit.wish.queue)
        start = rule.start(visit.call_id, visit.speaks.consent)
        if start is TapeStart.NEVER:
            return None
        caller, spoken = (self._folder / f"{leg_id}.{side}.wav" for side in ("caller", "agent"))
        if not await visit.voice.tape(caller, spoken):
            return None
        tape = Tape(visit, leg_id, agent, rule)
        if start is TapeStart.WHEN_ASKED:
            tape.silent_since = visit.history.now()
            if not await self._muted(tape, muted=True):
                await visit.voice.stop_tape()
                return None
        self._running[visit.call_id] = tape
        return tape

    def connected(self, tape: Tape | None, at: datetime) -> None:
        """Both sides hear each other."""
        if tape is not None:
            tape.connected_at = at
            if tape.silent_since is None:
                self._begin(tape, at)
            else:
                tape.silent_since = at

    def silence(self, tape: Tape | None) -> None:
        """The agent is out and others talk on: nothing of that is kept, whoever asks for it."""
        if tape is None:
            return
        self._running.pop(tape.visit.call_id, None)
        if tape.resumes is not None:
            tape.resumes.cancel()
        tape.silent_since = tape.silent_since or tape.visit.history.now()
        self._go_on(self._silenced(tape))

    def take_out(self, tape: Tape | None) -> None:
        """The talk is over, or never began."""
        if tape is None:
            return
        self._running.pop(tape.visit.call_id, None)
        if tape.resumes is not None:
            tape.resumes.cancel()
        if tape.has_begun and tape.connected_at is not None:
            history, began = tape.visit.history, tape.connected_at
            now = history.now()
            if tape.silent_since is not None:
                tape.pauses.append((tape.silent_since, now))
            pauses = tuple(round((at - began).total_seconds(), 2) for pause in tape.pauses for at in pause)
            history.add(TalkRecorded, at=now, **_names(tape), connected_at=began, pauses=pauses)

    async def record(self, call_id: str, by: str) -> str | None:
        """Keep what is said from now on: None when it is done, else why not."""
        tape = self._talking(call_id)
        if tape is None:
            return wishes.NOT_RECORDED
        if not tape.is_silent:
            return None
        if not await self._muted(tape, muted=False):
            return wishes.NOT_REACHED
        self._resumed(tape, by)
        return None

    async def pause(self, call_id: str, by: str) -> str | None:
        """Keep nothing for a while: None when it is done, else why not."""
        tape = self._talking(call_id)
        if tape is None:
            return wishes.NOT_RECORDED
        if tape.is_silent:
            return None
        if not await self._muted(tape, muted=True):
            return wishes.NOT_REACHED
        tape.silent_since = tape.visit.history.now()
        tape.visit.history.add(TalkRecordingPaused, at=tape.silent_since, leg_id=tape.leg_id, by=by)
        loop = asyncio.get_running_loop()
        tape.resumes = loop.call_later(tape.rule.pause_s, lambda: self._go_on(self.record(call_id, "time")))
        return None

    def key_pressed(self, channel: str) -> None:
        """Hear an agent's key: what is kept pauses, what is not kept is from now on."""
        agent = channel.removeprefix(PHONE).rpartition("-")[0]
        tape = next((tape for tape in self._running.values() if tape.agent == agent), None)
        if tape is not None and tape.connected_at is not None:
            self._go_on(self._by_key(tape, channel))

    async def _by_key(self, tape: Tape, channel: str) -> str | None:
        change = self.record if tape.is_silent else self.pause
        refused = await change(tape.visit.call_id, "agent")
        if refused is None:
            with suppress(AsteriskError):  # the tone is missed, the change is made
                await self._mutes.tell_key(channel, kept=not tape.is_silent)
        return refused

    def _talking(self, call_id: str) -> Tape | None:
        tape = self._running.get(call_id)
        return tape if tape is not None and tape.connected_at is not None else None

    def _begin(self, tape: Tape, at: datetime) -> None:
        tape.has_begun = True
        tape.visit.history.add(TalkRecordingBegan, at=at, **_names(tape), connected_at=tape.connected_at)

    def _resumed(self, tape: Tape, by: str) -> None:
        now = tape.visit.history.now()
        if tape.silent_since is not None:
            tape.pauses.append((tape.silent_since, now))
        tape.silent_since = None
        if tape.resumes is not None:
            tape.resumes.cancel()
        if tape.has_begun:
            tape.visit.history.add(TalkRecordingResumed, at=now, leg_id=tape.leg_id, by=by)
        else:
            self._begin(tape, now)

    async def _muted(self, tape: Tape, *, muted: bool) -> bool:
        try:
            return await self._mutes.mute_tape(tape.visit.place.channel, muted)
        except AsteriskError as error:
            log.warning("the recording of a talk of %s could not be changed: %s", tape.agent, error)
            return False

    async def _silenced(self, tape: Tape) -> None:
        await self._muted(tape, muted=True)

    def _go_on(self, change: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(change)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _names(tape: Tape) -> dict[str, object]:
    of_visit = {"visit_id": tape.visit.visit_id, "queue": tape.visit.wish.queue}
    return {**of_visit, "leg_id": tape.leg_id, "agent": tape.agent, "keep_days": tape.rule.keep_days}
