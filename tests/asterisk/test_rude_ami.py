"""The manager connection against a manager gone mad: it stays alive, comes back, and keeps nothing."""

import asyncio
import time
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ivr.asterisk import ami as ami_module
from ivr.asterisk.ami import Ami
from ivr.asterisk.ami_events import AmiEvent, Hangup
from ivr.asterisk.ami_listener import AmiListener
from ivr.errors import AsteriskError, ConnectionLost

HANGUP = b"Event: Hangup\r\nChannel: PJSIP/a-1\r\nCause: 16\r\n\r\n"
MEMORY = 4_000_000
LAG_S = 0.5  # the machine is shared


class Told:
    """What a listener was told; events are counted, not kept."""

    def __init__(self) -> None:
        self.events = self.found = self.lost = 0
        self.last: AmiEvent | None = None

    def on_event(self, event: AmiEvent) -> None:
        self.events += 1
        self.last = event

    def on_found(self, _version: str) -> None:
        self.found += 1

    def on_lost(self) -> None:
        self.lost += 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami_module, "FIRST_PAUSE_S", 0.02)
    monkeypatch.setattr(ami_module, "LONGEST_PAUSE_S", 0.05)
    monkeypatch.setattr(ami_module, "ACTION_S", 0.5)
    monkeypatch.setattr(ami_module, "PING_S", 600)  # on a busy machine a flood takes longer than a sign of life may


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def ami(manager: Any, told: Told) -> AsyncIterator[Ami]:
    line = Ami("127.0.0.1", manager.port, "engine", "right", AmiListener(told.on_event, told.on_found, told.on_lost))
    await line.connect()
    yield line
    await line.close()


GIVEN_UP = {
    "message without end": b"Event: Hangup\r\n" + b"Name: x\r\n" * 20_000,
    "line without end": b"x" * 200_000,
    "header of 100 KB": b"Event: Hangup\r\nName: " + b"x" * 100_000 + b"\r\n\r\n",
    "lines that end otherwise": b"Event: Hangup\n\n" * 10_000,
}
BORNE = {
    "no utf-8": b"Event: Hangup\r\nChannel: \xff\xfe\xc3\r\n\r\n",
    "nul": b"Event: Hangup\r\nChannel: a\0b\r\n\r\n",
    "header twice": b"Event: Hangup\r\nEvent: Shutdown\r\nChannel: a\r\nChannel: b\r\n\r\n",
    "answer to nobody": b"Response: Success\r\nActionID: x\r\nMessage: a\r\nMessage: b\r\n\r\n",
    "empty messages": b"\r\n\r\n" * 1000,
    "no headers": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "nameless": b": \r\nEvent: \r\nResponse: \r\n\r\n",
    "event of no use": b"Event: Newexten\r\nCallerIDName: ${SHELL(x)}\r\n\r\n",
}


@pytest.mark.parametrize("said", GIVEN_UP.values(), ids=GIVEN_UP)
async def test_what_cannot_be_a_message_ends_the_connection_and_a_new_one_is_made(
    said: bytes, ami: Ami, manager: Any, told: Told, until: Any
) -> None:
    manager.say(said)
    await until(lambda: told.found == 2)
    assert (told.lost, ami.is_up) == (1, True)
    await ami.ping()


@pytest.mark.parametrize("said", BORNE.values(), ids=BORNE)
async def test_strange_messages_are_borne(said: bytes, ami: Ami, manager: Any, told: Told, until: Any) -> None:
    manager.say(said + HANGUP)
    await until(lambda: told.last == Hangup("PJSIP/a-1", "", "", 16))
    await ami.ping()
    assert told.lost == 0


async def test_half_a_message_and_then_nothing_is_found_out_by_the_next_ping(
    ami: Ami, manager: Any, told: Told, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ami_module, "PING_S", 0.02)
    manager.answers["Ping"] = b"Response: Succ"
    with pytest.raises(ConnectionLost):
        await ami.ping()
    del manager.answers["Ping"]
    manager.cut()
    await until(lambda: told.found == 2)


async def test_half_a_message_and_then_the_end_is_a_lost_connection(
    ami: Ami, manager: Any, told: Told, until: Any
) -> None:
    manager.say(HANGUP[:-3])
    manager.cut()
    await until(lambda: told.found == 2)
    assert told.events == 2  # each connection's FullyBooted


async def test_flood_of_events_keeps_nothing_and_nobody_waiting(ami: Ami, manager: Any, told: Told, until: Any) -> None:
    tracemalloc.start()
    longest = 0.0
    try:
        flood = asyncio.create_task(_flood(manager, HANGUP * 1000, times=10))
        while not flood.done():
            asked = time.monotonic()
            await asyncio.sleep(0)
            longest = max(longest, time.monotonic() - asked)
        await until(lambda: told.events == 10_001)
        assert tracemalloc.get_traced_memory()[0] < MEMORY
    finally:
        tracemalloc.stop()
    assert longest < LAG_S
    await ami.ping()


async def _flood(manager: Any, said: bytes, times: int) -> None:
    for _ in range(times):
        manager.say(said)
        await manager.writer.drain()


async def test_list_without_end_is_given_up(
    ami: Ami, manager: Any, told: Told, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ami_module, "LIST_LENGTH", 100)
    start = b"Response: Success\r\nActionID: %ID%\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n"
    manager.answers["CoreShowChannels"] = start + b"Event: CoreShowChannel\r\nActionID: %ID%\r\n\r\n" * 200
    with pytest.raises(ConnectionLost):
        await ami.core_show_channels()
    await until(lambda: told.found == 2)


async def test_answer_nobody_waits_for_any_more_is_not_kept(ami: Ami, manager: Any) -> None:
    manager.answers["CoreShowChannels"] = b"Response: Success\r\nActionID: %ID%\r\nEventList: start\r\n\r\n"
    with pytest.raises(ConnectionLost, match="did not answer"):
        await ami.core_show_channels()
    assert ami._link is not None
    assert ami._link.responses == {}


async def test_refused_again_and_again_it_goes_on_asking_and_says_so_once(
    manager: Any, told: Told, until: Any, caplog: pytest.LogCaptureFixture
) -> None:
    line = Ami("127.0.0.1", manager.port, "engine", "wrong", AmiListener(on_found=told.on_found))
    line.start()
    await until(lambda: sum(action["Action"] == "Login" for action in manager.actions) > 3)
    assert not line.is_up
    assert "different secrets" in line.trouble
    await line.close()
    said = [record for record in caplog.records if record.levelname == "WARNING"]
    assert (told.found, len(said)) == (0, 1)


async def test_banned_means_closed_before_a_word_and_is_borne(told: Told, until: Any) -> None:
    tried = 0

    async def ban(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal tried
        tried += 1
        writer.close()

    server = await asyncio.start_server(ban, "127.0.0.1", 0)
    line = Ami("127.0.0.1", server.sockets[0].getsockname()[1], "engine", "right", AmiListener(on_found=told.on_found))
    line.start()
    await until(lambda: tried > 3)
    with pytest.raises(AsteriskError):
        await line.ping()
    await line.close()
    server.close()
    await server.wait_closed()
    assert told.found == 0


async def test_restart_of_asterisk_is_lost_and_found(ami: Ami, manager: Any, told: Told, until: Any) -> None:
    manager.say(b"Event: Shutdown\r\nShutdown: Uncleanly\r\nRestart: True\r\n\r\n")
    await until(lambda: (told.lost, told.found) == (1, 2))
    await ami.ping()
