"""The music on hold: long enough, soft, without a seam."""

import struct
from itertools import pairwise
from pathlib import Path

import pytest

from ivr.speech.audio import Sound
from ivr.speech.clip import complete
from ivr.speech.music import music, write_music


@pytest.fixture(scope="module")
def track() -> Sound:
    return music()


def test_it_lasts_about_a_minute_and_lies_under_the_voice(track: Sound) -> None:
    assert 30 < track.seconds < 60
    assert track.lufs == pytest.approx(-28, abs=0.1)
    assert track.peak_db < -6


def test_its_end_runs_into_its_beginning_without_a_click(track: Sound) -> None:
    samples = struct.unpack(f"<{len(track.pcm) // 2}h", track.pcm)
    steps = [abs(after - before) for before, after in pairwise(samples)]
    assert abs(samples[0] - samples[-1]) <= max(steps)


def test_it_is_never_silent(track: Sound) -> None:
    second = 2 * 16_000
    assert all(Sound(track.pcm[at : at + second]).lufs > -45 for at in range(0, len(track.pcm), second))


def test_it_is_written_once(tmp_path: Path) -> None:
    path = write_music(tmp_path)
    assert complete(path)
    written = Path(f"{path}.ulaw").stat().st_ino
    assert Path(f"{write_music(tmp_path)}.ulaw").stat().st_ino == written
