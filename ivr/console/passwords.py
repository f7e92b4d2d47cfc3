"""Passwords, kept as argon2id: two are checked at a time, so that guessing does not take the whole machine."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
LONGEST_WAIT_S = 5.0

_hasher = PasswordHasher()  # RFC 9106, the profile for little memory: 64 MiB, three rounds
_turns = BoundedSemaphore(AT_ONCE)
_nobodys = _hasher.hash("nobody has this password")


class Busy(Exception):
    """Too many passwords are being checked just now."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    _wait()
    try:
        return _hasher.hash(password)
    finally:
        _turns.release()


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password; without a kept one it takes as long to say no."""
    _wait()
    try:
        return _hasher.verify(kept or _nobodys, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _turns.release()


def _wait() -> None:
    if not _turns.acquire(timeout=LONGEST_WAIT_S):
        raise Busy
