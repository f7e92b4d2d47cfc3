"""Ids of our own: UUIDv7, so that they sort by the time they were made (RFC 9562, section 5.7)."""

import os
import re
import time

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(at_ms: int, entropy: bytes) -> str:
    """UUIDv7 of a Unix time in milliseconds and ten bytes of randomness."""
    head = at_ms.to_bytes(6, "big")
    made = (head + bytes([0x70 | entropy[0] & 0x0F, entropy[1], 0x80 | entropy[2] & 0x3F]) + entropy[3:10]).hex()
    return f"{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:]}"


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
