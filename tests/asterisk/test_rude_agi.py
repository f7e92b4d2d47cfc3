"""FastAGI against the ill-bred, over real sockets: a call that is going on, and the loop, must not feel them."""

import asyncio
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.agi_server import AgiLimits, AgiServer

BLOCK = b"agi_network: yes\nagi_network_script: inbound\n\n"
LIMITS = AgiLimits(connections=60, strangers=20, header_s=0.3)
CROWD = 300
LAG_S = 0.5  # the machine is shared; unbounded, these floods stop the loop for longer
MEMORY = 16_000_000
Until = Callable[[Callable[[], bool]], "asyncio.Future[None]"]


async def talk(environment: Environment, conversation: AgiConversation) -> None:
    """A call that lasts until its caller hangs up."""
    while True:
        await conversation.command("NOOP", limit_s=5.0)


class RealCall:
    """Asterisk's side of a call that is answered all the time."""

    def __init__(self) -> None:
        self.replies = 0
        self.longest_s = 0.0

    async def live(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(BLOCK)
        try:
            while True:
                asked = time.monotonic()
                assert await reader.readline() == b"NOOP\n"
                self.longest_s = max(self.longest_s, time.monotonic() - asked)
                writer.write(b"200 result=0\n")
                self.replies += 1
                await asyncio.sleep(0.002)
        finally:
            await leave(writer)


@asynccontextmanager
async def going_on(until: Until) -> AsyncIterator[tuple[AgiServer, int]]:
    """A server with one real call, which is still well when the strangers are gone."""
    server = AgiServer("127.0.0.1", 0, talk, LIMITS)
    port = await server.start()
    call = RealCall()
    living = asyncio.create_task(call.live(port))
    try:
        await until(lambda: call.replies > 3)
        yield server, port
        before = call.replies
        await until(lambda: call.replies > before + 3)
        assert call.longest_s < LAG_S
        assert not living.done()
        assert server.crashes == 0
    finally:
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        await server.close(grace_s=0.1)


async def say(port: int, sent: bytes, listen_s: float = 0.0) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        await asyncio.wait_for(writer.drain(), 5)
        await asyncio.sleep(listen_s)
    except OSError:
        pass  # shown the door
    await leave(writer)


async def leave(writer: asyncio.StreamWriter) -> None:
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)


RUDE = {
    "probe": b"",
    "http": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "sip": b"OPTIONS sip:100@x SIP/2.0\r\n\r\n",
    "binary": bytes(range(256)) * 16,
    "nul": b"\0" * 1000,
    "half a header": b"agi_network: y",
    "line of 64 KiB": b"agi_network: " + b"x" * 65_536 + b"\n\n",
    "header of 64 KiB": b"".join(b"agi_arg_%d: %s\n" % (n, b"x" * 1000) for n in range(64)),
    "same header again": b"agi_x: \n" * 10_000,
    "no line end": b"agi_x: " * 10_000,
    "unicode line ends": "agi_a: x\u2028agi_callerid: 1\u0085\n\n".encode(),
    "replies nobody asked for": BLOCK + b"200 result=0\n" * 1000,
    "not AGI afterwards": BLOCK + b"HELO\r\n",
    "hung up for ever": BLOCK + b"HANGUP\n" * 50_000,
    "trying for ever": BLOCK + b"100 result=0 Trying...\n" * 20_000,
    "usage without end": BLOCK + b"520-Usage\n" + b"more\n" * 50_000,
}


@pytest.mark.parametrize("sent", RUDE.values(), ids=RUDE)
async def test_whatever_is_said_a_call_that_goes_on_is_unharmed(sent: bytes, until: Until) -> None:
    async with going_on(until) as (server, port):
        await asyncio.gather(*(say(port, sent) for _ in range(10)))
        await until(lambda: server.open_conversations == 1)


async def test_hundreds_who_connect_and_close_are_probes(until: Until) -> None:
    async with going_on(until) as (server, port):
        for _ in range(CROWD // 50):
            await asyncio.gather(*(say(port, b"") for _ in range(50)))
        await until(lambda: server.open_conversations == 1)
        assert server.probes + server.refused == CROWD
        assert server.probes > 0


async def test_crowd_that_says_nothing_keeps_no_call_out(until: Until) -> None:
    async with going_on(until) as (server, port):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CROWD)]
        await until(lambda: server.probes >= CROWD - LIMITS.strangers)
        assert server.open_conversations <= LIMITS.strangers + 1
        second = RealCall()
        living = asyncio.create_task(second.live(port))
        await until(lambda: second.replies > 3)
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        await asyncio.gather(*(leave(writer) for _, writer in silent))


async def test_who_writes_a_letter_at_a_time_has_no_longer_than_the_header_time(until: Until) -> None:
    async def slowly(port: int) -> float:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        began = time.monotonic()
        for letter in b"agi_network: yes\n" * 20:
            writer.write(bytes([letter]))
            try:
                if await asyncio.wait_for(reader.read(1), 0.01) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionResetError:
                break
        await leave(writer)
        return time.monotonic() - began

    async with going_on(until) as (server, port):
        assert max(await asyncio.gather(*(slowly(port) for _ in range(10)))) < LIMITS.header_s + 2 * LAG_S
        assert server.probes == 10


async def test_flood_of_calls_is_refused_beyond_the_limit(until: Until) -> None:
    async with going_on(until) as (server, port):
        await asyncio.gather(*(say(port, BLOCK, listen_s=0.3) for _ in range(CROWD)))
        assert server.refused > 0
        await until(lambda: server.open_conversations == 1)


async def test_who_does_not_read_is_let_go(until: Until) -> None:
    async def chatter(environment: Environment, conversation: AgiConversation) -> None:
        assert conversation._transport is not None
        conversation._transport.write(b"x" * 8_000_000)  # more than any socket takes

    server = AgiServer("127.0.0.1", 0, chatter)
    _, writer = await asyncio.open_connection("127.0.0.1", await server.start(), limit=1)
    writer.write(BLOCK)
    await until(lambda: server.open_conversations == 1)
    await until(lambda: server.open_conversations == 0)
    await server.close()
    await leave(writer)


async def test_floods_leave_nothing_in_memory(until: Until) -> None:
    async with going_on(until) as (server, port):
        tracemalloc.start()
        try:
            for sent in RUDE.values():
                await asyncio.gather(*(say(port, sent * 5) for _ in range(5)))
            await until(lambda: server.open_conversations == 1)
            assert tracemalloc.get_traced_memory()[0] < MEMORY
        finally:
            tracemalloc.stop()
