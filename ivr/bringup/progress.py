"""A bar with what and how much, on a terminal only: everybody else gets the plain lines of the steps."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

DRAW_S = 0.2
WIDTH = 30
MB = 1_000_000


@contextmanager
def growing(what: str, folders: Sequence[Path], total: int) -> Iterator[None]:
    """Show how many of so many bytes have come into these folders since now, for as long as the block runs."""
    if not sys.stdout.isatty():
        yield
        return
    over = threading.Event()
    before = sum(map(size_of, folders))
    drawing = threading.Thread(target=_draw_until, args=(over, what, folders, before, total), daemon=True)
    drawing.start()
    try:
        yield
    finally:
        over.set()
        drawing.join()
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()


def bar(what: str, done: int, total: int, columns: int = 80) -> str:
    """One line: what, a bar, how much of how much."""
    done = min(done, total)
    filled = WIDTH * done // total if total else 0
    amount = f"{done / MB:.0f} of {total / MB:.0f} MB"
    return f"  {what:<24}[{'#' * filled:<{WIDTH}}] {amount}"[: columns - 1]


def size_of(folder: Path) -> int:
    """Bytes in a folder or file, links counted as links; what vanishes meanwhile counts nothing."""
    try:
        if folder.is_symlink() or not folder.is_dir():
            return folder.lstat().st_size
        with os.scandir(folder) as entries:
            return sum(_size(entry) for entry in entries)
    except OSError:
        return 0


def _size(entry: os.DirEntry[str]) -> int:
    try:
        if entry.is_dir(follow_symlinks=False):
            return size_of(Path(entry.path))
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def _draw_until(over: threading.Event, what: str, folders: Sequence[Path], before: int, total: int) -> None:
    while not over.wait(DRAW_S):
        done = max(0, sum(map(size_of, folders)) - before)
        columns = shutil.get_terminal_size().columns
        sys.stdout.write("\r\x1b[K" + bar(what, done, total, columns))
        sys.stdout.flush()
