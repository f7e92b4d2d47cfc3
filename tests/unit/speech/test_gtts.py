"""The online voice, with a network and a clock of our own."""

import threading
from collections.abc import Iterator

import pytest
from gtts.lang import tts_langs

from ivr.speech.gtts import Gtts
from ivr.speech.voice import VoiceFailed
from ivr.spoken.language import LANGUAGES


class Network:
    """Gives an MP3 in two pieces, or fails."""

    def __init__(self) -> None:
        self.now, self.asked, self.works = 0.0, 0, True

    def fetch(self, _text: str, _language: str) -> Iterator[bytes]:
        self.asked += 1
        if not self.works:
            raise OSError("no route to host")
        yield from (b"ID3", b"more")

    def voice(self) -> Gtts:
        return Gtts(self.fetch, lambda: self.now)


@pytest.fixture
def network() -> Network:
    return Network()


def failures(voice: Gtts, times: int) -> None:
    for _ in range(times):
        with pytest.raises(VoiceFailed):
            voice.speak("Hello", "en")


def test_the_pieces_become_one_clip(network: Network) -> None:
    assert network.voice().speak("Hello", "en") == b"ID3more"


def test_after_three_failures_it_is_left_alone_for_five_minutes(network: Network) -> None:
    network.works, voice = False, network.voice()
    failures(voice, 10)
    assert network.asked == 3
    network.now, network.works = 301.0, True
    assert voice.speak("Hello", "en") == b"ID3more"


def test_a_success_forgives_earlier_failures(network: Network) -> None:
    voice = network.voice()
    for works in (False, False, True, False, False, True):
        network.works = works
        voice.speak("Hello", "en") if works else failures(voice, 1)
    assert network.asked == 6


def test_a_clip_that_takes_too_long_is_left_behind() -> None:
    too_late = threading.Event()

    def slow(_text: str, _language: str) -> Iterator[bytes]:
        too_late.wait(10)
        yield b"ID3"

    with pytest.raises(VoiceFailed, match=r"within 0\.05 s"):
        Gtts(slow, limit_s=0.05).speak("Hello", "en")
    too_late.set()


@pytest.mark.parametrize(("pieces", "message"), [((), "empty"), ((b"<html>",), "no MP3")])
def test_what_is_no_sound_is_a_failure(pieces: tuple[bytes, ...], message: str) -> None:
    with pytest.raises(VoiceFailed, match=message):
        Gtts(lambda _text, _language: iter(pieces)).speak("Hello", "en")


def test_it_speaks_all_our_languages() -> None:
    assert set(LANGUAGES) <= set(tts_langs())
