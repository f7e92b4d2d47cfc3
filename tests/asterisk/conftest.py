"""Peers that play Asterisk's side of AGI and of AMI over loopback sockets, with recorded words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation

ENVIRONMENT = (
    b"agi_network: yes\nagi_network_script: inbound\nagi_channel: PJSIP/agent-anna-00000001\n"
    b"agi_uniqueid: 1763800000.1\nagi_callerid: +3612345678\nagi_extension: 100\n\n"
)


@dataclass
class Asterisk:
    """Answers each command with the next prepared bytes; remembers the commands; None ends the stream."""

    answers: list[bytes | None] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    writer: asyncio.StreamWriter | None = None
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        writer.write(ENVIRONMENT)
        while line := await reader.readline():
            self.commands.append(line.decode().strip())
            answer = self.answers.pop(0) if self.answers else b"200 result=0\n"
            if answer is None:
                break
            writer.write(answer)
        writer.close()
        self.gone.set()

    def say(self, line: bytes) -> None:
        """Write without having been asked."""
        assert self.writer is not None
        self.writer.write(line)

    def end(self) -> None:
        """End the stream."""
        assert self.writer is not None
        self.writer.close()


@pytest.fixture
async def asterisk() -> Asterisk:
    return Asterisk()


class Room:
    """Tells when a conversation has begun."""

    def __init__(self) -> None:
        self.begins: asyncio.Future[Environment] = asyncio.get_running_loop().create_future()

    def connected(self, conversation: AgiConversation) -> None:
        pass

    def begun(self, conversation: AgiConversation, environment: Environment) -> None:
        self.begins.set_result(environment)

    def lost(self, conversation: AgiConversation) -> None:
        pass


@pytest.fixture
async def conversation(asterisk: Asterisk) -> AsyncIterator[AgiConversation]:
    """A conversation with that Asterisk, past its environment."""
    server = await asyncio.start_server(asterisk.serve, "127.0.0.1", 0)
    room, address = Room(), server.sockets[0].getsockname()[:2]
    _, talk = await asyncio.get_running_loop().create_connection(lambda: AgiConversation(room), *address)
    await room.begins
    yield talk
    talk.close()
    await asyncio.wait_for(asterisk.gone.wait(), 60)
    server.close()
    await server.wait_closed()


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], object]:
    """Wait, bounded, until a claim holds."""

    async def wait(claim: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not claim():  # noqa: ASYNC110 — the claims are about things without events
                await asyncio.sleep(0.005)

    return wait


GREETING = b"Asterisk Call Manager/11.0.0\r\n"
BOOTED = b"Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n"
SECRET = "right"


@dataclass
class Manager:
    """Asterisk's side of AMI: answers actions by name; remembers them; an action without an answer gets silence."""

    answers: dict[str, bytes] = field(default_factory=dict)
    actions: list[dict[str, str]] = field(default_factory=list)
    writer: asyncio.StreamWriter | None = None
    port: int = 0
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        task = asyncio.create_task(self.converse(reader, writer))
        self._open.add(task)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(GREETING)
        try:
            while block := (await reader.readuntil(b"\r\n\r\n")).decode():
                action = dict(line.split(": ", 1) for line in block.strip().split("\r\n"))
                self.actions.append(action)
                writer.write(self.answer(action).replace(b"%ID%", action["ActionID"].encode()))
                if action["Action"] == "Login" and action["Secret"] != SECRET:
                    break
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    def answer(self, action: dict[str, str]) -> bytes:
        name = action["Action"]
        if name == "Login" and action["Secret"] != SECRET:
            return b"Response: Error\r\nActionID: %ID%\r\nMessage: Authentication failed\r\n\r\n"
        usual = {
            "Login": b"Response: Success\r\nActionID: %ID%\r\nMessage: Authentication accepted\r\n\r\n" + BOOTED,
            "CoreSettings": b"Response: Success\r\nActionID: %ID%\r\nAsteriskVersion: 22.10.1\r\n\r\n",
            "Ping": b"Response: Success\r\nActionID: %ID%\r\nPing: Pong\r\n\r\n",
            "Logoff": b"Response: Goodbye\r\nActionID: %ID%\r\nMessage: Thanks for all the fish.\r\n\r\n",
        }
        return self.answers.get(name, usual.get(name, b""))

    def say(self, event: bytes) -> None:
        assert self.writer is not None
        self.writer.write(event)

    def cut(self) -> None:
        assert self.writer is not None
        self.writer.close()

    async def gone(self) -> None:
        await asyncio.wait_for(asyncio.gather(*self._open), 60)


@pytest.fixture
async def manager() -> AsyncIterator[Manager]:
    peer = Manager()
    server = await asyncio.start_server(peer.accept, "127.0.0.1", 0)
    peer.port = server.sockets[0].getsockname()[1]
    yield peer
    server.close()
    await peer.gone()
    await server.wait_closed()
