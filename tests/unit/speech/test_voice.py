"""A voice that fails is told from a programming mistake."""

from ivr.errors import IvrError
from ivr.speech.voice import VoiceFailed


def test_a_failed_voice_is_an_error_of_ours_with_a_default_message() -> None:
    assert isinstance(VoiceFailed(), IvrError)
    assert str(VoiceFailed()) == "The voice gave no sound."
