"""What every kind of row is made into: events whose ids follow from the row, so that the same row is the same event."""

import hashlib
from datetime import datetime
from functools import lru_cache

from ivr.calls.ids import imported_id
from ivr.imports.rows import made_at_ms

CALLS_AT_ONCE = 8192
QUARTER_S = 900  # zones differ by whole quarters of an hour: a row read with another zone stays the same row


@lru_cache(maxsize=CALLS_AT_ONCE)
def call_id_of(uniqueid: str) -> str:
    """Our id of the call Asterisk called this, whichever of its records tells of it."""
    digest = hashlib.blake2b(uniqueid.encode("utf-8", "replace"), digest_size=10).digest()
    return imported_id(made_at_ms(uniqueid), digest)


def second_of(at: datetime) -> str:
    """The second of its quarter of an hour, which no zone changes, of a moment in UTC."""
    return str((at.minute * 60 + at.second) % QUARTER_S)


def mark_of(*parts: str) -> str:
    """Twelve letters that stand for a row of one call."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def lone_id(at_ms: int, *parts: str) -> str:
    """The id of an event that belongs to no call."""
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).digest()
    return imported_id(at_ms, digest)
