"""Ids of our own: UUIDv7, so that they sort by the time they were made (RFC 9562, section 5.7).

Calls of another telephone system's history have UUIDv8 (section 5.8): the two kinds can never be the same.
"""

import os
import re
import time

LENGTH = 36  # letters of an id
IMPORTED = "8"  # the version's digit
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(at_ms: int, entropy: bytes) -> str:
    """UUIDv7 of a Unix time in milliseconds and ten bytes of randomness."""
    return _uuid(0x70, at_ms, entropy)


def imported_id(at_ms: int, digest: bytes) -> str:
    """UUIDv8 of a Unix time in milliseconds and ten bytes made from what names the call elsewhere."""
    return _uuid(0x80, at_ms, digest)


def is_imported(identifier: str) -> bool:
    """Whether a call id (or a leg id) was made by `imported_id`."""
    return identifier[14:15] == IMPORTED


def fresh_id() -> str:
    """A new id, for the shells: pure code is given its ids."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))


def leg_id(call_id: str, number: int) -> str:
    """Id of the numbered leg of a call: the call's id is its prefix, leg 0 is the caller's."""
    return f"{call_id}-{number}"


def call_of(identifier: str) -> str | None:
    """The call id a leg id (or a call id) begins with, None when it is none of ours."""
    found = ID.match(identifier)
    return found.group() if found else None


def _uuid(version: int, at_ms: int, tail: bytes) -> str:
    head = at_ms.to_bytes(6, "big")
    made = (head + bytes([version | tail[0] & 0x0F, tail[1], 0x80 | tail[2] & 0x3F]) + tail[3:10]).hex()
    return f"{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:]}"


def is_agent(party: str) -> bool:
    """Whether this is an agent's id, not a number outside."""
    return party.startswith("agent-")
