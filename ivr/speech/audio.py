"""Sound itself: reading, levelling, thinning out and the encodings Asterisk plays without transcoding.

Loudness is the RMS of the blocks that are not silence (gate 10 dB below their mean, as EBU R 128 gates), without its
frequency weighting: near enough for speech, and -23 with a peak limit of -3 dBFS leaves every voice unclipped.
"""

import io
import math
import struct
import warnings
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ivr.speech.voice import VoiceFailed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # both warn on import: audioop of its removal in 3.13, pydub of a missing ffmpeg
    import audioop

    from pydub import AudioSegment

ENDINGS = ("wav16", "ulaw", "alaw", "sln16")
RATE = 16_000
NARROW_RATE = 8_000
LOUDNESS_DB = -23.0
PEAK_DB = -3.0
_WIDTH = 2
_FULL = 32_768
_BLOCK = RATE // 100  # 10 ms
_SILENCE_DB = -45.0
_LEAD_BLOCKS = 4  # 40 ms of quiet before the first sound, so that no consonant is cut
_TAIL_BLOCKS = 18  # 180 ms after the last: the pause between two clips


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono, 16 bits, 16 kHz: the master of every clip."""

    pcm: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / _WIDTH / RATE

    @property
    def peak_db(self) -> float:
        """Its highest sample, in dB below full scale."""
        return _db(audioop.max(self.pcm, _WIDTH))

    @property
    def loudness_db(self) -> float:
        """Gated RMS in dB below full scale; minus infinity for silence."""
        powers = [level**2 for level in _levels(self.pcm, 10 * _BLOCK) if _db(level) > _SILENCE_DB]
        if not powers:
            return -math.inf
        gate = sum(powers) / len(powers) / 10
        loud = [power for power in powers if power >= gate]
        return _db(math.sqrt(sum(loud) / len(loud)))


def decode(file: bytes) -> Sound:
    """A WAV file (anything else through ffmpeg, where it is installed) as a master, not yet levelled."""
    kind = "wav" if file.startswith(b"RIFF") else None
    try:
        segment = AudioSegment.from_file(io.BytesIO(file), format=kind)
    except Exception as error:  # pydub raises whatever its decoder does, and FileNotFoundError without ffmpeg
        raise VoiceFailed(f"the sound cannot be read (other kinds than WAV need ffmpeg): {error}") from error
    segment = segment.set_channels(1).set_sample_width(_WIDTH)
    return Sound(_resampled(segment.raw_data, segment.frame_rate, RATE))


def levelled(sound: Sound) -> Sound:
    """Trimmed of silence at both ends, at our loudness unless the peak limit stops it earlier."""
    pcm = _trimmed(sound.pcm)
    if not pcm:
        raise VoiceFailed("the clip holds nothing but silence")
    return at_loudness(Sound(pcm), LOUDNESS_DB)


def at_loudness(sound: Sound, loudness_db: float) -> Sound:
    """As loud as asked unless the peak limit stops it earlier; silence stays silence."""
    gain_db = min(loudness_db - sound.loudness_db, PEAK_DB - sound.peak_db)
    return Sound(audioop.mul(sound.pcm, _WIDTH, 10 ** (gain_db / 20))) if math.isfinite(gain_db) else sound


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


def _trimmed(pcm: bytes) -> bytes:
    loud = [number for number, level in enumerate(_levels(pcm, _BLOCK)) if _db(level) > _SILENCE_DB]
    if not loud:
        return b""
    first, last = max(0, loud[0] - _LEAD_BLOCKS), loud[-1] + 1 + _TAIL_BLOCKS
    sound = pcm[first * _BLOCK * _WIDTH : last * _BLOCK * _WIDTH]
    wanted = (last - first) * _BLOCK * _WIDTH
    return sound + bytes(max(0, wanted - len(sound)))


def _levels(pcm: bytes, samples: int) -> list[int]:
    step = samples * _WIDTH
    return [audioop.rms(pcm[at : at + step], _WIDTH) for at in range(0, len(pcm), step)]


def _db(level: float) -> float:
    return 20 * math.log10(level / _FULL) if level > 0 else -math.inf
