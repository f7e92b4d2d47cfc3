"""A stream in small."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from ivr.console.deflated import BEGIN, EMPTY, added, end, packed


@given(st.lists(st.binary(max_size=2000)))
def test_the_whole_stream_is_what_was_sent_with_a_right_checksum(messages: list[bytes]) -> None:
    checksum = EMPTY
    for message in messages:
        checksum = added(checksum, message)
    assert zlib.decompress(BEGIN + b"".join(map(packed, messages)) + end(checksum)) == b"".join(messages)


def test_each_message_can_be_read_at_once() -> None:
    reader = zlib.decompressobj()
    reader.decompress(BEGIN)
    assert [reader.decompress(packed(message)) for message in (b"one", b"two")] == [b"one", b"two"]


def test_a_message_is_packed_once_for_all_and_in_small() -> None:
    message = b"<li>available</li>" * 500
    assert packed(message) is packed(message)
    assert len(packed(message)) < len(message) / 20
