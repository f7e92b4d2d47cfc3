"""The beep after which to speak, of our own making: an Asterisk without its sounds has none."""

from pathlib import Path

import numpy as np

from ivr.speech.audio import RATE, Sound, encodings
from ivr.speech.clip import complete, write_clip

_HZ, _SECONDS, _LEVEL = 1000, 0.3, 0.12
_EDGE_S = 0.01  # it swells and fades, so that it does not click


def beep() -> Sound:
    """A third of a second."""
    at = np.arange(round(_SECONDS * RATE)) / RATE
    edge = np.minimum(1, np.minimum(at, _SECONDS - at) / _EDGE_S)
    return Sound.of(_LEVEL * edge * np.sin(2 * np.pi * _HZ * at))


def beep_path(sounds_dir: Path) -> Path:
    """Where the beep is, without ending."""
    return sounds_dir / "beep"


def write_beep(sounds_dir: Path) -> None:
    """Write the beep unless it is there already."""
    if not complete(beep_path(sounds_dir)):
        write_clip(beep_path(sounds_dir), encodings(beep()))
