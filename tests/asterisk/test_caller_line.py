"""The questions asked of a channel when a call comes in."""

from typing import Any

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.caller_line import read_caller_line


async def test_phone_is_asked_for_its_endpoint(asterisk: Any, conversation: AgiConversation) -> None:
    asterisk.answers += [b"200 result=1 (16.9)\n", b"200 result=0\n", b"200 result=0\n", b"200 result=1 (agent-anna)\n"]
    line = await read_caller_line(Environment({"channel": "PJSIP/agent-anna-1"}), conversation)
    assert (line.linkedid, line.endpoint, line.call_id) == ("16.9", "agent-anna", None)


async def test_channel_that_is_no_phone_is_not_asked_for_an_endpoint(
    asterisk: Any, conversation: AgiConversation
) -> None:
    await read_caller_line(Environment({"channel": "Local/1@x-1;2"}), conversation)
    assert 'GET VARIABLE "CHANNEL(endpoint)"' not in asterisk.commands
