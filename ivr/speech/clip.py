"""The clip cache: every fragment once, in all encodings, under a name made of what it says and who says it.

A clip is written file by file under temporary names and renamed at the end; it counts only when all its files are
there, so a killed worker or a full disk never leaves half a clip that a caller could hear.
"""

import hashlib
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.speech.audio import ENDINGS, decode, encodings
from ivr.speech.espeak import Espeak
from ivr.speech.level import levelled
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.voice import Voice, VoiceFailed
from ivr.spoken.plan import Fragment, Recorded, Spoken

log = logging.getLogger(__name__)

_FORMAT = "3"  # raise it when sound or encodings change: all clips are then made anew
_FRESH = ".new-"
WORDS = "txt"
RECORDING = "recording"


@dataclass(frozen=True, slots=True)
class ClipCache:
    """Clips by language; `voice` is the chosen one, `offline` the one that always answers."""

    sounds_dir: Path
    recordings: PromptsFolder
    voice: Voice
    offline: Voice = field(default_factory=Espeak)

    def path(self, fragment: Fragment) -> Path | None:
        """The clip in the best quality, without ending; None when it must be rendered first."""
        best = self._recorded(fragment) if isinstance(fragment, Recorded) else self._spoken(fragment, self.voice)
        return best if complete(best) else None

    def speaker_of(self, fragment: Fragment) -> tuple[str, Path] | None:
        """Who a caller would hear just now, a recording or a voice, and the clip; None when none is made yet."""
        if isinstance(fragment, Recorded):
            clip = self._recorded(fragment)
            return (RECORDING, clip) if complete(clip) else self.speaker_of(_words(fragment))
        voices = ((voice.name, self._spoken(fragment, voice)) for voice in (self.voice, self.offline))
        return next(((name, clip) for name, clip in voices if complete(clip)), None)

    def render(self, fragment: Fragment) -> Path:
        """Make the clip in the best quality (it may take seconds); another voice's when that fails."""
        if isinstance(fragment, Recorded):
            try:
                return self._record(fragment)
            except VoiceFailed as error:
                log.warning("a voice speaks instead: %s", error)
                return self.render(_words(fragment))
        try:
            return self._speak(fragment, self.voice)
        except VoiceFailed as error:
            log.warning("the voice %s speaks instead of %s: %s", self.offline.name, self.voice.name, error)
            return self._speak(fragment, self.offline)

    def render_now(self, fragment: Fragment) -> Path:
        """The clip for a caller who listens already: found, or recorded, or spoken offline in milliseconds."""
        if found := self.path(fragment):
            return found
        if isinstance(fragment, Recorded):
            try:
                return self._record(fragment)
            except VoiceFailed as error:
                log.warning("a voice speaks instead: %s", error)
                return self.render_now(_words(fragment))
        return self._speak(fragment, self.offline)

    def _speak(self, fragment: Spoken, voice: Voice) -> Path:
        clip = self._spoken(fragment, voice)
        if not complete(clip):
            sound = levelled(decode(voice.speak(fragment.text, fragment.language)))
            write_clip(clip, encodings(sound) | _words_beside(fragment))
        return clip

    def _record(self, fragment: Recorded) -> Path:
        clip = self._recorded(fragment)
        if not complete(clip):
            try:
                file = self.recordings.recording(fragment)
            except OSError as error:
                raise VoiceFailed(f"the recording {fragment.recording} cannot be read: {error}") from error
            write_clip(clip, encodings(levelled(decode(file))) | _words_beside(fragment))
        return clip

    def _spoken(self, fragment: Spoken, voice: Voice) -> Path:
        return self._place(fragment.language, _key("spoken", voice.name, fragment.language, fragment.text))

    def _recorded(self, fragment: Recorded) -> Path:
        version = self.recordings.version(fragment)
        return self._place(fragment.language, _key("recorded", fragment.recording, fragment.language, version))

    def _place(self, language: str, key: str) -> Path:
        return self.sounds_dir / language / key


def complete(clip: Path) -> bool:
    """Whether all files of a clip are there and hold something."""
    try:
        return all(Path(f"{clip}.{ending}").stat().st_size > 0 for ending in ENDINGS)
    except FileNotFoundError:
        return False


def write_clip(clip: Path, files: Mapping[str, bytes]) -> None:
    """All files of a clip or none; VoiceFailed when the disk refuses. Two writers of one clip do no harm."""
    fresh = clip.parent / f"{_FRESH}{uuid.uuid4().hex}"
    written = {ending: Path(f"{fresh}.{ending}") for ending in files}
    try:
        clip.parent.mkdir(parents=True, exist_ok=True)
        for ending, content in files.items():
            written[ending].write_bytes(content)
        for ending, path in written.items():
            path.replace(f"{clip}.{ending}")
    except OSError as error:
        raise VoiceFailed(f"the clip cannot be written: {error}") from error
    finally:
        for path in written.values():
            path.unlink(missing_ok=True)


def sweep(sounds_dir: Path, older_than: float) -> int:
    """Delete what a killed process left half written before `older_than` (seconds of the epoch): how many files."""
    left = [path for path in sounds_dir.glob(f"*/{_FRESH}*") if path.stat().st_mtime < older_than]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _words(fragment: Recorded) -> Spoken:
    return Spoken(fragment.text, fragment.language)


def _words_beside(fragment: Fragment) -> dict[str, bytes]:
    """What the clip says, for those who must tell clips apart by their sound (speech/heard)."""
    return {WORDS: fragment.text.encode()}


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join((_FORMAT, *parts)).encode()).hexdigest()[:32]
