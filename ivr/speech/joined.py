"""Clips that are often said one after the other, made into one: each clip Asterisk plays wakes two processes.

The encodings without a head are put together as they are; nothing is decoded, so the sound is the same to the sample.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.audio import ENDINGS, Sound, wav
from ivr.speech.clip import complete, write_clip

WITH_HEAD, MASTER = "wav16", "sln16"
KEPT = 300  # a few hundred kilobytes each


@dataclass(frozen=True, slots=True)
class JoinedClips:
    """A folder of joined clips; the oldest are forgotten when there are too many."""

    folder: Path
    kept: int = KEPT

    def path(self, clips: Sequence[Path]) -> Path | None:
        """The one clip for these (absolute, without ending), None when it is not made yet."""
        joined = self._place(clips)
        return joined if complete(joined) else None

    def join(self, clips: Sequence[Path]) -> Path:
        """Make it, in milliseconds; VoiceFailed when the disk refuses, OSError when a clip is not there any more."""
        joined = self._place(clips)
        files = {
            ending: b"".join(Path(f"{clip}.{ending}").read_bytes() for clip in clips)
            for ending in ENDINGS
            if ending != WITH_HEAD
        }
        write_clip(joined, files | {WITH_HEAD: wav(Sound(files[MASTER]))})
        self._forget_oldest()
        return joined

    def _place(self, clips: Sequence[Path]) -> Path:
        names = "\0".join(f"{clip.parent.name}/{clip.name}" for clip in clips)
        return self.folder / hashlib.sha256(names.encode()).hexdigest()[:32]

    def _forget_oldest(self) -> None:
        made = sorted(self.folder.glob(f"*.{MASTER}"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in made[self.kept :]:
            for ending in ENDINGS:
                with suppress(OSError):
                    file.with_suffix(f".{ending}").unlink()
