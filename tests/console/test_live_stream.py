"""The stream of live pages."""

import threading
from collections.abc import Iterator
from time import monotonic

import pytest

from ivr.console.live_stream import BEHIND, LAST, MOST_CLIENTS, MOST_OF_ONE, Group, LiveStream, TooManyClients, event

GROUP = Group("wallboard", "en", "Europe/Budapest")
OTHER = Group("wallboard", "hu", "Europe/Budapest")


class Room:
    """A version that grows, and what was rendered."""

    def __init__(self) -> None:
        self.version = 1
        self.rendered: list[Group] = []
        self.fails = False

    def read(self) -> int:
        if self.fails:
            raise OSError("away")
        return self.version

    def render(self, group: Group) -> str:
        self.rendered.append(group)
        return f"<p>{group.language} {self.version}</p>"


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def stream(room: Room) -> Iterator[LiveStream]:
    made = LiveStream(room.read, room.render)
    yield made
    made.stop()


def test_who_begins_to_look_sees_how_it_is(stream: LiveStream) -> None:
    assert stream.open(GROUP, "a").waiting.get(timeout=5) == b"data: <p>en 1</p>\n\n"


def test_a_change_is_rendered_once_for_all_of_a_group(stream: LiveStream, room: Room) -> None:
    clients = [stream.open(GROUP, str(number)) for number in range(5)]
    for client in clients:
        client.waiting.get(timeout=5)
    before = len(room.rendered)
    room.version = 2
    assert {client.waiting.get(timeout=5) for client in clients} == {b"data: <p>en 2</p>\n\n"}
    assert len(room.rendered) == before + 1


def test_a_change_arrives_within_a_second(stream: LiveStream, room: Room) -> None:
    client = stream.open(GROUP, "a")
    client.waiting.get(timeout=5)
    began = monotonic()
    room.version = 2
    client.waiting.get(timeout=5)
    assert monotonic() - began < 1


def test_a_page_that_cannot_be_made_keeps_no_other_waiting(caplog: pytest.LogCaptureFixture) -> None:
    def render(group: Group) -> str:
        if group == GROUP:
            raise KeyError(group.view)
        return "made"

    stream = LiveStream(lambda: 1, render)
    stream.open(GROUP, "a")
    assert stream.open(OTHER, "b").waiting.get(timeout=5) == b"data: made\n\n"
    stream.stop()
    assert "could not be made" in caplog.text


def test_each_language_has_its_own(stream: LiveStream) -> None:
    english, hungarian = stream.open(GROUP, "a"), stream.open(OTHER, "b")
    assert english.waiting.get(timeout=5) != hungarian.waiting.get(timeout=5)


def test_of_too_many_pages_of_one_person_the_oldest_gives_way(stream: LiveStream) -> None:
    opened = [stream.open(GROUP, "a") for _ in range(MOST_OF_ONE + 1)]
    assert stream.clients == MOST_OF_ONE
    assert list(stream.messages(opened[0]))[-1] == LAST


def test_more_people_than_there_is_room_for_are_refused(stream: LiveStream) -> None:
    for number in range(MOST_CLIENTS):
        stream.open(GROUP, str(number))
    with pytest.raises(TooManyClients):
        stream.open(GROUP, "late")


def test_a_slow_page_loses_the_oldest_and_nobody_waits_for_it(stream: LiveStream) -> None:
    client = stream.open(GROUP, "a")
    client.waiting.get(timeout=5)
    for number in range(BEHIND + 3):
        client.give(str(number).encode())
    assert client.waiting.get_nowait() == b"3"


def test_a_page_that_goes_is_forgotten(stream: LiveStream) -> None:
    client = stream.open(GROUP, "a")
    messages = stream.messages(client)
    next(messages)
    messages.close()
    assert stream.clients == 0


def test_when_the_database_comes_back_the_pages_go_on(stream: LiveStream, room: Room) -> None:
    room.fails = True
    client = stream.open(GROUP, "a")
    room.fails = False
    assert client.waiting.get(timeout=5) == b"data: <p>en 1</p>\n\n"


def test_stopping_ends_open_pages_at_once(stream: LiveStream) -> None:
    client = stream.open(GROUP, "a")
    reader = threading.Thread(target=lambda: list(stream.messages(client)))
    reader.start()
    stream.stop()
    reader.join(5)
    assert not reader.is_alive()


def test_a_fragment_of_several_lines_is_one_message() -> None:
    assert event("<p>\r\n\r\nid: 7</p>") == b"data: <p>\ndata: id: 7</p>\n\n"
