"""What tests of several chores need."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.speech.audio import RATE, Sound, wav
from ivr.speech.clip import ClipCache
from ivr.speech.prompts_folder import PromptsFolder

SOUND = wav(Sound(b"\0\x10\0\xf0" * (RATE // 4)))


class Noise:
    """A voice with a speed in its name."""

    name = "espeak-150"

    def speak(self, _text: str, _language: str) -> bytes:
        return SOUND


@pytest.fixture
def cache_of(tmp_path: Path) -> Callable[[str], ClipCache]:
    """The clips of prompts written as in prompts.yaml; recordings lie in tmp_path/recordings."""

    def made(texts: str) -> ClipCache:
        (tmp_path / "prompts").mkdir()
        (tmp_path / "prompts" / "prompts.yaml").write_text(texts, encoding="utf-8")
        folder = PromptsFolder(tmp_path / "prompts", tmp_path / "recordings")
        return ClipCache(tmp_path / "sounds", folder, Noise(), Noise())

    return made


@pytest.fixture
def sound() -> bytes:
    """What that voice says."""
    return SOUND
