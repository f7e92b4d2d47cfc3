"""Each line is given once, through rotations, cuts and readers who were away; nothing unread is rotated away."""

import os
from pathlib import Path

import pytest

from ivr.store.position import Position
from ivr.worker import growing_file
from ivr.worker.growing_file import GrowingFile, Place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cdr.csv"


def write(path: Path, *lines: str) -> None:
    with path.open("a") as file:
        file.write("".join(lines))


def read(file: GrowingFile) -> list[str]:
    return [line.decode().strip() for _, line in file.read()]


def kept(file: GrowingFile) -> Position:
    return file.position(file.place)


def rotated(path: Path) -> Path:
    """Put aside by somebody else, long enough ago to be complete."""
    before = path.with_name(f"{path.name}.1")
    path.replace(before)
    os.utime(before, (1, 1))
    return before


def test_lines_are_given_once_and_only_whole(path: Path) -> None:
    file = GrowingFile(path, None)
    assert read(file) == []
    write(path, "one\n", "tw")
    assert read(file) == ["one"]
    write(path, "o\n")
    assert [read(file), read(file)] == [["two"], []]


def test_a_reader_who_was_away_goes_on_where_he_was(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n")
    read(file)
    write(path, "two\n")
    assert read(GrowingFile(path, kept(file))) == ["two"]


def test_what_was_rotated_away_unread_is_read_before_the_next_file(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n")
    read(file)
    write(path, "two\n")
    rotated(path)
    write(path, "three\n")
    away = GrowingFile(path, kept(file))
    for reader in (file, away):
        assert [read(reader), read(reader), read(reader)] == [["two"], ["three"], []]


def test_a_file_put_aside_a_moment_ago_may_still_have_a_line_left(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n")
    read(file)
    before = rotated(path)
    write(path, "three\n")
    os.utime(before)
    assert read(file) == []
    write(before, "two\n")
    assert read(file) == ["two"]
    os.utime(before, (1, 1))
    assert read(file) == ["three"]


def test_a_file_that_was_cut_is_read_from_its_beginning(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n", "two\n")
    read(file)
    path.write_text("new\n")
    assert read(file) == ["new"]


def test_a_file_that_was_cut_and_has_grown_longer_is_known_by_what_was_read(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n", "two\n")
    read(file)
    path.write_text("something else\n" * 3)
    assert len(read(GrowingFile(path, kept(file)))) == 3


def test_places_of_different_files_are_different(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n")
    ((first, _),) = file.read()
    rotated(path)
    write(path, "one\n")
    ((second, _),) = file.read()
    assert first < second


def test_a_file_is_rotated_only_when_it_is_large_and_all_of_it_was_read(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n", "two\n")
    assert not file.rotate(1, file.place)
    read(file)
    assert not file.rotate(100, file.place)
    assert file.rotate(1, file.place)
    assert not path.exists()


def test_nothing_is_rotated_while_an_earlier_file_is_needed(path: Path) -> None:
    file = GrowingFile(path, None)
    write(path, "one\n")
    read(file)
    needed = Place(file.place.file, 0)
    assert file.rotate(1, needed)
    write(path, "two\n")
    os.utime(file.before, (1, 1))
    read(file)
    assert not file.rotate(1, needed)
    assert read(GrowingFile(path, file.position(needed))) == ["one"]


def test_lines_written_just_after_a_rotation_are_not_lost(path: Path) -> None:
    write(path, "one\n")
    file = GrowingFile(path, None)
    with path.open("a") as held:  # Asterisk has the file open while it is put aside
        read(file)
        file.rotate(1, file.place)
        held.write("two\n")
    write(path, "three\n")
    assert read(file) == ["two"]
    os.utime(file.before, (1, 1))
    assert read(file) == ["three"]


def test_a_megabyte_without_an_end_of_line_does_not_stop_the_reading(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(growing_file, "READ_BYTES", 10)
    write(path, "x" * 25, "\n", "one\n")
    file = GrowingFile(path, None)
    assert [line for _ in range(5) for line in read(file)][-1] == "one"
