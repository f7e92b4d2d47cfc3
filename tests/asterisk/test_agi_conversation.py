"""One AGI conversation over loopback sockets."""

import asyncio
import time
from typing import Any

import pytest

from ivr.asterisk.agi import Reply
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.calls.commands import HungUp
from ivr.errors import ActionRefused, ConnectionLost, UnexpectedReply


async def test_one_command_brings_one_reply(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [b"200 result=1 (en)\n"]
    assert await conversation.command("GET VARIABLE", "X") == Reply(200, "1", "en")
    assert asterisk.commands == ['GET VARIABLE "X"']


async def test_variable_that_is_not_set_is_none(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [b"200 result=0\n"]
    assert await conversation.variable("X") is None


async def test_hang_up_while_a_command_runs_raises_hung_up_for_ever(
    asterisk: Any, conversation: AgiConversation
) -> None:
    asterisk.answers += [b"200 result=-1\nHANGUP\n"]
    for _ in range(2):
        with pytest.raises(HungUp):
            await conversation.command("WAIT FOR DIGIT", "60000")
    assert len(asterisk.commands) == 1


async def test_hang_up_line_before_the_reply_does_not_shift_replies(
    asterisk: Any, conversation: AgiConversation
) -> None:
    asterisk.answers += [b"HANGUP\n200 result=1 (x)\n"]
    assert (await conversation.command("GET VARIABLE", "X")).text == "x"
    with pytest.raises(HungUp):
        await conversation.command("GET VARIABLE", "Y")


async def test_end_of_stream_while_a_command_runs_is_a_hang_up(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [None]
    with pytest.raises(HungUp):
        await conversation.command("ANSWER")


@pytest.mark.parametrize("line", [b"HANGUP\n", b"HANGUP\nHANGUP\n"])
async def test_idle_hang_up_is_noticed(line: bytes, asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.say(line)
    await asyncio.wait_for(conversation.hung_up.wait(), 60)


async def test_idle_end_of_stream_is_noticed(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.end()
    await asyncio.wait_for(conversation.hung_up.wait(), 60)


async def test_minus_one_without_a_hang_up_is_not_taken_for_one(
    asterisk: Any, conversation: AgiConversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.asterisk.agi_conversation.HANG_UP_S", 0.05)
    asterisk.answers += [b"200 result=-1\n"]
    assert (await conversation.command("STREAM FILE", "/s/missing", "")).result == "-1"
    assert not conversation.hung_up.is_set()


async def test_refused_command_leaves_the_conversation_whole(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [b"520-Usage\n more\n520 End\n", b"200 result=7\n"]
    with pytest.raises(ActionRefused, match="520"):
        await conversation.command("ANSWER", "x")
    assert (await conversation.command("ANSWER")).result == "7"


async def test_garbage_instead_of_a_reply_ends_the_conversation(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [b"what?\n"]
    with pytest.raises(UnexpectedReply):
        await conversation.command("ANSWER")
    with pytest.raises(HungUp):
        await conversation.command("ANSWER")


async def test_reply_that_never_comes_is_a_lost_connection(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [b""]
    with pytest.raises(ConnectionLost):
        await conversation.command("ANSWER", limit_s=0.05)
    with pytest.raises(HungUp):
        await conversation.command("ANSWER")


async def test_closing_ends_asterisks_side_at_once(asterisk: Any, conversation: AgiConversation, until: Any) -> None:
    started = time.monotonic()
    conversation.close()
    await until(asterisk.writer.is_closing)
    assert time.monotonic() - started < 1
