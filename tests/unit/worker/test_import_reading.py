"""A file becomes batches of whole calls, however its rows are mixed."""

from pathlib import Path

import pytest

from ivr.errors import SetupError
from ivr.store.imported_batch import Way
from ivr.worker import import_reading
from ivr.worker.import_reading import Piece, Taken, Task, pieces

CALLS = 40


def log(folder: Path) -> Path:
    """Calls that all wait at the same time."""
    joined = [f"{1764061200 + n}|{1764061200 + n}.{n}|support|NONE|ENTERQUEUE||{n}|1\n" for n in range(CALLS)]
    left = [f"{1764061300 + n}|{1764061200 + n}.{n}|support|NONE|ABANDON|1|1|9\n" for n in range(CALLS)]
    path = folder / "queue_log"
    path.write_text("".join([*joined, *left, "no row\n"]))
    return path


def read(path: Path, at_once: int) -> list[Piece | Taken]:
    task = Task(path, "queue-log", "UTC", path.parent / "rejected", Way("sqlite"))
    return list(pieces(task, lambda: at_once))


def test_each_call_is_told_as_a_whole_and_the_file_at_the_end(tmp_path: Path) -> None:
    *found, taken = read(log(tmp_path), 7)
    batches = [piece.batch for piece in found if isinstance(piece, Piece)]
    assert [len(batch.told) for batch in batches] == [7] * 5 + [5]
    assert [batch.apart for batch in batches] == [[]] * 6
    assert isinstance(taken, Taken)
    assert (taken.rows, taken.bad, taken.position is None) == (2 * CALLS + 1, 1, False)


def test_names_are_told_once_and_how_far_it_is(tmp_path: Path) -> None:
    first, second, *_ = (piece for piece in read(log(tmp_path), 7) if isinstance(piece, Piece))
    assert (first.queues, second.queues, second.share) == ({"support": "support"}, {}, 1.0)


def test_where_many_calls_wait_rows_that_come_later_stand_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_reading, "WAITING_CALLS", 5)
    found = [piece.batch for piece in read(log(tmp_path), 7) if isinstance(piece, Piece)]
    assert sum(len(batch.told) for batch in found) == CALLS
    assert sum(len(batch.apart) for batch in found) > 0


def test_a_file_nothing_understands_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * 100_000)
    with pytest.raises(SetupError, match="log:1: it is longer"):
        read(path, 7)
