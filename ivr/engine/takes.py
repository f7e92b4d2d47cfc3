"""Takes: what somebody spoke into a telephone, levelled on a thread, and kept or thrown away; never kept in part."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.ids import fresh_id
from ivr.errors import IvrError
from ivr.speech.apology import APOLOGY, write_apologies
from ivr.speech.audio import decode, encodings, wav
from ivr.speech.clip import write_clip
from ivr.speech.level import levelled
from ivr.speech.speaker import Speaker
from ivr.spoken.plan import Recorded, fixed
from ivr.spoken.prompt_number import catalogue

PREFIX = "take-"
FORMAT = "wav16"  # wide where the telephone is

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Take:
    """Two files without ending: as Asterisk wrote it, and the clip callers would hear."""

    spoken: Path
    clip: Path


@dataclass(frozen=True, slots=True)
class TakeDesk:
    """`folder` is one that Asterisk may write into as well; `languages` are those prompts are recorded in."""

    speaker: Speaker
    folder: Path
    beep: Path
    languages: tuple[str, ...]

    def catalogue(self) -> Mapping[str, tuple[Recorded, ...]]:
        """Number -> what can be recorded under it."""
        return catalogue(self.speaker.book, self.languages)

    async def present(self, place: Recorded) -> tuple[Path, ...]:
        """The clip callers hear now; nothing when it cannot be had."""
        cache = self.speaker.cache
        fragment = fixed(place.text, place.recording, place.language, cache.recordings.recorded)
        try:
            return (await asyncio.to_thread(cache.render_now, fragment),)
        except IvrError as error:
            log.warning("what is said of %s in %s cannot be played: %s", place.recording, place.language, error)
            return ()

    def fresh(self) -> Take:
        """Names for the next take."""
        name = f"{PREFIX}{fresh_id()}"
        return Take(self.folder / name, self.folder / f"{name}-clip")

    async def level(self, take: Take) -> bool:
        """Make the clip; False when nothing is to be heard in the take."""
        return await asyncio.to_thread(self._level, take)

    async def keep(self, take: Take, place: Recorded) -> bool:
        """Have callers hear the take from their next prompt on; False when it cannot be written."""
        return await asyncio.to_thread(self._keep, take, place)

    async def discard(self, take: Take) -> None:
        """Forget a take."""
        await asyncio.to_thread(self._delete, f"{take.spoken.name}*")

    def clear(self) -> None:
        """Forget the takes of an engine that did not live to do it."""
        self._delete(f"{PREFIX}*")

    def _level(self, take: Take) -> bool:
        try:
            sound = levelled(decode(take.spoken.with_name(f"{take.spoken.name}.{FORMAT}").read_bytes()))
            write_clip(take.clip, encodings(sound))
        except OSError as error:
            log.error("Asterisk has recorded nothing: let it write into %s (%s)", self.folder, error)  # noqa: TRY400
            return False
        except IvrError as error:
            log.info("a take was not usable: %s", error)
            return False
        return True

    def _keep(self, take: Take, place: Recorded) -> bool:
        recordings = self.speaker.cache.recordings
        try:
            sound = decode(take.clip.with_name(f"{take.clip.name}.{FORMAT}").read_bytes())
            recordings.record(place.recording, place.language, wav(sound))
            self.speaker.cache.render_now(place)  # so that no caller waits for it
            if place.recording == APOLOGY:  # Asterisk plays it without asking us
                write_apologies(self.speaker.cache, self.speaker.book, self.languages)
        except (OSError, IvrError) as error:
            log.error("the recording of %s was not kept: %s", place.recording, error)  # noqa: TRY400 - says it all
            return False
        log.info("%s in %s was recorded by telephone", place.recording, place.language)
        return True

    def _delete(self, pattern: str) -> None:
        with suppress(OSError):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)
