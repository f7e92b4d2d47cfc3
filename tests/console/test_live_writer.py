"""One thread that writes to many."""

import socket
from collections.abc import Iterator

import pytest

from ivr.console.live_client import Client, Wire
from ivr.console.live_view import Group
from ivr.console.live_writer import LiveWriter

Opened = tuple[Client, socket.socket]


@pytest.fixture
def writer() -> Iterator[LiveWriter]:
    made = LiveWriter()
    yield made
    made.stop()


@pytest.fixture
def opened(writer: LiveWriter) -> Iterator[Opened]:
    """A client who is written to, and the other end of his connection."""
    ours, browsers = socket.socketpair()
    ours.setblocking(False)
    browsers.settimeout(5)
    one = Client(Group("clock", "en", "UTC"), "account:1", Wire(packed=False, chunked=False), until=1.0)
    one.waiting.append(b"first")
    writer.add(one, ours)
    assert not writer.turn(5)
    yield one, browsers
    browsers.close()


def test_who_comes_is_sent_what_waited_for_him(opened: Opened) -> None:
    assert opened[1].recv(100) == b"first"


def test_all_named_are_sent_what_waits_for_them(writer: LiveWriter, opened: Opened) -> None:
    opened[0].waiting.append(b", second")
    writer.write((opened[0],))
    assert opened[1].recv(100) == b"first, second"


def test_who_hangs_up_is_noticed_without_being_written_to(writer: LiveWriter, opened: Opened) -> None:
    opened[1].close()
    writer.turn(5)
    assert writer.connected == ()


def test_who_is_gone_when_written_to_is_told(writer: LiveWriter, opened: Opened) -> None:
    opened[1].close()
    opened[0].waiting.append(b"second")
    writer.write((opened[0],))
    assert writer.turn(0) == [opened[0]]


def test_what_a_client_says_is_not_listened_to(writer: LiveWriter, opened: Opened) -> None:
    opened[1].send(b"GET / HTTP/1.1\r\n\r\n")
    writer.turn(5)
    assert writer.connected == (opened[0],)


def test_a_slow_one_is_sent_the_rest_when_he_has_room(writer: LiveWriter, opened: Opened) -> None:
    opened[0].waiting.append(b"x" * 1_000_000)
    writer.write((opened[0],))
    got = 0
    while got < 1_000_005:
        got += len(opened[1].recv(1_000_000))
        writer.turn(0)
    assert not opened[0].is_behind


def test_who_is_ended_while_his_connection_comes_is_over(writer: LiveWriter, opened: Opened) -> None:
    late = Client(Group("clock", "en", "UTC"), "account:1", Wire(packed=False, chunked=False), until=1.0)
    writer.end(late)
    writer.turn(5)
    assert late.until == 0.0


def test_stopping_ends_all(writer: LiveWriter) -> None:
    ours, browsers = socket.socketpair()
    mine = LiveWriter()
    mine.add(Client(Group("clock", "en", "UTC"), "account:1", Wire(packed=False, chunked=True), until=1.0), ours)
    mine.stop()
    with browsers:
        assert browsers.recv(100) == b"0\r\n\r\n"
