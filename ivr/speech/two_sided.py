"""Both sides of a recorded talk as one WAV file of two channels: the caller on the left, the agent on the right."""

import os
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

RATE = 8000
WIDTH = 2
CHUNK_BYTES = 2 * RATE * WIDTH  # two seconds
DATA_CHUNK, RIFF_BYTES = b"data", 12
LARGEST_HEAD = 4096


def join_sides(caller: Path, agent: Path, target: Path) -> float:
    """Write both into the target, readable by its owner only: its seconds; a side that is missing is silent.

    What a killed Asterisk left counts as far as it goes, whatever its head says of its length.
    """
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    frames = 0
    with os.fdopen(descriptor, "wb") as file, wave.open(file, "wb") as joined:
        joined.setnchannels(2)
        joined.setsampwidth(WIDTH)
        joined.setframerate(RATE)
        for left, right in _together(_sound(caller), _sound(agent)):
            pair = np.zeros((max(len(left), len(right)) // WIDTH, 2), "<i2")
            for column, side in enumerate((left, right)):
                samples = np.frombuffer(side, "<i2")
                pair[: len(samples), column] = samples
            joined.writeframesraw(pair.tobytes())
            frames += len(pair)
    return frames / RATE


def _together(left: Iterator[bytes], right: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    while True:
        one, other = next(left, b""), next(right, b"")
        if not one and not other:
            return
        yield one, other


def _sound(path: Path) -> Iterator[bytes]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        if not _to_sound(file.read(RIFF_BYTES), file):
            return
        while chunk := file.read(CHUNK_BYTES):
            yield chunk[: len(chunk) // WIDTH * WIDTH]


def _to_sound(head: bytes, file: BinaryIO) -> bool:
    """Read up to the first sample: whether there is any."""
    read = file.read
    if head[:4] != b"RIFF" or head[8:] != b"WAVE":
        return False
    while len(start := read(8)) == 8:
        if start[:4] == DATA_CHUNK:
            return True
        read(min(int.from_bytes(start[4:], "little"), LARGEST_HEAD))
    return False
