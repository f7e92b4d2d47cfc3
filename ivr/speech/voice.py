"""The port of a voice: text in, sound out. Two are built in (espeak, gtts)."""

from typing import Protocol

from ivr.errors import IvrError


class VoiceFailed(IvrError):
    """The voice gave no sound."""


class Voice(Protocol):
    """Speaks a text; raises VoiceFailed (or SetupError when it can never work here)."""

    @property
    def name(self) -> str:
        """What tells its clips from those of other voices and speeds."""

    def speak(self, text: str, language: str) -> bytes:
        """The sound of the text, as a WAV or MP3 file."""
