"""A process of its own reads the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.errors import OurFault, SetupError
from ivr.store.imported_batch import Way
from ivr.worker.import_child import pieces_beside
from ivr.worker.import_reading import Task, pieces


def task(path: Path) -> Task:
    return Task(path, "queue-log", "UTC", path.parent / "rejected", Way("sqlite"))


def test_what_it_reads_is_what_we_would_and_its_errors_are_ours(tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    path.write_text("".join(f"{1764061200 + n}|{1764061200 + n}.{n}|s|NONE|ENTERQUEUE||{n}|1\n" for n in range(50)))
    assert list(pieces_beside(task(path), lambda: 20)) == list(pieces(task(path), lambda: 20))
    with pytest.raises(SetupError, match="cannot be read"):
        next(pieces_beside(task(tmp_path / "none"), lambda: 20))


def test_it_starts_without_what_only_a_database_needs() -> None:
    code = "import sys, ivr.worker.import_child; print('sqlalchemy' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True).stdout == "False\n"


def test_when_it_is_killed_we_say_so_and_when_we_stop_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    path.write_text("".join(f"{1764061200 + n}|{n}.{n}|s|NONE|ENTERQUEUE||{n}|1\n" for n in range(30_000)))
    reading = pieces_beside(task(path), lambda: 20)
    next(reading)
    (child,) = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()[-1:]
    os.kill(int(child), signal.SIGKILL)
    with pytest.raises(OurFault, match="has died"):
        list(reading)
    stopped = pieces_beside(task(path), lambda: 20)
    next(stopped)
    stopped.close()
