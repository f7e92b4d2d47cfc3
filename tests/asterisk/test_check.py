"""The blocking look at the manager."""

import asyncio
from typing import Any

import pytest

from ivr.asterisk.check import ping, reload
from ivr.errors import ActionRefused, ConnectionLost

# asterisk-ami wakes its waiting thread by a name that Python calls old-fashioned.
pytestmark = pytest.mark.filterwarnings("ignore:notifyAll:DeprecationWarning")


async def test_ping_tells_the_version_of_the_protocol(manager: Any) -> None:
    assert await asyncio.to_thread(ping, "127.0.0.1", manager.port, "check", "right") == "11.0.0"


async def test_wrong_secret_is_refused(manager: Any) -> None:
    with pytest.raises(ActionRefused, match="Authentication failed"):
        await asyncio.to_thread(ping, "127.0.0.1", manager.port, "check", "wrong")


async def test_nobody_there_is_said() -> None:
    with pytest.raises(ConnectionLost, match="nothing answers"):
        await asyncio.to_thread(ping, "127.0.0.1", 1, "check", "right")


async def test_something_else_on_the_port_is_said(asterisk: Any, conversation: Any) -> None:
    host, port = asterisk.writer.get_extra_info("sockname")
    with pytest.raises(ConnectionLost, match="is not Asterisk"):
        await asyncio.to_thread(ping, host, port, "check", "right")


async def test_refused_ping_is_refused(manager: Any) -> None:
    manager.answers["Ping"] = b"Response: Error\r\nActionID: %ID%\r\nMessage: Permission denied\r\n\r\n"
    with pytest.raises(ActionRefused, match="Permission denied"):
        await asyncio.to_thread(ping, "127.0.0.1", manager.port, "check", "right")


async def test_a_part_is_read_again(manager: Any) -> None:
    manager.answers["Reload"] = b"Response: Success\r\nActionID: %ID%\r\nMessage: Module Reloaded\r\n\r\n"
    await asyncio.to_thread(reload, "127.0.0.1", manager.port, ("phones", "right"), "logger")


async def test_a_part_that_is_not_read_again_is_said(manager: Any) -> None:
    manager.answers["Reload"] = b"Response: Error\r\nActionID: %ID%\r\nMessage: No such module\r\n\r\n"
    with pytest.raises(ActionRefused, match="No such module"):
        await asyncio.to_thread(reload, "127.0.0.1", manager.port, ("phones", "right"), "logger")
