"""Clips for the calls: at once where they are rendered, on a thread where they are not."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.commands import Say
from ivr.engine.caller import Spoken
from ivr.speech.speaker import Speaker
from ivr.speech.wanted import want


@dataclass(frozen=True, slots=True)
class ClipDesk:
    """Prompts in, clips out; what could be had in better quality is asked of the worker."""

    speaker: Speaker
    home: Path

    async def clips(self, says: tuple[Say, ...], language: str) -> Spoken:
        """Return clips for these prompts and name those that could not be said."""
        ready = self.speaker.ready(says, language)
        if ready is not None:
            return Spoken(ready.paths)
        return await asyncio.to_thread(self._rendered, says, language)

    def _rendered(self, says: tuple[Say, ...], language: str) -> Spoken:
        rendered = self.speaker.clips(says, language)
        want(self.home, rendered.wanted)
        return Spoken(rendered.paths, tuple(rendered.missing))
