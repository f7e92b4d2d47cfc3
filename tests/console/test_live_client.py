"""One open page's connection."""

import socket
import zlib
from collections.abc import Iterator

import pytest

from ivr.console.live_client import BEHIND, Client, Wire, taken
from ivr.console.live_view import Group

GROUP = Group("wallboard", "en", "UTC")
AS_IT_IS = Wire(packed=False, chunked=False)
Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Our end, which never waits, and the browser's."""
    ours, browsers = socket.socketpair()
    ours.setblocking(False)
    browsers.settimeout(5)
    yield ours, browsers
    ours.close()
    browsers.close()


def client(wire: Wire) -> Client:
    return Client(GROUP, "account:1", wire, until=1.0)


def sent_by(one: Client, pair: Pair, *messages: bytes) -> bytes:
    """All that arrives of some messages and the end."""
    for message in messages:
        one.waiting.append(message)
        one.send(pair[0])
    one.end(pair[0])
    return b"".join(iter(lambda: pair[1].recv(4096), b""))


def test_an_old_proxy_is_sent_the_messages_as_they_are(pair: Pair) -> None:
    assert sent_by(client(AS_IT_IS), pair, b"data: 1\n\n", b"data: 2\n\n") == b"data: 1\n\ndata: 2\n\n"


def test_a_browser_is_sent_chunks_and_their_end(pair: Pair) -> None:
    assert sent_by(client(Wire(False, True)), pair, b"data: 1\n\n") == b"9\r\ndata: 1\n\n\r\n0\r\n\r\n"


def test_what_is_packed_reads_as_one_stream_with_its_check_sum(pair: Pair) -> None:
    one = client(Wire(True, False))
    stream = one.begins(b"retry: 1\n\n") + sent_by(one, pair, b"data: 1\n\n", b"data: 2\n\n")
    assert zlib.decompress(stream) == b"retry: 1\n\ndata: 1\n\ndata: 2\n\n"


def test_a_slow_page_loses_the_oldest(pair: Pair) -> None:
    one = client(AS_IT_IS)
    one.waiting.append(b"x" * 10_000_000)
    one.send(pair[0])
    for number in range(BEHIND + 3):
        one.waiting.append(b"%d" % number)
    assert one.is_behind
    assert one.waiting[0] == b"3"


def test_what_did_not_go_at_once_goes_when_there_is_room(pair: Pair) -> None:
    one = client(AS_IT_IS)
    one.waiting.append(b"x" * 1_000_000)
    got = 0
    while one.is_behind:
        one.send(pair[0])
        got += len(pair[1].recv(1_000_000))
    assert got == 1_000_000


def test_a_connection_that_is_gone_says_so(pair: Pair) -> None:
    pair[1].close()
    one = client(AS_IT_IS)
    one.waiting.append(b"data: 1\n\n")
    with pytest.raises(OSError, match=r"."):
        one.send(pair[0])
    one.end(pair[0])


def test_a_taken_connection_is_ours_and_the_server_ends_another(pair: Pair) -> None:
    with taken({"gunicorn.socket": pair[0]}) as ours:
        with pytest.raises(BrokenPipeError):
            pair[0].sendall(b"0\r\n\r\n")
        pair[0].close()
        ours.send(b"still here")
        assert pair[1].recv(100) == b"still here"
