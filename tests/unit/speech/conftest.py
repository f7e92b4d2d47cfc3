"""Sounds and voices for the tests of speech: only ffmpeg is ever started here."""

import math
import struct
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ivr.speech.audio import RATE, Sound, wav
from ivr.speech.clip import ClipCache
from ivr.speech.ffmpeg import program
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.voice import VoiceFailed

Tone = Callable[..., Sound]


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


@pytest.fixture
def written() -> Callable[[Sound, Path], None]:
    """Write a sound by ffmpeg as what the file's ending says."""

    def write(sound: Sound, file: Path) -> None:
        command = [str(program()), "-v", "error", "-i", "pipe:0", str(file)]
        if subprocess.run(command, input=wav(sound), check=False).returncode:
            pytest.skip(f"this ffmpeg writes no {file.suffix}")

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
