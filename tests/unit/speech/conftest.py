"""Sounds and voices for the tests of speech: only ffmpeg is ever started here."""

import math
import struct
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.calls.commands import Say
from ivr.calls.values import Digits, Duration, Moment, MomentPart, Money, Number, Text, Value
from ivr.config import PROJECT
from ivr.speech.audio import RATE, Sound, wav
from ivr.speech.clip import ClipCache
from ivr.speech.ffmpeg import program
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.voice import VoiceFailed
from ivr.spoken.plan import Fragment, plan

Tone = Callable[..., Sound]
AT = datetime(2026, 11, 24, 15, 20, tzinfo=UTC)
TIME = Moment(AT, "UTC", MomentPart.TIME)
VALUES: dict[str, Value] = {
    "opens": TIME,
    "closes": TIME,
    "time": TIME,
    "day": Moment(AT, "UTC", MomentPart.WEEKDAY),
    "date": Moment(AT, "UTC", MomentPart.DATE),
    "duration": Duration(90),
    "least": Duration(240),
    "most": Duration(600),
    "position": Number(3),
    "key": Number(2),
    "number": Digits("36201234567"),
    "name": Text("Anna"),
    "amount": Money(252102, "UAH"),
    "text": Text("Bring your card."),
}


@pytest.fixture
def tone() -> Tone:
    def make(seconds: float = 0.5, frequency: float = 440, level: float = 0.3) -> Sound:
        turn = 2 * math.pi * frequency / RATE
        samples = [round(32767 * level * math.sin(turn * at)) for at in range(round(seconds * RATE))]
        return Sound(struct.pack(f"<{len(samples)}h", *samples))

    return make


@dataclass
class ToneVoice:
    """Speaks each text as a tone as long as the text, and remembers it; fails on demand."""

    tone: Tone
    name: str = "tones"
    fails: bool = False
    said: list[str] = field(default_factory=list)

    def speak(self, text: str, language: str) -> bytes:
        self.said.append(text)
        if self.fails:
            raise VoiceFailed("out of order")
        return wav(self.tone(seconds=0.2 + len(text) / 100))


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], list[Fragment]]:
    """Every clip of every prompt of the demo clinic in a language, the sentences with values too."""
    book = PromptsFolder(PROJECT / "prompts").book()

    def fragments(language: str) -> list[Fragment]:
        says = [
            Say(prompt, tuple((name, VALUES[name]) for name in book.names(prompt, language))) for prompt in book.prompts
        ]
        return [part for say in says for part in plan(say, book, language, lambda *_: False)]

    return fragments


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Sound, str], bytes]:
    """A sound as a file of another kind, by ffmpeg."""

    def write(sound: Sound, kind: str) -> bytes:
        file = tmp_path / f"a.{kind}"  # some kinds cannot be written into a pipe
        command = [str(program()), "-v", "error", "-i", "pipe:0", str(file)]
        if subprocess.run(command, input=wav(sound), check=False).returncode:
            pytest.skip(f"this ffmpeg writes no {kind}")
        return file.read_bytes()

    return write


@pytest.fixture
def chosen(tone: Tone) -> ToneVoice:
    return ToneVoice(tone, "chosen")


@pytest.fixture
def offline(tone: Tone) -> ToneVoice:
    return ToneVoice(tone, "offline")


@pytest.fixture
def cache(tmp_path: Path, chosen: ToneVoice, offline: ToneVoice) -> ClipCache:
    (tmp_path / "prompts" / "en").mkdir(parents=True)
    return ClipCache(tmp_path / "sounds", PromptsFolder(tmp_path / "prompts"), chosen, offline)
