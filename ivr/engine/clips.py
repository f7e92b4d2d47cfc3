"""Clips for the calls: at once where they are rendered, on a thread where they are not."""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path

from ivr.calls.commands import Say
from ivr.engine.house import Spoken
from ivr.errors import IvrError
from ivr.speech.joined import JoinedClips
from ivr.speech.speaker import Speaker
from ivr.speech.wanted import want

FRESH_S = 1.0  # so soon a new recording is heard
REMEMBERED = 500

log = logging.getLogger(__name__)

Asked = tuple[tuple[Say, ...], str]


@dataclass(frozen=True, slots=True)
class ClipDesk:
    """Prompts in, clips out; what could be had in better quality is asked of the worker.

    Clips that are said together a second time become one, which costs the loop one command instead of several.
    """

    speaker: Speaker
    home: Path
    joins: JoinedClips
    _said: set[tuple[Path, ...]] = field(default_factory=set)
    _joining: set[asyncio.Task[None]] = field(default_factory=set)
    _ready: dict[Asked, tuple[float, Spoken]] = field(default_factory=dict)  # until when, what

    async def clips(self, says: tuple[Say, ...], language: str) -> Spoken:
        """Return clips for these prompts and name those that could not be said."""
        until, known = self._ready.get((says, language), (0.0, None))
        if known is not None and time.monotonic() < until:
            return known
        ready = self.speaker.ready(says, language)
        if ready is not None:
            return self._remember((says, language), Spoken(self._in_one(ready.paths)))
        return await asyncio.to_thread(self._rendered, says, language)

    def _in_one(self, paths: tuple[Path, ...]) -> tuple[Path, ...]:
        if len(paths) < 2:
            return paths
        if joined := self.joins.path(paths):
            return (joined,)
        if paths in self._said:
            self._said.discard(paths)
            task = asyncio.get_running_loop().create_task(asyncio.to_thread(self._join, paths))
            self._joining.add(task)
            task.add_done_callback(self._joining.discard)
        else:
            if len(self._said) >= REMEMBERED:
                self._said.clear()
            self._said.add(paths)
        return paths

    def _join(self, paths: tuple[Path, ...]) -> None:
        try:
            self.joins.join(paths)
        except (OSError, IvrError) as error:
            log.warning("clips could not be made into one and are played one by one: %s", error)

    def _remember(self, asked: Asked, spoken: Spoken) -> Spoken:
        if len(self._ready) >= REMEMBERED:
            self._ready.clear()
        self._ready[asked] = time.monotonic() + FRESH_S, spoken
        return spoken

    def _rendered(self, says: tuple[Say, ...], language: str) -> Spoken:
        rendered = self.speaker.clips(says, language)
        want(self.home, rendered.wanted)
        return Spoken(rendered.paths, tuple(rendered.missing))
