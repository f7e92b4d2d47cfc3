import wave
from pathlib import Path

import numpy as np
import pytest

from ivr.errors import Misuse
from ivr.speech.recording import A_LAW, MU_LAW, read_audio


def test_the_ends_and_the_middle_of_mu_law_are_those_of_g711() -> None:
    assert [round(float(MU_LAW[code]) * 32768) for code in (0x00, 0x80, 0xFF, 0x7F)] == [-32124, 32124, 0, 0]


def test_the_ends_and_the_middle_of_a_law_are_those_of_g711() -> None:
    assert [round(float(A_LAW[code]) * 32768) for code in (0x2A, 0xAA, 0xD5, 0x55)] == [-32256, 32256, 8, -8]


def test_a_wav_recording_is_read_as_samples(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(np.array([0, 16384, -32768], dtype="<i2").tobytes())
    assert read_audio(path).tolist() == [0, 0.5, -1]


def test_raw_files_are_read_by_their_ending(tmp_path: Path) -> None:
    (tmp_path / "a.ulaw").write_bytes(b"\xff\x80")
    (tmp_path / "a.sln").write_bytes(b"\x00\x40\x00")
    assert read_audio(tmp_path / "a.ulaw").round(2).tolist() == pytest.approx([0, 0.98])
    assert read_audio(tmp_path / "a.sln").tolist() == [0.5]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"")
    with pytest.raises(Misuse, match="no telephone audio"):
        read_audio(tmp_path / "a.mp3")
