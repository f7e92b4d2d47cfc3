import asyncio
from contextlib import asynccontextmanager

import pytest

from ivr.asterisk.far_end_ami import FarEndAmi
from ivr.errors import ActionRefused, ConnectionLost, Misuse


@asynccontextmanager
async def connected(replies, on_event=lambda _: None):
    """A client logged in at a server that answers each action with the next reply, closing at None."""

    async def serve(reader, writer):
        writer.write(b"Asterisk Call Manager/9.0\r\n")
        for reply in [b"Response: Success\r\n", *replies]:
            request = await reader.readuntil(b"\r\n\r\n")
            if reply is None:
                break
            number = next(line for line in request.split(b"\r\n") if line.startswith(b"ActionID"))
            writer.write(reply.replace(b"<id>", number) + (b"" if b"<id>" in reply else number + b"\r\n") + b"\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = FarEndAmi(on_event)
    try:
        await client.connect(*server.sockets[0].getsockname()[:2], "user", "secret")
        yield client
    finally:
        await client.close()
        server.close()


async def test_an_answer_belongs_to_its_action():
    async with connected([b"Response: Success\r\nMessage: done\r\n"]) as client:
        assert (await client.action("Ping"))["Message"] == "done"


async def test_a_refusal_is_raised_with_its_reason():
    async with connected([b"Response: Error\r\nMessage: No such channel\r\n"]) as client:
        with pytest.raises(ActionRefused, match="No such channel"):
            await client.action("Hangup", Channel="none")


async def test_an_event_with_a_response_header_is_an_event():
    seen = []
    reply = b"Event: OriginateResponse\r\nResponse: Failure\r\n\r\nResponse: Success\r\n"
    async with connected([reply], seen.append) as client:
        assert (await client.action("Originate"))["Response"] == "Success"
    assert [event["Event"] for event in seen] == ["OriginateResponse"]


async def test_lines_of_one_header_are_joined():
    async with connected([b"Response: Success\r\nOutput: one\r\nOutput: two\r\n"]) as client:
        assert (await client.action("Command"))["Output"] == "one\ntwo"


async def test_a_connection_that_breaks_fails_the_action_under_way_and_all_later_ones():
    async with connected([None]) as client:
        for _ in range(2):
            with pytest.raises(ConnectionLost):
                await client.action("Ping")


async def test_a_value_cannot_begin_another_action():
    async with connected([]) as client:
        with pytest.raises(Misuse):
            await client.action("Setvar", Value="x\r\n\r\nAction: Command")
