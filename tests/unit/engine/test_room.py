"""The running room on the loopback: started whole, stopped whole, and ended by any part that dies."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.agi_server import AgiServer
from ivr.asterisk.ami import Ami
from ivr.calls.events import CallEnded
from ivr.engine.centre_watch import CentreWatch
from ivr.engine.dialer import Dialer, Plan
from ivr.engine.doorbell import Doorbell
from ivr.engine.fallback import Fallback
from ivr.engine.intentions import Deeds, Intentions
from ivr.engine.live import Live
from ivr.engine.recorder import Lag as RecorderLag
from ivr.engine.reminder_book import ReminderBook
from ivr.engine.room import Room, conversation
from ivr.errors import SetupError
from ivr.outbound.attempts import AttemptRule

HOST = "127.0.0.1"
ENVIRONMENT = b"agi_network_script: inbound\nagi_channel: Local/x\nagi_uniqueid: 1.1\nagi_extension: 199\n\n"


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def room(office, database, tmp_path: Path, port: int) -> Room:
    ami = Ami(HOST, free_port(), "engine", "secret")
    live = Live(database)
    deeds = Deeds(office.desk, ami, live.view.channel_of, office.door.cut, ami.ping, office.tapes, office.listening)
    book = ReminderBook(database, AttemptRule(), ("HU",))
    return Room(
        server=AgiServer(HOST, port, conversation(office.door, live.broken_off)),
        ami=ami,
        dispatcher=office.dispatcher,
        fallback=Fallback(ami),
        dialer=Dialer(book, office.legs, Plan("reminder", "UTC"), office.diary),
        callbacks=office.called_back,
        centre=CentreWatch(0, lambda: 0, lambda: lambda: None),
        intentions=Intentions(database, deeds, office.clock.now),
        live=live,
        doorbell=Doorbell(tmp_path / "bell"),
        heartbeat=tmp_path / "heartbeat",
        others={},
        recorder_lag=lambda: RecorderLag(3, "the disk is full"),
    )


@pytest.fixture
async def running(room: Room) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(room.run())
    async with asyncio.timeout(60):
        while not room.heartbeat.exists():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0)
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def asterisk_calls(port: int) -> list[str]:
    """Asterisk's side of a call: what it was asked to do."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(ENVIRONMENT)
    commands = []
    while line := await reader.readline():
        commands.append(line.decode().strip())
        writer.write(b"200 result=0 endpos=8000\n")
    writer.close()
    return commands


async def test_a_call_walks_in_over_the_wire(running: "asyncio.Task[None]", port: int, office) -> None:
    commands = await asyncio.wait_for(asterisk_calls(port), 60)

    assert [command.split()[0] for command in commands[-3:]] == ["ANSWER", "STREAM", "SET"]
    assert "not_in_service" in commands[-2]
    assert office.only(CallEnded)


async def test_asked_to_stop_it_leaves_nothing_behind(
    running: "asyncio.Task[None]", room: Room, tmp_path: Path
) -> None:
    os.kill(os.getpid(), signal.SIGTERM)

    await asyncio.wait_for(running, 60)

    assert not room.heartbeat.exists()
    assert not (tmp_path / "bell").exists()


async def test_a_part_that_dies_ends_the_engine_with_its_reason(room: Room) -> None:
    class Dead:
        async def run(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(replace(room, dispatcher=Dead()).run(), 60)

    assert not room.heartbeat.exists()


async def test_a_port_that_is_taken_is_said(room: Room, port: int) -> None:
    with socket.create_server((HOST, port)), pytest.raises(SetupError, match=str(port)):
        await asyncio.wait_for(room.run(), 60)


async def test_a_conversation_that_breaks_off_is_told_with_its_channel(monkeypatch: pytest.MonkeyPatch, office) -> None:
    async def breaks_off(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(office.door, "enter", breaks_off)
    broken: list[str] = []
    talk = AgiConversation(lambda _: None)

    with pytest.raises(ZeroDivisionError):
        await conversation(office.door, broken.append)(Environment({"channel": "Local/x"}), talk)

    assert broken == ["Local/x"]
