"""Music on hold of our own making: a slow arpeggio over soft chords, the same on each machine.

Notes that ring on past the end are mixed into the beginning, so the loop has no seam.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ivr.speech.audio import RATE, Sound, encodings
from ivr.speech.clip import complete, write_clip
from ivr.speech.level import at_loudness

Samples = NDArray[np.float64]

_BAR_S = 3.2
_STEPS = 8  # notes of the arpeggio in a bar
_CHORDS = (  # one bar each, as MIDI note numbers
    (48, 55, 60, 64, 67),  # C
    (45, 52, 57, 60, 64),  # A minor
    (41, 53, 57, 60, 65),  # F
    (43, 50, 55, 59, 62),  # G
    (48, 55, 60, 64, 71),  # C with its seventh
    (40, 52, 55, 59, 64),  # E minor
    (41, 48, 57, 60, 64),  # F with its seventh
    (43, 50, 55, 60, 62),  # G, fourth held
) * 2
_ORDER = ((1, 2, 3, 4, 3, 2, 4, 3), (1, 3, 2, 4, 2, 3, 1, 2))  # first and second time round
_LOUDNESS_LUFS = -28.0  # under the voice, which has -23
_STEP_SAMPLES = round(_BAR_S / _STEPS * RATE)
_PARTIALS = ((1, 1.0), (2, 0.35), (3, 0.12))  # a soft bell: all below the telephone's 3.4 kHz


def music() -> Sound:
    """About 50 seconds, to be played round and round."""
    bar = _STEPS * _STEP_SAMPLES
    track = np.zeros(bar * len(_CHORDS))
    for number, chord in enumerate(_CHORDS):
        _mix(track, number * bar, _note(chord[0], 2 * _BAR_S, 2600))
        order = _ORDER[number * len(_ORDER) // len(_CHORDS)]
        for step, voice in enumerate(order):
            _mix(track, number * bar + step * _STEP_SAMPLES, _note(chord[voice], 2.4, 1700 if step % 4 else 2100))
    return at_loudness(Sound(np.rint(track).astype("<i2").tobytes()), _LOUDNESS_LUFS)


def write_music(sounds_dir: Path) -> Path:
    """Write the music into sounds/moh unless it is there already: its path without ending."""
    path = sounds_dir / "moh" / "waiting-1"  # the number is that of the composition
    if not complete(path):
        write_clip(path, encodings(music()))
    return path


@cache
def _note(midi: int, seconds: float, strength: int) -> Samples:
    """A struck tone that fades in over 30 ms and dies away to nothing at its end."""
    at = np.arange(round(seconds * RATE))
    turn = 2 * np.pi * 440 * 2 ** ((midi - 69) / 12) / RATE
    shape = np.minimum(1, at / (0.03 * RATE)) * np.exp(-3 * at / at.size) * (1 - at / at.size)
    tone = np.sum([weight * np.sin(turn * partial * at) for partial, weight in _PARTIALS], axis=0)
    return np.asarray(strength * shape * tone)


def _mix(track: Samples, at: int, note: Samples) -> None:
    room = track.size - at
    track[at : at + note.size] += note[:room]
    track[: max(0, note.size - room)] += note[room:]
