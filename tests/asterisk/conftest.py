"""A peer that plays Asterisk's side of AGI over a loopback socket."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

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


@pytest.fixture
async def conversation(asterisk: Asterisk) -> AsyncIterator[AgiConversation]:
    """A conversation with that Asterisk, past its environment."""
    server = await asyncio.start_server(asterisk.serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
    talk = AgiConversation(reader, writer)
    await talk.environment()
    yield talk
    await talk.close()
    await asyncio.wait_for(asterisk.gone.wait(), 5)
    server.close()
    await server.wait_closed()


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], object]:
    """Wait, bounded, until a claim holds."""

    async def wait(claim: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not claim():  # noqa: ASYNC110 — the claims are about things without events
                await asyncio.sleep(0.005)

    return wait
