"""The voices an installation may choose between."""

from collections.abc import Callable

from ivr.errors import SetupError
from ivr.speech.espeak import Espeak
from ivr.speech.gtts import Gtts
from ivr.speech.voice import Voice

_VOICES: dict[str, Callable[[], Voice]] = {"espeak": Espeak, "gtts": Gtts}


def voice_named(name: str) -> Voice:
    """The voice of the settings; SetupError when there is none of that name."""
    try:
        return _VOICES[name]()
    except KeyError:
        raise SetupError(f"there is no voice {name!r}: set `voice` to one of {', '.join(_VOICES)}") from None
