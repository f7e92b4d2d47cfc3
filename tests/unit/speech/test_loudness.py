"""Loudness as ITU-R BS.1770 defines it, checked by the signals of EBU Tech 3341 and by ffmpeg."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from ivr.speech.audio import Sound
from ivr.speech.ffmpeg import measured_lufs, program
from ivr.speech.loudness import loudness

RATE = 16_000


def sine(seconds: float, dbfs: float, hertz: float = 1000, rate: int = RATE) -> NDArray[np.float64]:
    return 10 ** (dbfs / 20) * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_the_standards_tone_measures_what_the_standard_says(rate: int) -> None:
    assert loudness(sine(5, 0, 997, rate), rate) == pytest.approx(-3.01, abs=0.06)  # one channel at full scale


@pytest.mark.parametrize(
    "parts",
    [
        [(20, -20)],
        [(5, -33), (20, -20), (5, -33)],  # the relative gate leaves the quiet out
        [(5, -72), (5, -33), (20, -20), (5, -33), (5, -72)],  # the absolute gate too
    ],
)
def test_what_is_quiet_beside_the_rest_is_gated(parts: list[tuple[float, float]]) -> None:
    signal = np.concatenate([sine(seconds, dbfs) for seconds, dbfs in parts])
    assert loudness(signal, RATE) == pytest.approx(-23, abs=0.1)


def test_rumble_counts_less_and_a_hiss_more() -> None:
    assert loudness(sine(3, -20, 30), RATE) < loudness(sine(3, -20, 500), RATE) - 5
    assert loudness(sine(3, -20, 4000), RATE) > loudness(sine(3, -20, 500), RATE) + 3


def test_silence_has_none_and_a_short_clip_has_some() -> None:
    assert loudness(np.zeros(RATE), RATE) == loudness(np.empty(0), RATE) == -math.inf
    assert loudness(sine(0.2, -20), RATE) == pytest.approx(-23, abs=0.3)


@pytest.mark.skipif(not program(), reason="there is no ffmpeg")
@pytest.mark.parametrize("hertz", [100, 440, 2000, 5000])
def test_ffmpeg_measures_the_same(hertz: float) -> None:
    signal = np.concatenate([sine(2, -18, hertz), np.zeros(RATE), sine(1, -40, hertz)])
    assert measured_lufs(Sound.of(signal).pcm) == pytest.approx(loudness(signal, RATE), abs=0.1)
