"""Loudness in LUFS (ITU-R BS.1770-4): K-weighted, in blocks of 400 ms, gated at -70 and at 10 below what is left.

The filter is the analogue one behind the standard's 48 kHz table, transformed for our rate as libebur128 and FFmpeg do.
It is applied to the spectrum: a clip of 20 s takes milliseconds, where a loop over its samples would take a second.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]  # full scale is 1

_BLOCK_S = 0.4
_STEP_S = 0.1  # blocks overlap by three quarters
_OFFSET_DB = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_SHELF_SLOPE = 0.4996667741545416
_PASS_HZ, _PASS_Q = 38.13547087602444, 0.5003270373238773
_RING_OUT_S = 0.5  # the high pass has died away by then


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness of one channel in LUFS; minus infinity for what is silent throughout."""
    powers = _block_powers(_weighted(samples, rate), rate)
    loud = powers[_lufs(powers) > _ABSOLUTE_GATE]
    if not loud.size:
        return -math.inf
    gate = _lufs(np.array([loud.mean()]))[0] + _RELATIVE_GATE
    return float(_lufs(np.array([loud[_lufs(loud) > gate].mean()]))[0])


def _weighted(samples: Samples, rate: int) -> Samples:
    size = 1 << (samples.size + round(_RING_OUT_S * rate)).bit_length()
    return np.fft.irfft(np.fft.rfft(samples, size) * _response(size, rate), size)[: samples.size]


def _block_powers(weighted: Samples, rate: int) -> Samples:
    """Mean square of each block; a sound shorter than one block is one block."""
    block, step = round(_BLOCK_S * rate), round(_STEP_S * rate)
    if weighted.size <= block:
        return np.array([np.mean(np.square(weighted))]) if weighted.size else np.empty(0)
    sums = np.concatenate([[0.0], np.cumsum(np.square(weighted))])
    starts = np.arange(0, weighted.size - block + 1, step)
    return np.asarray((sums[starts + block] - sums[starts]) / block)


def _lufs(powers: Samples) -> Samples:
    return np.asarray(_OFFSET_DB + 10 * np.log10(np.maximum(powers, 1e-20)))


@cache
def _response(size: int, rate: int) -> NDArray[np.complex128]:
    """High shelf (the head) and high pass (the ear) at each frequency of a spectrum of this size."""
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    return np.asarray(_shelf(rate, delay) * _high_pass(rate, delay))


def _shelf(rate: int, delay: NDArray[np.complex128]) -> NDArray[np.complex128]:
    k, high = math.tan(math.pi * _SHELF_HZ / rate), 10 ** (_SHELF_DB / 20)
    middle = high**_SHELF_SLOPE
    above = (high + middle * k / _SHELF_Q + k * k, 2 * (k * k - high), high - middle * k / _SHELF_Q + k * k)
    return _polynomial(above, delay) / _polynomial(_denominator(k, _SHELF_Q), delay)


def _high_pass(rate: int, delay: NDArray[np.complex128]) -> NDArray[np.complex128]:
    k = math.tan(math.pi * _PASS_HZ / rate)
    below = _denominator(k, _PASS_Q)
    return _polynomial((1, -2, 1), delay) * below[0] / _polynomial(below, delay)


def _denominator(k: float, q: float) -> tuple[float, float, float]:
    return 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k


def _polynomial(weights: tuple[float, float, float], delay: NDArray[np.complex128]) -> NDArray[np.complex128]:
    return np.asarray(weights[0] + weights[1] * delay + weights[2] * delay**2)
