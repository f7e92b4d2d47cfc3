"""Both sides of a talk in one file."""

import wave
from pathlib import Path

import numpy as np

from ivr.speech.two_sided import join_sides


def side(path: Path, *samples: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(np.array(samples, "<i2").tobytes())
    return path


def joined(path: Path) -> list[list[int]]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 8000)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).tolist()


def test_the_caller_is_left_and_the_agent_right_and_the_shorter_side_ends_in_silence(tmp_path: Path) -> None:
    caller, agent = side(tmp_path / "c.wav", 1, 2, 3), side(tmp_path / "a.wav", 7)
    assert join_sides(caller, agent, tmp_path / "both") == 3 / 8000
    assert joined(tmp_path / "both") == [[1, 7], [2, 0], [3, 0]]
    assert (tmp_path / "both").stat().st_mode & 0o777 == 0o600


def test_a_side_that_is_missing_is_silent(tmp_path: Path) -> None:
    join_sides(side(tmp_path / "c.wav", 1), tmp_path / "nothing", tmp_path / "both")
    assert joined(tmp_path / "both") == [[1, 0]]


def test_what_a_killed_asterisk_left_counts_although_its_head_says_nothing(tmp_path: Path) -> None:
    caller = side(tmp_path / "c.wav", 1, 2)
    whole = bytearray(caller.read_bytes())
    whole[4:8] = whole[40:44] = bytes(4)
    caller.write_bytes(bytes(whole) + b"\x05")  # and it ends in the middle of a sample
    join_sides(caller, tmp_path / "nothing", tmp_path / "both")
    assert joined(tmp_path / "both") == [[1, 0], [2, 0]]


def test_what_is_no_sound_file_is_silent(tmp_path: Path) -> None:
    (tmp_path / "c.wav").write_bytes(b"nothing of the kind")
    assert join_sides(tmp_path / "c.wav", side(tmp_path / "a.wav", 9), tmp_path / "both") == 1 / 8000


def test_long_sides_are_joined_piece_by_piece(tmp_path: Path) -> None:
    samples = list(range(20_000))
    join_sides(side(tmp_path / "c.wav", *samples), side(tmp_path / "a.wav", *samples), tmp_path / "both")
    assert joined(tmp_path / "both") == [[sample, sample] for sample in samples]
