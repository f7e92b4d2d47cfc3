"""One keeper per home: a lock file held through flock, handed from `up` to the keeper it starts."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock we hold; the descriptor may be inherited, the lock ends when its last owner closes it."""

    path: Path
    descriptor: int

    def release(self) -> None:
        """Remove the file, then let go: nobody can be holding the removed file without noticing."""
        self.path.unlink(missing_ok=True)
        os.close(self.descriptor)

    def hand_over(self) -> None:
        """Close our side after a child inherited the descriptor."""
        os.close(self.descriptor)


def lock_path(home: Path) -> Path:
    """The lock file of an installation."""
    return home / "keeper.lock"


def take(path: Path) -> Lock | None:
    """The lock, or None when somebody holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        if _is_still(path, descriptor):
            return Lock(path, descriptor)
        os.close(descriptor)  # its holder removed it between our open and our flock


def is_held(path: Path) -> bool:
    """Does somebody hold this lock? Leaves no file behind."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False
