"""Room on the disk, asked for before a download rather than missed in the middle of one."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ivr.errors import SetupError

MIB = 1024 * 1024


def free_mb(place: Path) -> int:
    """Megabytes free where this folder is, or would be."""
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free // MIB


def require_room(place: Path, needed_mb: int, purpose: str) -> None:
    """SetupError when there is less room than that."""
    free = free_mb(place)
    if free < needed_mb:
        raise SetupError(
            f"the disk of {place} has {free} MB free, {purpose} need {needed_mb} MB: free some space and try again"
        )


def require_not_full(place: Path) -> None:
    """SetupError when nothing can be written there: it explains whatever else went wrong."""
    if free_mb(place) == 0:
        raise SetupError(f"the disk of {place} is full: free some space and try again")


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Turn a write that found no room into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        where = f" ({error.filename})" if error.filename else ""
        raise SetupError(f"the disk is full{where}: free some space and run the command again") from error
