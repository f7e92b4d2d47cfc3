"""Telephone audio files as samples: raw mu-law and A-law clips, 8 kHz signed linear and WAV recordings."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ivr.errors import Misuse

RATE = 8000


def read_audio(path: Path) -> NDArray[np.float32]:
    """Samples between -1 and 1 of an 8 kHz mono file; Misuse when it is of another kind."""
    if path.suffix == ".wav":
        return _linear(_wave_bytes(path))
    raw = path.read_bytes()
    if path.suffix == ".ulaw":
        return MU_LAW[np.frombuffer(raw, dtype=np.uint8)]
    if path.suffix == ".alaw":
        return A_LAW[np.frombuffer(raw, dtype=np.uint8)]
    if path.suffix in {".sln", ".raw"}:
        return _linear(raw)
    raise Misuse(f"{path} is no telephone audio file (.wav .ulaw .alaw .sln)")


def _wave_bytes(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise Misuse(f"{path} is not 8 kHz mono of 16 bits")
        return file.readframes(file.getnframes())


def _linear(raw: bytes) -> NDArray[np.float32]:
    samples = np.frombuffer(raw[: len(raw) // 2 * 2], dtype="<i2")
    return np.asarray(samples / np.float32(32768), dtype=np.float32)


def _mu_law_table() -> NDArray[np.float32]:
    """Every mu-law byte as a sample (ITU-T G.711)."""
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    magnitude = (((code & 0x0F) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84
    return np.asarray(np.where(code & 0x80, -magnitude, magnitude) / 32768, dtype=np.float32)


def _a_law_table() -> NDArray[np.float32]:
    """Every A-law byte as a sample (ITU-T G.711)."""
    code = np.arange(256, dtype=np.int32) ^ 0x55
    segment = (code & 0x70) >> 4
    step = (code & 0x0F) << 4
    magnitude = np.where(segment == 0, step + 8, step + 0x108 << np.maximum(segment - 1, 0))
    return np.asarray(np.where(code & 0x80, magnitude, -magnitude) / 32768, dtype=np.float32)


MU_LAW = _mu_law_table()
A_LAW = _a_law_table()
