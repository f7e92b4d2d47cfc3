"""The manager's stream cut into messages."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.ami_wire import MESSAGE_BYTES, AmiReader
from ivr.errors import UnexpectedReply

HANGUP = b"Event: Hangup\r\nChannel: PJSIP/a-1\r\nCause: 16\r\n\r\n"


def messages(*chunks: bytes) -> list[dict[str, str]]:
    reader, found = AmiReader(), list[dict[str, str]]()
    for chunk in chunks:
        reader.receive(chunk)
        found += iter(reader.next_message, None)
    return found


def test_greeting_is_passed_over() -> None:
    greeted = messages(b"Asterisk Call Manager/11.0.0\r\n" + HANGUP)
    assert greeted == [{"Event": "Hangup", "Channel": "PJSIP/a-1", "Cause": "16"}]


def test_half_a_message_is_none() -> None:
    assert messages(HANGUP[:-2]) == []


def test_letter_cut_in_two_stays_whole() -> None:
    text = "Name: Árvíztűrő\r\n\r\n".encode()
    assert all(messages(text[:at], text[at:]) == [{"Name": "Árvíztűrő"}] for at in range(len(text)))


def test_bytes_that_are_no_utf8_and_nuls_are_values_like_others() -> None:
    assert messages(b"Name: \xff\x00\r\n\r\n") == [{"Name": "\ufffd\0"}]


def test_first_of_two_headers_counts() -> None:
    assert messages(b"Event: Hangup\r\nEVENT: Shutdown\r\n\r\n") == [{"Event": "Hangup"}]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\u2028", "\u0085", "\x0b", "\x1e"])
def test_only_asterisks_own_line_end_ends_a_line(line_end: str) -> None:
    (message,) = messages(f"Event: Hangup\r\nName: a{line_end}Cause: 9\r\n\r\n".encode())
    assert set(message) == {"Event", "Name"}


def test_message_without_end_is_refused_and_not_kept() -> None:
    reader = AmiReader()
    for _ in range(MESSAGE_BYTES // 1000):
        reader.receive(b"Name: xyz\r" * 100)
        assert reader.next_message() is None
    reader.receive(b"\n" * 1000)
    with pytest.raises(UnexpectedReply):
        reader.next_message()
    assert reader.held == 0


@pytest.mark.parametrize("length", [MESSAGE_BYTES + 1, 10 * MESSAGE_BYTES])
def test_long_message_is_refused_although_it_ends(length: int) -> None:
    with pytest.raises(UnexpectedReply):
        messages(b"Name: " + b"x" * length + b"\r\n\r\n")


def test_what_was_read_is_not_kept() -> None:
    reader = AmiReader()
    for _ in range(1000):
        reader.receive(HANGUP * 10 + b"Event: ")
        assert len([*iter(reader.next_message, None)]) == 10
        reader.receive(b"x\r\n\r\n")
        assert reader.next_message() == {"Event": "x"}
        assert reader.held == 0


PIECES = st.sampled_from([b"Event: Hangup", b"\r\n", b"\r\n\r\n", b": ", b"\r", b"\n", b"\xff", b"\0", b"Response: x"])
STREAMS = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=40).map(b"".join))


@given(STREAMS, st.lists(st.integers(0, 200), max_size=8))
def test_any_bytes_in_any_chunks_say_the_same_and_raise_only_our_error(stream: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    with suppress(UnexpectedReply):
        assert messages(*(stream[start:end] for start, end in pairwise(edges))) == messages(stream)
