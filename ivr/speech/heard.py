"""The clips of the house as candidates: what each says is written beside it (speech/clip)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.clip import WORDS
from ivr.speech.recognise import Clip, Heard, music_seconds, recognise, unexplained
from ivr.speech.recording import read_audio

MUSIC = "moh"
LEAST_MUSIC_S = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """A clip that was heard, in seconds from the answer."""

    text: str
    language: str
    at_s: float
    until_s: float
    score: float
    completed: bool


@dataclass(frozen=True, slots=True)
class Listened:
    """Everything recognised in one recording."""

    words: tuple[Words, ...]
    music_s: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Ear:
    """Knows the clips of the house."""

    clips: Sequence[Clip]
    spoken: Sequence[tuple[str, str]]  # text and language of each clip; its number is the clip's label
    music: Sequence[Path]

    @classmethod
    def of(cls, sounds_dir: Path) -> "Ear":
        """All clips rendered so far."""
        texts = _texts(sounds_dir)
        clips = [Clip(str(number), read_audio(path.with_suffix(".ulaw"))) for number, path in enumerate(texts)]
        spoken = [(path.read_text(encoding="utf-8"), path.parent.name) for path in texts]
        return cls(clips, spoken, sorted((sounds_dir / MUSIC).glob("*.ulaw")))

    def knows_all(self, sounds_dir: Path) -> bool:
        """Whether no clip has been rendered since."""
        return len(self.clips) == len(_texts(sounds_dir))

    def only(self, texts: Collection[str]) -> "Ear":
        """The same ear listening for these words only: quicker where a hundred calls are to be heard."""
        wanted = [number for number, (text, _) in enumerate(self.spoken) if text in texts]
        clips = [Clip(str(new), self.clips[old].samples) for new, old in enumerate(wanted)]
        return Ear(clips, [self.spoken[old] for old in wanted], self.music)

    def listen(self, recording: Path) -> Listened:
        """What is to be heard in a recording of the far end; nothing when there is none."""
        if not recording.is_file():
            return Listened((), 0.0, 0.0)
        samples = read_audio(recording)
        heard = recognise(samples, self.clips)
        rest = unexplained(samples, heard)
        music = max((music_seconds(rest, read_audio(path)) for path in self.music), default=0.0)
        return Listened(tuple(map(self._words, heard)), music if music >= LEAST_MUSIC_S else 0.0, samples.size / 8000)

    def _words(self, heard: Heard) -> Words:
        text, language = self.spoken[int(heard.label)]
        return Words(text, language, heard.at_s, heard.until_s, heard.score, heard.completed)


def _texts(sounds_dir: Path) -> list[Path]:
    found = sounds_dir.glob(f"*/[!.]*.{WORDS}")  # those whose names begin with a dot are being made
    return sorted(path for path in found if path.with_suffix(".ulaw").is_file())
