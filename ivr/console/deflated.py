"""A stream in small: each message is compressed once, whoever is sent it.

Every message is closed so that it can be read at once and needs nothing that was sent before it; so the same bytes fit
into the stream of every client, after the two bytes that begin the format (RFC 1950) and before its check sum.
"""

import threading
import zlib
from collections.abc import Iterator
from functools import lru_cache

ENCODING = "deflate"
LEVEL = 5
BEGIN, END = b"\x78\x5e", b"\x03\x00"  # the format's head, and an empty last block
KEPT = 64  # packed messages: of the groups that are sent something just now

_one_at_a_time = threading.Lock()


def deflated(messages: Iterator[bytes]) -> Iterator[bytes]:
    """The same messages, in small."""
    checksum = zlib.adler32(b"")
    yield BEGIN
    for message in messages:
        checksum = zlib.adler32(message, checksum)
        with _one_at_a_time:  # all who are sent it ask at the same moment: one packs, the others find it
            packed = _packed(message)
        yield packed
    yield END + checksum.to_bytes(4)


@lru_cache(KEPT)
def _packed(message: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(message) + packer.flush(zlib.Z_FULL_FLUSH)
