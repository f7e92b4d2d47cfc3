"""A stream in small."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from ivr.console.deflated import deflated


@given(st.lists(st.binary(max_size=2000)))
def test_the_whole_stream_is_what_was_sent_with_a_right_checksum(messages: list[bytes]) -> None:
    assert zlib.decompress(b"".join(deflated(iter(messages)))) == b"".join(messages)


def test_each_message_can_be_read_at_once() -> None:
    reader, sent = zlib.decompressobj(), deflated(iter([b"one", b"two"]))
    reader.decompress(next(sent))
    assert [reader.decompress(next(sent)), reader.decompress(next(sent))] == [b"one", b"two"]


def test_a_message_is_packed_once_for_all_and_in_small() -> None:
    message = b"<li>available</li>" * 500
    one, other = (list(deflated(iter([message])))[1] for _ in range(2))
    assert one is other
    assert len(one) < len(message) / 20
