"""A stream in small: each message is compressed once, whoever is sent it.

Every message is closed so that it can be read at once and needs nothing that was sent before it; so the same bytes fit
into the stream of every client, after the two bytes that begin the format (RFC 1950) and before its check sum.
"""

import zlib
from functools import lru_cache

ENCODING = "deflate"
LEVEL = 5
BEGIN = b"\x78\x5e"  # the format's head
EMPTY = zlib.adler32(b"")  # the check sum of nothing
KEPT = 64  # packed messages: of the groups that are sent something just now
_LAST_BLOCK = b"\x03\x00"
_BASE = 65521


@lru_cache(KEPT)
def packed(message: bytes) -> bytes:
    """A message in small."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(message) + packer.flush(zlib.Z_FULL_FLUSH)


def end(checksum: int) -> bytes:
    """What closes a stream of messages with this check sum."""
    return _LAST_BLOCK + checksum.to_bytes(4)


def added(checksum: int, message: bytes) -> int:
    """The check sum (Adler-32, RFC 1950) with one more message, which is itself summed up only once."""
    more = _summed(message)
    low, high = checksum & 0xFFFF, checksum >> 16
    high = (high + (more >> 16) + len(message) * (low - 1)) % _BASE
    return high << 16 | (low + (more & 0xFFFF) - 1) % _BASE


@lru_cache(KEPT)
def _summed(message: bytes) -> int:
    return zlib.adler32(message)
