"""The AMI connection against a peer with recorded words."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ivr.asterisk import ami as ami_module
from ivr.asterisk.ami import Ami
from ivr.asterisk.ami_events import AmiEvent, Hangup, OriginateResponse
from ivr.asterisk.ami_listener import AmiListener
from ivr.asterisk.originate import Originate
from ivr.errors import ActionRefused, ConnectionLost, Misuse

LEG = "019ab1f0-5a00-7000-8000-000000000001-0"
CALL = Originate("PJSIP/+36301234567@carrier", LEG, "outbound", "answered", "+3611112222", 30)
SUCCESS = b"Response: Success\r\nActionID: %ID%\r\nMessage: done\r\n\r\n"
QUEUED = b"Response: Success\r\nActionID: %ID%\r\nMessage: Originate successfully queued\r\n\r\n"


def refusal(message: str) -> bytes:
    return b"Response: Error\r\nActionID: %ID%\r\nMessage: " + message.encode() + b"\r\n\r\n"


class Told:
    """What a listener was told."""

    def __init__(self) -> None:
        self.events: list[AmiEvent] = []
        self.found: list[str] = []
        self.lost = 0

    def on_lost(self) -> None:
        self.lost += 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami_module, "FIRST_PAUSE_S", 0.02)
    monkeypatch.setattr(ami_module, "ACTION_S", 0.5)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def ami(manager: Any, told: Told) -> AsyncIterator[Ami]:
    listener = AmiListener(told.events.append, told.found.append, told.on_lost)
    line = Ami("127.0.0.1", manager.port, "engine", "right", listener)
    await line.connect()
    yield line
    await line.close()


async def test_connected_means_logged_in_and_booted(ami: Ami, told: Told) -> None:
    assert (ami.is_up, ami.version, told.found) == (True, "22.10.1", ["22.10.1"])


async def test_wrong_secret_is_a_sentence(manager: Any) -> None:
    with pytest.raises(ActionRefused, match="different secrets"):
        await Ami("127.0.0.1", manager.port, "engine", "wrong").connect()


async def test_nobody_there_is_a_lost_connection() -> None:
    with pytest.raises(ConnectionLost, match="not there"):
        await Ami("127.0.0.1", 1, "engine", "right").connect()


async def test_asterisk_that_never_boots_is_not_up(manager: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami_module, "BOOT_S", 0.05)
    manager.answers["Login"] = SUCCESS
    with pytest.raises(ConnectionLost):
        await Ami("127.0.0.1", manager.port, "engine", "right").connect()


async def test_list_is_gathered_to_its_end(ami: Ami, manager: Any) -> None:
    manager.answers["CoreShowChannels"] = (
        b"Response: Success\r\nActionID: %ID%\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n"
        b"Event: CoreShowChannel\r\nActionID: %ID%\r\nChannel: PJSIP/a-1\r\n\r\n"
        b"Event: CoreShowChannelsComplete\r\nActionID: %ID%\r\nEventList: Complete\r\nListItems: 1\r\n\r\n"
    )
    assert [seen.channel for seen in await ami.core_show_channels()] == ["PJSIP/a-1"]


async def test_refused_list_is_an_error(ami: Ami, manager: Any) -> None:
    manager.answers["DeviceStateList"] = refusal("Invalid/unknown command")
    with pytest.raises(ActionRefused):
        await ami.device_states()


async def test_originate_returns_when_accepted_and_its_end_is_an_event(
    ami: Ami, manager: Any, told: Told, until: Any
) -> None:
    manager.answers["Originate"] = QUEUED
    await ami.originate(CALL)
    manager.say(b"Event: OriginateResponse\r\nResponse: Failure\r\nActionID: %b\r\nReason: 3\r\n\r\n" % LEG.encode())
    await until(lambda: OriginateResponse(LEG, False, "", "", 3) in told.events)


async def test_silence_is_a_lost_connection(ami: Ami) -> None:
    with pytest.raises(ConnectionLost, match="did not answer"):
        await ami.hang_up("PJSIP/a-1")


async def test_action_in_flight_fails_when_the_connection_breaks(ami: Ami, manager: Any, until: Any) -> None:
    acting = asyncio.create_task(ami.originate(CALL))
    await until(lambda: manager.actions[-1]["Action"] == "Originate")
    manager.cut()
    with pytest.raises(ConnectionLost):
        await acting


async def test_nothing_is_sent_again_after_reconnecting(ami: Ami, manager: Any, told: Told, until: Any) -> None:
    acting = asyncio.create_task(ami.originate(CALL))
    await until(lambda: manager.actions[-1]["Action"] == "Originate")
    manager.cut()
    await asyncio.gather(acting, return_exceptions=True)
    await until(lambda: len(told.found) == 2)
    assert [action["Action"] for action in manager.actions].count("Originate") == 1
    assert told.lost == 1


async def test_nothing_is_sent_while_down(ami: Ami, manager: Any) -> None:
    await ami.close()
    with pytest.raises(ConnectionLost, match="was not sent"):
        await ami.ping()
    assert manager.actions[-1]["Action"] == "CoreSettings"


async def test_silent_asterisk_is_given_up(
    ami: Ami, manager: Any, told: Told, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ami_module, "PING_S", 0.02)
    manager.answers["Ping"] = b"\r\n"
    manager.cut()
    await until(lambda: told.lost == 2)


async def test_header_that_would_become_two_is_refused(ami: Ami, manager: Any) -> None:
    with pytest.raises(Misuse):
        await ami.hang_up("PJSIP/a-1\r\nAction: Originate")
    assert manager.actions[-1]["Action"] == "CoreSettings"


async def test_listener_that_breaks_off_is_logged(manager: Any, until: Any, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[AmiEvent] = []

    def fragile(event: AmiEvent) -> None:
        seen.append(event)
        raise ZeroDivisionError

    line = Ami("127.0.0.1", manager.port, "engine", "right", AmiListener(on_event=fragile))
    await line.connect()
    manager.say(b"Event: Hangup\r\nChannel: PJSIP/a-1\r\nCause: 16\r\n\r\n")
    await until(lambda: Hangup("PJSIP/a-1", "", "", 16) in seen)
    await line.close()
    assert "broke off" in caplog.text
