"""Which clips were heard in a recording, by correlation with the clips themselves (docs/asterisk.md).

A clip is looked for by its first half second (so one cut short by a key or a hang-up is found too), then followed for
as long as it agrees. Of clips that explain the same stretch the one that explains most of it wins: prompts share words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE = 8000
BLOCK = 32768  # correlation window: a power of two, small enough to stay in the processor's cache
PROBE = RATE // 2
STEP = RATE // 20
PROBE_SCORE = 0.60  # measured with espeak-ng: the right clip 1.00; 24 others at most 0.48, but for words they share
AGREES = 0.80  # of a stretch that is followed; music measured at most 0.21
QUIET = 0.03  # of a clip's loudest step: nothing is said there
PACKET = RATE // 50
SLIPS = tuple(PACKET * packets for packets in (1, -1, 2, -2, 3, -3))
SHORTEST = 0.25  # seconds a clip must have been heard, unless it was heard whole


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip that may have been heard, and what to call it."""

    label: str
    samples: Samples


@dataclass(frozen=True, slots=True)
class Heard:
    """A clip found in a recording, in seconds of the recording; not completed when it was cut short."""

    label: str
    at_s: float
    until_s: float
    score: float
    completed: bool


def recognise(recording: Samples, clips: Sequence[Clip]) -> list[Heard]:
    """Everything that was heard, in order."""
    if not recording.size:
        return []
    room = _Room(recording)
    found = [heard for clip in clips for heard in _in_room(room, clip)]
    found.sort(key=lambda heard: (round(heard.until_s - heard.at_s, 1), heard.completed, heard.score), reverse=True)
    kept: list[Heard] = []
    for heard in found:
        if all(_shared(heard, other) < 0.5 * (heard.until_s - heard.at_s) for other in kept):
            kept.append(heard)
    return sorted(kept, key=lambda heard: heard.at_s)


def unexplained(recording: Samples, heard: Sequence[Heard]) -> Samples:
    """The recording with silence where clips were recognised: what is left is music, speech of people, or nothing."""
    rest = recording.copy()
    for clip in heard:
        rest[max(0, int(clip.at_s * RATE) - STEP) : int(clip.until_s * RATE) + STEP] = 0.0
    return rest


def music_seconds(rest: Samples, music: Samples) -> float:
    """How much of what no clip explains is this music, wherever in it the listening began (it repeats for ever)."""
    room = _Room(np.concatenate([music, music[:RATE]]))
    probes = [rest[start : start + PROBE] for start in range(0, rest.size - PROBE, PROBE)]
    loud = [probe for probe in probes if float(np.abs(probe).max()) > QUIET]
    return sum(PROBE / RATE for probe in loud if room.correlation(probe).max(initial=0.0) > AGREES)


class _Room:
    """A recording, transformed once, in which any number of probes are looked for."""

    def __init__(self, recording: Samples) -> None:
        self.samples = recording
        self._hop = BLOCK - PROBE
        count = -(-recording.size // self._hop)
        padded = np.zeros(count * self._hop + BLOCK, dtype=np.float32)
        padded[: recording.size] = recording
        blocks = np.lib.stride_tricks.sliding_window_view(padded, BLOCK)[:: self._hop][:count]
        self._spectra = np.fft.rfft(blocks, axis=1)
        self._energy = np.concatenate([[0.0], np.cumsum(np.square(padded, dtype=np.float64))])

    def correlation(self, probe: Samples) -> Samples:
        """Normalised correlation with the probe beginning at each sample of the recording."""
        spectrum = np.conj(np.fft.rfft(probe, BLOCK))
        products = np.fft.irfft(self._spectra * spectrum, BLOCK, axis=1)[:, : self._hop]
        scores = products.reshape(-1)[: self.samples.size]
        own = float(np.dot(probe, probe))
        local = (self._energy[probe.size :][: scores.size] - self._energy[: scores.size]).astype(np.float32)
        return np.asarray(scores / np.sqrt(own * np.maximum(local, 0.01 * own) + 1e-12), dtype=np.float32)


def _in_room(room: _Room, clip: Clip) -> Iterator[Heard]:
    first, last = _spoken(clip.samples)
    probe = clip.samples[first : min(first + PROBE, last)]
    if probe.size < STEP:
        return
    for at in _peaks(room.correlation(probe)):
        heard = _followed(room.samples[at:], clip.samples[first:last])
        if heard is not None:
            length, score, completed = heard
            yield Heard(clip.label, at / RATE, (at + length) / RATE, score, completed)


def _spoken(samples: Samples) -> tuple[int, int]:
    """Where the clip begins and ends to be audible."""
    loudness = _loudness(samples)
    audible = np.flatnonzero(loudness > QUIET * loudness.max(initial=0.0))
    if not audible.size:
        return 0, 0
    return int(audible[0]) * STEP, min(samples.size, int(audible[-1] + 1) * STEP)


def _loudness(samples: Samples) -> Samples:
    steps = -(-samples.size // STEP)
    padded = np.zeros(steps * STEP, dtype=np.float32)
    padded[: samples.size] = samples
    return np.asarray(np.sqrt(np.mean(np.square(padded.reshape(steps, STEP)), axis=1)), dtype=np.float32)


def _peaks(scores: Samples) -> Iterator[int]:
    """The best place of each stretch where the probe fits, a tenth of a second apart at least."""
    candidates = np.flatnonzero(scores >= PROBE_SCORE)
    for stretch in np.split(candidates, np.flatnonzero(np.diff(candidates) > RATE // 10) + 1):
        if stretch.size:
            yield int(stretch[np.argmax(scores[stretch])])


def _followed(recording: Samples, clip: Samples) -> tuple[int, float, bool] | None:
    """How many samples of the clip were heard, how well, and whether all; None when it was not this clip."""
    quiet = QUIET * float(_loudness(clip).max(initial=0.0))
    shift, end, misses, scores = 0, 0, 0, [0.0]
    for start in range(0, clip.size, STEP):
        expected = clip[start : start + STEP]
        score, shift = _step(recording, start + shift, expected, quiet, shift)
        if score >= AGREES:
            end, misses = start + expected.size, 0
            scores.append(score)
        elif (misses := misses + 1) == 2:
            break
    completed = end >= clip.size - 2 * STEP
    if not completed and end < SHORTEST * RATE:
        return None
    return end, float(np.mean(scores[1:])), completed


def _step(recording: Samples, at: int, expected: Samples, quiet: float, shift: int) -> tuple[float, int]:
    """How well one step agrees, and how far the recording lags from here on: packets are lost or late under load."""
    score = _agreement(recording[max(0, at) : at + expected.size], expected, quiet)
    if score >= AGREES or _level(expected) <= quiet:
        return score, shift
    best = (score, shift)
    for slip in SLIPS:
        place = max(0, at + slip)
        best = max(best, (_agreement(recording[place : place + expected.size], expected, quiet), shift + slip))
    return best if best[0] >= AGREES else (score, shift)


def _agreement(heard: Samples, expected: Samples, quiet: float) -> float:
    if heard.size < expected.size:
        return 0.0
    if _level(expected) <= quiet:
        return 1.0 if _level(heard) <= 2 * quiet else 0.0
    norm = float(np.sqrt(np.dot(heard, heard) * np.dot(expected, expected)))
    return float(np.dot(heard, expected)) / norm if norm else 0.0


def _level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


def _shared(one: Heard, other: Heard) -> float:
    return max(0.0, min(one.until_s, other.until_s) - max(one.at_s, other.at_s))
