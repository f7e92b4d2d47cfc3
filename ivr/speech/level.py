"""Every clip equally loud: trimmed, -23 LUFS, no peak above -3 dBFS."""

import math

import numpy as np
from numpy.typing import NDArray

from ivr.speech.audio import RATE, Sound
from ivr.speech.loudness import loudness
from ivr.speech.voice import VoiceFailed

Samples = NDArray[np.float64]

LOUDNESS_LUFS = -23.0
PEAK_DB = -3.0
_FULL = 32_768
_CEILING = 10 ** ((PEAK_DB - 0.5) / 20)  # the narrow band and its coding overshoot, measured by up to 0.42 dB
_LOOK_AHEAD = RATE // 200  # 5 ms: the gain sinks before a peak and rises after it, inaudibly
_ROUNDS = 8  # a limited clip is a little too quiet; each round makes up for the one before (a short word needs most)
_NEAR_ENOUGH_LU = 0.02
_BLOCK = RATE // 100  # 10 ms
_SILENCE_DB = -45.0
_LEAD_BLOCKS = 4  # 40 ms of quiet before the first sound, so that no consonant is cut
_TAIL_BLOCKS = 18  # 180 ms after the last: the pause between two clips


def levelled(sound: Sound) -> Sound:
    """Trimmed of silence at both ends and at our loudness."""
    trimmed = _trimmed(sound.samples)
    if not trimmed.size:
        raise VoiceFailed("the clip holds nothing but silence")
    return _at_loudness(trimmed, LOUDNESS_LUFS)


def at_loudness(sound: Sound, lufs: float) -> Sound:
    """As loud as asked, peaks held under the limit; silence stays silence."""
    return _at_loudness(sound.samples, lufs)


def _at_loudness(samples: Samples, lufs: float) -> Sound:
    measured, gain_db = loudness(samples, RATE), 0.0
    if not math.isfinite(measured):
        return Sound.of(samples)
    for _ in range(_ROUNDS):
        gain_db += lufs - measured
        louder = _limited(samples * 10 ** (gain_db / 20))
        measured = loudness(louder, RATE)
        if abs(measured - lufs) < _NEAR_ENOUGH_LU:
            break
    return Sound.of(louder)


def _limited(samples: Samples) -> Samples:
    """Peaks pulled down by a gain that is the lowest needed nearby, smoothed over the same stretch."""
    needed = np.minimum(1.0, _CEILING / np.maximum(np.abs(samples), 1e-9))
    if needed.min(initial=1.0) == 1.0:
        return samples
    width = 2 * _LOOK_AHEAD + 1
    lowest = _lowest(np.pad(needed, 2 * _LOOK_AHEAD, constant_values=1.0), width)
    shape = np.hanning(width + 2)[1:-1]
    return np.asarray(samples * np.convolve(lowest, shape / shape.sum(), mode="valid"))


def _lowest(values: Samples, width: int) -> Samples:
    """The lowest of each `width` neighbours, from windows doubled until two of them cover it."""
    reach = 1
    while 2 * reach <= width:
        values = np.minimum(values[:-reach], values[reach:])
        reach *= 2
    rest = width - reach
    return np.minimum(values[:-rest], values[rest:]) if rest else values


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(_levels_db(samples) > _SILENCE_DB)
    if not loud.size:
        return samples[:0]
    first, last = max(0, int(loud[0]) - _LEAD_BLOCKS), int(loud[-1]) + 1 + _TAIL_BLOCKS
    sound = samples[first * _BLOCK : last * _BLOCK]
    return np.pad(sound, (0, (last - first) * _BLOCK - sound.size))


def _levels_db(samples: Samples) -> Samples:
    blocks = np.pad(samples, (0, -samples.size % _BLOCK)).reshape(-1, _BLOCK)
    return np.asarray(10 * np.log10(np.maximum(np.mean(np.square(blocks), axis=1), 1e-12)))
