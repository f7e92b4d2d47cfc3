"""The AGI server against loopback clients, well and badly behaved."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.agi_server import AgiLimits, AgiServer, Callback
from ivr.calls.commands import HungUp
from ivr.errors import SetupError

BLOCK = b"agi_network: yes\nagi_network_script: inbound\n\n"
Until = Callable[[Callable[[], bool]], "asyncio.Future[None]"]


@asynccontextmanager
async def serving(callback: Callback, limits: AgiLimits | None = None) -> AsyncIterator[tuple[AgiServer, int]]:
    server = AgiServer("127.0.0.1", 0, callback, limits)
    yield server, await server.start()
    await server.close(grace_s=0.1)


async def ask(port: int, sent: bytes, replies: bytes = b"") -> bytes:
    """What the server says to these bytes until it closes; its first line is answered with the replies."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        line = await asyncio.wait_for(reader.readline(), 60)
        writer.write(replies)
        return line + await asyncio.wait_for(reader.read(), 60)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


async def noop(environment: Environment, conversation: AgiConversation) -> None:
    await conversation.command("NOOP", environment.script)


async def test_conversation_is_handed_to_the_callback_and_closed_when_it_returns() -> None:
    async with serving(noop) as (_, port):
        assert await ask(port, BLOCK, b"200 result=0\n") == b'NOOP "inbound"\n'


@pytest.mark.parametrize("garbage", [b"GET / HTTP/1.1\r\n\r\n", b"\xff\n", b"x" * 9000])
async def test_garbage_is_closed_quietly_and_counted(garbage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(noop) as (server, port):
        assert await ask(port, garbage) == b""
        assert server.probes == 1
    assert not [record for record in caplog.records if record.levelname != "DEBUG"]


async def test_connect_and_close_is_a_probe(until: Until) -> None:
    async with serving(noop) as (server, port):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
        await until(lambda: server.probes == 1 and server.open_conversations == 0)


async def test_silent_connection_is_closed_after_the_header_time() -> None:
    async with serving(noop, AgiLimits(header_s=0.05)) as (server, port):
        assert await ask(port, b"agi_network: yes\n") == b""
        assert server.probes == 1


async def test_connection_above_the_limit_is_refused_at_once() -> None:
    async with serving(noop, AgiLimits(connections=0)) as (server, port):
        assert await ask(port, BLOCK) == b""
        assert server.refused == 1


async def test_crash_of_one_conversation_touches_no_other(caplog: pytest.LogCaptureFixture) -> None:
    async def fragile(environment: Environment, conversation: AgiConversation) -> None:
        if environment.values.get("channel") == "bad":
            raise ZeroDivisionError
        await noop(environment, conversation)

    async with serving(fragile) as (server, port):
        bad, good = await asyncio.gather(ask(port, b"agi_channel: bad\n\n"), ask(port, BLOCK, b"200 result=0\n"))
        assert (bad, good, server.crashes) == (b"", b'NOOP "inbound"\n', 1)
    assert "broke off: bad" in caplog.text


async def test_hang_up_is_an_ordinary_end(caplog: pytest.LogCaptureFixture) -> None:
    async def gone(environment: Environment, conversation: AgiConversation) -> None:
        raise HungUp

    async with serving(gone) as (server, port):
        assert await ask(port, BLOCK) == b""
        assert server.crashes == 0
    assert not caplog.records


async def test_close_cancels_conversations_that_do_not_end(until: Until) -> None:
    async def for_ever(environment: Environment, conversation: AgiConversation) -> None:
        await asyncio.Event().wait()

    async with serving(for_ever) as (server, port):
        asking = asyncio.create_task(ask(port, BLOCK))
        await until(lambda: server.open_conversations == 1)
        await server.close(grace_s=0.05)
        assert await asking == b""
        assert server.open_conversations == 0


async def test_busy_port_is_a_sentence_that_says_what_to_do() -> None:
    async with serving(noop) as (_, port):
        with pytest.raises(SetupError, match="free that port"):
            await AgiServer("127.0.0.1", port, noop).start()
