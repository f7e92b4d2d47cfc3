"""A file is read on from where it was read to, if it is still the same file."""

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from ivr.errors import SetupError
from ivr.imports.rows import LONGEST_LINE
from ivr.store.position import Position
from ivr.worker.import_file import ImportFile


class Reader:
    """Reads a file, each time from where it was read to."""

    def __init__(self) -> None:
        self.position: Position | None = None

    def read(self, path: Path) -> list[tuple[int, bytes]]:
        file = ImportFile(path)
        file.skip_known(self.position)
        found = [(file.line, line) for line in file.lines()]
        self.position = file.position()
        file.close()
        return found


def test_a_file_that_grew_gives_only_what_is_new(tmp_path: Path) -> None:
    reader = Reader()
    path = tmp_path / "log"
    path.write_bytes(b"one\ntwo\n")
    assert reader.read(path) == [(1, b"one\n"), (2, b"two\n")]
    path.write_bytes(b"one\ntwo\nthree\n")
    assert reader.read(path) == [(3, b"three\n")]
    assert reader.read(path) == []


def test_another_file_of_the_same_name_is_read_from_its_beginning(tmp_path: Path) -> None:
    reader = Reader()
    path = tmp_path / "log"
    path.write_bytes(b"one\ntwo\n")
    reader.read(path)
    path.write_bytes(b"uno\ndue\ntre\n")
    assert [line for line, _ in reader.read(path)] == [1, 2, 3]


def test_a_file_that_was_emptied_while_it_was_read_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    path.write_text("one\ntwo\n")
    with closing(ImportFile(path)) as file:
        assert list(file.lines()) == [b"one\n", b"two\n"]
        path.write_text("")
        position = file.position()
    with closing(ImportFile(path)) as file:
        file.skip_known(position)
        path.write_text("three\n")
        assert list(file.lines()) == [b"three\n"]


def test_a_line_without_its_end_is_read_now_and_again(tmp_path: Path) -> None:
    reader = Reader()
    path = tmp_path / "log"
    path.write_bytes(b"one\ntw")
    assert reader.read(path)[1:] == [(2, b"tw")]
    path.write_bytes(b"one\ntwo\n")
    assert reader.read(path) == [(2, b"two\n")]


def test_of_an_endless_line_only_its_beginning_is_kept(tmp_path: Path) -> None:
    reader = Reader()
    path = tmp_path / "log"
    path.write_bytes(b"x" * 3_000_000 + b"\nnext\n")
    found = reader.read(path)
    assert [(number, len(line)) for number, line in found] == [(1, LONGEST_LINE + 1), (2, 5)]


def test_packed_files_are_read_too_and_broken_ones_to_where_they_break(tmp_path: Path) -> None:
    reader = Reader()
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(b"one\ntwo\n"))
    assert len(reader.read(path)) == len(reader.read(path)) == 2
    path.write_bytes(gzip.compress(b"one\n" * 100_000)[:-10])
    file = ImportFile(path)
    found = list(file.lines())
    assert found
    assert file.broken
    file.close()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be read"):
        ImportFile(tmp_path / "none")
