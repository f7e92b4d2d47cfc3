"""The stream of live pages."""

import socket
from collections.abc import Callable, Collection, Iterator
from time import monotonic, sleep

import pytest

from ivr.console import live_stream
from ivr.console.live_client import Client, Wire
from ivr.console.live_stream import MOST_CLIENTS, MOST_OF_ONE, LiveStream, TooManyClients, event
from ivr.console.live_view import Group

GROUP = Group("wallboard", "en", "Europe/Budapest")
OTHER = Group("wallboard", "hu", "Europe/Budapest")
AS_IT_IS = Wire(packed=False, chunked=False)


class Room:
    """A version that grows, and what was rendered."""

    def __init__(self) -> None:
        self.version = 1
        self.rendered: list[Group] = []
        self.fails = False
        self.never: Group | None = None

    def read(self, views: Collection[str]) -> dict[str, int]:
        if self.fails:
            raise OSError("away")
        return dict.fromkeys(views, self.version)

    def render(self, group: Group) -> str:
        if group == self.never:
            raise KeyError(group.view)
        self.rendered.append(group)
        return f"<p>{group.language} {self.version}</p>"


class Page:
    """An open page as its browser sees it."""

    def __init__(self, client: Client, connection: socket.socket) -> None:
        self.client, self._connection = client, connection
        self._got = b""

    def next(self) -> bytes:
        """The next message; empty when the stream is over."""
        while b"\n\n" not in self._got:
            more = self._connection.recv(4096)
            if not more:
                return b""
            self._got += more
        message, self._got = self._got.split(b"\n\n", 1)
        return message

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def stream(room: Room) -> Iterator[LiveStream]:
    made = LiveStream(room.read, room.render)
    yield made
    made.stop()


@pytest.fixture
def look(stream: LiveStream) -> Iterator[Callable[..., Page]]:
    """Somebody opens a page."""
    opened = []

    def looked(group: Group = GROUP, who: str = "a", for_s: float = 60.0) -> Page:
        ours, browsers = socket.socketpair()
        ours.setblocking(False)
        browsers.settimeout(5)
        client = Client(group, who, AS_IT_IS, monotonic() + for_s)
        stream.open(client)
        stream.connect(client, ours)
        opened.append(Page(client, browsers))
        return opened[-1]

    yield looked
    for page in opened:
        page.close()


def test_who_begins_to_look_sees_how_it_is(look) -> None:
    assert look().next() == b"data: <p>en 1</p>"


def test_who_comes_later_sees_it_without_anything_made_anew(look, room: Room) -> None:
    look().next()
    assert look(who="b").next() == b"data: <p>en 1</p>"
    assert room.rendered == [GROUP]


def test_a_change_is_rendered_once_for_all_of_a_group(look, room: Room) -> None:
    pages = [look(who=str(number)) for number in range(5)]
    for page in pages:
        page.next()
    before = len(room.rendered)
    room.version = 2
    assert {page.next() for page in pages} == {b"data: <p>en 2</p>"}
    assert len(room.rendered) == before + 1


def test_a_page_that_cannot_be_made_keeps_no_other_waiting(look, room: Room, caplog) -> None:
    room.never = GROUP
    look()
    assert look(OTHER, "b").next() == b"data: <p>hu 1</p>"
    assert "could not be made" in caplog.text


def test_of_too_many_pages_of_one_person_the_oldest_gives_way(stream: LiveStream, look) -> None:
    opened = [look() for _ in range(MOST_OF_ONE + 1)]
    assert stream.clients == MOST_OF_ONE
    while opened[0].next():
        pass
    assert opened[-1].next() == b"data: <p>en 1</p>"


def test_more_people_than_there_is_room_for_are_refused(stream: LiveStream) -> None:
    for number in range(MOST_CLIENTS):
        stream.open(Client(GROUP, str(number), AS_IT_IS, 0.0))
    with pytest.raises(TooManyClients):
        stream.open(Client(GROUP, "late", AS_IT_IS, 0.0))


def test_a_page_that_goes_is_forgotten_at_once(stream: LiveStream, look) -> None:
    page = look()
    page.next()
    page.close()
    end = monotonic() + 60
    while stream.clients and monotonic() < end:
        sleep(0.01)
    assert stream.clients == 0


def test_a_page_whose_connection_never_came_is_forgotten(stream: LiveStream) -> None:
    client = Client(GROUP, "a", AS_IT_IS, monotonic() + 60)
    stream.open(client)
    stream.leave(client)
    assert stream.clients == 0


def test_the_pages_of_one_whose_rights_changed_end_and_no_others(stream: LiveStream, look) -> None:
    page, other = look(who="a"), look(who="b")
    page.next()
    stream.end_of("a")
    assert page.next() == b""
    assert (stream.clients, other.next()) == (1, b"data: <p>en 1</p>")


def test_who_has_looked_for_long_has_to_ask_again(look) -> None:
    page = look(for_s=0.2)
    page.next()
    assert page.next() == b""


def test_a_page_without_news_is_told_that_the_stream_lives(look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_stream, "HEARTBEAT_S", 0.05)
    page = look()
    page.next()
    assert page.next() == b": still here"


def test_when_the_database_comes_back_the_pages_go_on(look, room: Room) -> None:
    room.fails = True
    page = look()
    room.fails = False
    assert page.next() == b"data: <p>en 1</p>"


def test_stopping_ends_open_pages(stream: LiveStream, look) -> None:
    page = look()
    page.next()
    stream.stop()
    assert page.next() == b""


def test_a_fragment_of_several_lines_is_one_message() -> None:
    assert event("<p>\r\n\r\nid: 7</p>") == b"data: <p>\ndata: id: 7</p>\n\n"
