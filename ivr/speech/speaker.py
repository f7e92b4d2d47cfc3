"""What the engine asks when something is to be said: the clips, whatever happens."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ivr.calls.commands import Say
from ivr.errors import IvrError
from ivr.speech.apology import apology_path
from ivr.speech.clip import ClipCache, complete
from ivr.spoken.plan import Fragment, plan
from ivr.spoken.prompt import PromptBook

log = logging.getLogger(__name__)


class SpeechOutcome(StrEnum):
    """How well it could be said, for the history."""

    SAID = "said"
    OTHER_VOICE = "other_voice"  # complete, some of it in the offline voice instead of the chosen one
    INCOMPLETE = "incomplete"  # something could not be said; the apology if it was all of it


@dataclass(frozen=True, slots=True)
class Clips:
    """Clips to be played in order (absolute paths without ending)."""

    paths: tuple[Path, ...]
    outcome: SpeechOutcome = SpeechOutcome.SAID
    wanted: tuple[Fragment, ...] = ()  # not yet there in the best quality: work for the worker
    missing: tuple[str, ...] = ()  # prompts that could not be said at all


@dataclass(frozen=True, slots=True)
class Speaker:
    """Prompts and values in, clips out; never an exception for a voice, a recording or a prompt that is wrong."""

    book: PromptBook
    cache: ClipCache

    def ready(self, says: Sequence[Say], language: str) -> Clips | None:
        """The clips if all are rendered (microseconds, no rendering); None when `clips` must be asked in a thread."""
        try:
            paths = [self.cache.path(fragment) for say in says for fragment in self._plan(say, language)]
        except IvrError:
            return None
        found = tuple(path for path in paths if path)
        return Clips(found) if len(found) == len(paths) else None

    def clips(self, says: Sequence[Say], language: str) -> Clips:
        """The clips, rendered offline where they are missing; run it in a thread."""
        said: list[Path] = []
        wanted: list[Fragment] = []
        missing: list[str] = []
        for say in says:
            try:
                paths, lacking = self._say(say, language)
            except IvrError as error:
                log.warning("prompt %s cannot be said in %s: %s", say.prompt, language, error)
                missing.append(say.prompt)
            else:
                said += paths
                wanted += lacking
        if missing:
            heard = tuple(said) or self._apology(language)
            return Clips(heard, SpeechOutcome.INCOMPLETE, tuple(wanted), tuple(missing))
        return Clips(tuple(said), SpeechOutcome.OTHER_VOICE if wanted else SpeechOutcome.SAID, tuple(wanted))

    def _say(self, say: Say, language: str) -> tuple[list[Path], list[Fragment]]:
        fragments = self._plan(say, language)
        paths = [self.cache.render_now(fragment) for fragment in fragments]
        return paths, [fragment for fragment in fragments if self.cache.path(fragment) is None]

    def _plan(self, say: Say, language: str) -> tuple[Fragment, ...]:
        return plan(say, self.book, language, self.cache.recordings.recorded)

    def _apology(self, language: str) -> tuple[Path, ...]:
        path = apology_path(self.cache.sounds_dir, language)
        return (path,) if complete(path) else ()
