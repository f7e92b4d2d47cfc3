"""Sound itself: reading, thinning out and the encodings Asterisk plays without transcoding."""

import struct
import warnings
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ivr.speech import ffmpeg
from ivr.speech.loudness import loudness
from ivr.speech.voice import VoiceFailed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # both warn on import: audioop of its removal in 3.13, pydub of a missing ffmpeg
    import audioop

    from pydub import AudioSegment

ENDINGS = ("wav16", "ulaw", "alaw", "sln16")
RATE = ffmpeg.RATE
NARROW_RATE = 8_000
_WIDTH = 2
_FULL = 32_768
_CHANNELS = range(1, 9)
_RATES = range(4_000, 192_001)  # one of 1 Hz would grow to the sixteen-thousandfold


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono, 16 bits, 16 kHz: the master of every clip."""

    pcm: bytes

    @classmethod
    def of(cls, samples: NDArray[np.float64]) -> "Sound":
        """The sound of samples between -1 and 1."""
        return cls(np.clip(np.rint(samples * _FULL), -_FULL, _FULL - 1).astype("<i2").tobytes())

    @property
    def samples(self) -> NDArray[np.float64]:
        """Between -1 and 1."""
        return np.frombuffer(self.pcm, "<i2") / _FULL

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / _WIDTH / RATE

    @property
    def peak_db(self) -> float:
        """Its highest sample, in dB below full scale."""
        peak = audioop.max(self.pcm, _WIDTH)
        return float(20 * np.log10(peak / _FULL)) if peak else -np.inf

    @property
    def lufs(self) -> float:
        """Its integrated loudness; minus infinity for silence."""
        return loudness(self.samples, RATE)


def decode(file: bytes) -> Sound:
    """A WAV file, or anything ffmpeg reads where it is installed, as a master, not yet levelled; ten minutes of it."""
    if file.startswith(b"RIFF"):
        with suppress(Exception):  # whatever a broken header makes pydub raise; or it is a WAV file of another coding
            return _of_wav(file)
    return Sound(ffmpeg.converted(file))


def _of_wav(file: bytes) -> Sound:
    segment = AudioSegment(data=file)
    if segment.channels not in _CHANNELS or segment.frame_rate not in _RATES:
        raise VoiceFailed("no sound is written like this")
    heard = segment.get_sample_slice(0, ffmpeg.LONGEST_S * segment.frame_rate).set_channels(1)
    return Sound(_resampled(heard.set_sample_width(_WIDTH).raw_data, heard.frame_rate, RATE))


def encodings(sound: Sound) -> dict[str, bytes]:
    """Ending -> file, for all files of a clip; `.wav16`, since Asterisk takes a `.wav` for 8 kHz."""
    narrow = _resampled(sound.pcm, RATE, NARROW_RATE)
    return {
        "wav16": wav(sound),
        "ulaw": audioop.lin2ulaw(narrow, _WIDTH),
        "alaw": audioop.lin2alaw(narrow, _WIDTH),
        "sln16": sound.pcm,
    }


def wav(sound: Sound) -> bytes:
    """The sound as a WAV file."""
    size = len(sound.pcm)
    layout = struct.pack("<HHIIHH", 1, 1, RATE, RATE * _WIDTH, _WIDTH, 8 * _WIDTH)
    return b"".join(
        (
            b"RIFF",
            struct.pack("<I", 36 + size),
            b"WAVEfmt \x10\0\0\0",
            layout,
            b"data",
            struct.pack("<I", size),
            sound.pcm,
        )
    )


def _resampled(pcm: bytes, rate: int, wanted: int) -> bytes:
    if rate == wanted:
        return pcm
    if wanted < rate:
        pcm = _low_passed(pcm, 0.45 * wanted / rate, 31 if wanted == NARROW_RATE else 15)
    return audioop.ratecv(pcm, _WIDTH, 1, rate, wanted, None)[0]


def _low_passed(pcm: bytes, cutoff: float, taps: int) -> bytes:
    """A windowed sinc, else the hiss of s folds down into the voice."""
    if not pcm:
        return pcm
    samples = np.frombuffer(pcm, "<i2")
    filtered = np.convolve(samples, _sinc(cutoff, taps))[taps // 2 : taps // 2 + samples.size]
    return np.clip(np.rint(filtered), -_FULL, _FULL - 1).astype("<i2").tobytes()


@cache
def _sinc(cutoff: float, taps: int) -> NDArray[np.float64]:
    weights = np.sinc(2 * cutoff * (np.arange(taps) - taps // 2)) * np.hamming(taps)
    return np.asarray(weights / weights.sum())
