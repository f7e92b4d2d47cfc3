"""Several clips as one."""

import os
from pathlib import Path

import pytest

from ivr.speech.audio import ENDINGS, RATE, Sound, decode, encodings
from ivr.speech.clip import complete, write_clip
from ivr.speech.joined import JoinedClips


def clip(folder: Path, name: str, seconds: float) -> Path:
    path = folder / "en" / name
    write_clip(path, encodings(Sound(bytes([1, 0]) * int(RATE * seconds))))
    return path


@pytest.fixture
def clips(tmp_path: Path) -> tuple[Path, ...]:
    return clip(tmp_path, "a", 0.5), clip(tmp_path, "b", 0.25)


def test_it_holds_all_of_them_in_their_order_in_every_encoding(tmp_path: Path, clips: tuple[Path, ...]) -> None:
    joins = JoinedClips(tmp_path / "joined")
    assert joins.path(clips) is None

    joined = joins.join(clips)

    assert joins.path(clips) == joined
    for ending in set(ENDINGS) - {"wav16"}:
        parts = b"".join(Path(f"{one}.{ending}").read_bytes() for one in clips)
        assert Path(f"{joined}.{ending}").read_bytes() == parts
    assert decode(Path(f"{joined}.wav16").read_bytes()).seconds == pytest.approx(0.75)


def test_another_order_is_another_clip(tmp_path: Path, clips: tuple[Path, ...]) -> None:
    joins = JoinedClips(tmp_path / "joined")
    assert joins.join(clips) != joins.join(clips[::-1])


def test_the_oldest_is_forgotten_when_there_are_too_many(tmp_path: Path, clips: tuple[Path, ...]) -> None:
    joins = JoinedClips(tmp_path / "joined", kept=1)
    first = joins.join(clips)
    for ending in ENDINGS:
        os.utime(f"{first}.{ending}", (1, 1))

    second = joins.join(clips[::-1])

    assert (complete(first), complete(second)) == (False, True)


def test_a_clip_that_is_gone_is_an_error_and_nothing_is_made(tmp_path: Path, clips: tuple[Path, ...]) -> None:
    joins = JoinedClips(tmp_path / "joined")
    with pytest.raises(FileNotFoundError):
        joins.join((*clips, tmp_path / "en" / "gone"))
    assert not (tmp_path / "joined").exists()
