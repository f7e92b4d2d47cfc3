"""The offline voice: espeak-ng, run as a program of its own (its licence is the GPL)."""

import subprocess
from dataclasses import dataclass

from ivr.errors import SetupError
from ivr.speech.voice import VoiceFailed

_LIMIT_S = 10.0  # a phrase takes milliseconds
# language -> espeak-ng's own name of the voice; any other language is asked for by its code
_VOICES = {"en": "en-gb"}
_LETTER_APOSTROPHE, _APOSTROPHE = (
    "\u02bc",
    "'",
)  # it spells a word out (in English) that holds the letter, as CLDR has it


@dataclass(frozen=True, slots=True)
class Espeak:
    """espeak-ng at a speed older people can follow (its own default is 175 words a minute)."""

    words_per_minute: int = 150
    program: str = "espeak-ng"

    @property
    def name(self) -> str:
        """The voice's name in clip keys."""
        return f"espeak-{self.words_per_minute}"

    def speak(self, text: str, language: str) -> bytes:
        """The text as WAV; it goes through standard input, so nothing in it can be an option or a command."""
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments, no shell
                self._command(language), input=_written(text), capture_output=True, timeout=_LIMIT_S, check=False
            )
        except FileNotFoundError:
            raise SetupError(f"{self.program} is not installed: run `apt-get install espeak-ng`") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise VoiceFailed(f"{self.program} did not run: {error}") from error
        if done.returncode != 0 or not done.stdout.startswith(b"RIFF"):
            reason = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
            raise VoiceFailed(f"{self.program} cannot speak {language!r}: {reason}")
        return done.stdout

    def _command(self, language: str) -> list[str]:
        voice = _VOICES.get(language, language)
        return [self.program, "-v", voice, "-s", str(self.words_per_minute), "-b", "1", "--stdin", "--stdout"]


def _written(text: str) -> bytes:
    return text.replace(_LETTER_APOSTROPHE, _APOSTROPHE).encode()
