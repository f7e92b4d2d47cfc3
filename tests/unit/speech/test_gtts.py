"""The online voice, with a network and a clock of our own."""

from collections.abc import Iterator

import pytest

from ivr.speech.gtts import Gtts
from ivr.speech.voice import VoiceFailed


class Network:
    """Gives an MP3 in two pieces, or fails; each piece takes `seconds`."""

    def __init__(self) -> None:
        self.now, self.asked, self.works, self.seconds = 0.0, 0, True, 0.1

    def fetch(self, _text: str, _language: str) -> Iterator[bytes]:
        self.asked += 1
        if not self.works:
            raise OSError("no route to host")
        for piece in (b"MP", b"3"):
            self.now += self.seconds
            yield piece

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
    assert network.voice().speak("Hello", "en") == b"MP3"


def test_after_three_failures_it_is_left_alone_for_five_minutes(network: Network) -> None:
    network.works, voice = False, network.voice()
    failures(voice, 10)
    assert network.asked == 3
    network.now, network.works = 301.0, True
    assert voice.speak("Hello", "en") == b"MP3"


def test_a_success_forgives_earlier_failures(network: Network) -> None:
    voice = network.voice()
    for works in (False, False, True, False, False, True):
        network.works = works
        voice.speak("Hello", "en") if works else failures(voice, 1)
    assert network.asked == 6


def test_a_clip_that_takes_too_long_is_a_failure(network: Network) -> None:
    network.seconds = 6.0
    with pytest.raises(VoiceFailed, match="within 10 s"):
        network.voice().speak("Hello", "en")


def test_an_empty_clip_is_a_failure() -> None:
    with pytest.raises(VoiceFailed, match="empty"):
        Gtts(lambda _text, _language: iter(())).speak("Hello", "en")
