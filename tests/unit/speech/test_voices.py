"""The voice of the settings."""

import pytest

from ivr.errors import SetupError
from ivr.speech.espeak import Espeak
from ivr.speech.gtts import Gtts
from ivr.speech.voices import voice_named


def test_a_voice_is_found_by_name() -> None:
    assert isinstance(voice_named("espeak"), Espeak)
    assert isinstance(voice_named("gtts"), Gtts)


def test_an_unknown_voice_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SetupError, match="espeak, gtts"):
        voice_named("robot")
