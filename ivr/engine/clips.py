"""Clips for the calls: at once where they are rendered, on a thread where they are not."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path

from ivr.calls.commands import Say
from ivr.engine.house import Spoken
from ivr.speech.speaker import Speaker
from ivr.speech.wanted import want

FRESH_S = 1.0  # so soon a new recording is heard
REMEMBERED = 500

Asked = tuple[tuple[Say, ...], str]


@dataclass(frozen=True, slots=True)
class ClipDesk:
    """Prompts in, clips out; what could be had in better quality is asked of the worker."""

    speaker: Speaker
    home: Path
    _ready: dict[Asked, tuple[float, Spoken]] = field(default_factory=dict)  # until when, what

    async def clips(self, says: tuple[Say, ...], language: str) -> Spoken:
        """Return clips for these prompts and name those that could not be said."""
        until, known = self._ready.get((says, language), (0.0, None))
        if known is not None and time.monotonic() < until:
            return known
        ready = self.speaker.ready(says, language)
        if ready is not None:
            return self._remember((says, language), Spoken(ready.paths))
        return await asyncio.to_thread(self._rendered, says, language)

    def _remember(self, asked: Asked, spoken: Spoken) -> Spoken:
        if len(self._ready) >= REMEMBERED:
            self._ready.clear()
        self._ready[asked] = time.monotonic() + FRESH_S, spoken
        return spoken

    def _rendered(self, says: tuple[Say, ...], language: str) -> Spoken:
        rendered = self.speaker.clips(says, language)
        want(self.home, rendered.wanted)
        return Spoken(rendered.paths, tuple(rendered.missing))
