"""Strangers on a real line: what they are called and what they send to our ports is data, and harms no call."""

import asyncio
import contextlib
import re
import sys
from pathlib import Path

import pytest
import pytest_asyncio

from ivr.asterisk.ami_wire import AmiReader

sys.path.insert(0, str(Path(__file__).parent))

from raw_caller import RawCaller

EVIL = "${SHELL(touch MARK)}"
NAMES = {
    "shell": EVIL.encode(),
    "expression": b"$[1+1]",
    "dialplan": b'\\"; Hangup ,n,System(touch MARK)',
    "folded line": b"a\r\n Injected: yes",
    "unicode line ends": "a\u2028Injected: yes\u0085Injected: yes".encode(),
    "no utf-8": b"a\xff\xfe\x80",
    "nul": b"a\0b",
    "long": b"x" * 200,
    "formula": b"=HYPERLINK(1)",
    "html": b"<script>alert(1)</script>",
}
NUMBERS = {
    "shell": b"%24%7BSHELL(touch%20MARK)%7D",
    "line ends": b"123%0D%0AInjected%3A%20yes%0D%0A%0D%0AEvent%3A%20OriginateResponse%0D%0AInjected%3A%20yes",
    "line of the witness": b"1%0ALINKEDID_END%2C2026-11-22%2004%3A58%3A40.123456%2C9.9%2C9.9" + b"%2C" * 9 + b"%0A",
    "agi line": b"1%0Aagi_network_script%3A%20outbound%0A%0A200%20result%3D1",
    "nul": b"12%003",
    "unicode line ends": b"1%E2%80%A82%C2%853",
    "long": b"9" * 200,
    "quotes": b"1%22%27%3B%2C)%5D%7D",
}
DIALLED = {
    "shell": b"100%24%7BSHELL(touch%20MARK)%7D",
    "line ends": b"100%0D%0AInjected:%20yes",
    "expression": b"100%24%5B1+1%5D",
    "arguments": b"100,1)%26System(touch%20MARK)",
    "nul": b"100%00",
    "unicode": b"100%E2%80%A8",
    "long": b"1" * 200,
    "letters": b"%27%3B%20DROP%20TABLE%20calls",
}
RUDE = {
    "probe": b"",
    "garbage": b"GET / HTTP/1.1\r\n\r\n" + bytes(range(256)),
    "half a header": b"agi_network: y",
    "64 KiB": b"agi_network: " + b"x" * 65_536 + b"\n\n",
    "without end": b"agi_x: y\n" * 20_000,
    "hung up for ever": b"agi_network: yes\nagi_network_script: inbound\n\n" + b"HANGUP\n" * 20_000,
}
CROWD = 300


@pytest.fixture(scope="module")
def mark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is there once anything a caller said was carried out."""
    return tmp_path_factory.mktemp("strangers") / "carried-out"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def called(world_of_all, mark):
    """Everybody has called: who was answered how, and what the manager said meanwhile."""
    settings = world_of_all.house.settings
    people = [(b'"%s" <sip:+36301112222@x>' % name, b"100") for name in NAMES.values()]
    people += [(b"<sip:%s@x>" % number, b"100") for number in NUMBERS.values()]
    people += [(b"<sip:+36301112222@x>", dialled) for dialled in DIALLED.values()]
    people = [tuple(part.replace(b"MARK", str(mark).encode()) for part in person) for person in people]
    server = (settings.sip_host, settings.sip_port)
    callers = [RawCaller(settings.far_end_host, server, *person) for person in people]
    heard = asyncio.create_task(listen(settings))
    statuses = await asyncio.gather(*(caller.ring() for caller in callers))
    await asyncio.sleep(1.0)
    for caller in callers:
        caller.hang_up()
    return dict(zip([*NAMES, *NUMBERS, *DIALLED], statuses, strict=False)), statuses, await heard


async def listen(settings) -> list[dict[str, str]]:
    """What the manager tells the engine during these seconds, channel lists included."""
    reader, writer = await asyncio.open_connection(settings.host, settings.ami_port)
    writer.write(b"Action: Login\r\nUsername: engine\r\nSecret: %s\r\n\r\n" % settings.ami_secret.encode())
    wire, found = AmiReader(), []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(4.0):
            asking = asyncio.create_task(ask_for_channels(writer))
            while chunk := await reader.read(65_536):
                wire.receive(chunk)
                found += iter(wire.next_message, None)
    asking.cancel()
    writer.close()
    await asyncio.gather(asking, writer.wait_closed(), return_exceptions=True)
    return found


async def ask_for_channels(writer: asyncio.StreamWriter) -> None:
    while True:
        await asyncio.sleep(0.2)
        writer.write(b"Action: CoreShowChannels\r\n\r\n")


async def test_callers_of_every_name_are_answered(called) -> None:
    _, statuses, _ = called
    names = dict(zip(NAMES, statuses[: len(NAMES)], strict=True))
    names.pop("folded line")  # no SIP any more inside quotes: left unanswered
    assert {name: status for name, status in names.items() if status != 200} == {}


async def test_callers_of_every_number_are_answered(called) -> None:
    _, statuses, _ = called
    numbers = dict(zip(NUMBERS, statuses[len(NAMES) : len(NAMES) + len(NUMBERS)], strict=True))
    assert {name: status for name, status in numbers.items() if status != 200} == {}


async def test_whatever_is_dialled_gets_an_answer(called) -> None:
    _, statuses, _ = called
    assert set(statuses[-len(DIALLED) :]) <= {200, 404, 400, 484}


async def test_nothing_they_said_was_carried_out(called, mark) -> None:
    assert not mark.exists()
    assert list(mark.parent.iterdir()) == []


async def test_nothing_they_said_became_a_line_of_the_managers(called) -> None:
    _, _, messages = called
    channels = [message for message in messages if message.get("Event") == "CoreShowChannel"]
    assert len(channels) >= len(NAMES)
    assert [message for message in messages if "Injected" in message or "injected" in message] == []
    assert "OriginateResponse" not in {message.get("Event") for message in messages}


async def test_the_history_holds_numbers_or_nothing(called, world) -> None:
    rows = await world.house.calls()
    ids = {row["caller_id"] for row in rows}
    assert {one for one in ids if one is not None and not re.fullmatch(r"\+?[0-9]{1,32}|agent-[a-z]+", one)} == set()
    assert {row["dialled"] for row in rows if not re.fullmatch(r"[0-9*#+]{0,64}", row["dialled"] or "")} == set()
    spread = await world.house.verb("report", "calls", "--from", world.house.began, "--format", "csv")
    assert re.search(r"(^|,)[=+@]", spread, re.MULTILINE) is None


async def test_the_witness_believes_no_line_of_theirs(called, world) -> None:
    log = world.house.settings.home / "logs" / "worker.log"
    assert "9.9" not in {row["linkedid"] for row in await world.house.calls()}
    assert "Traceback" not in (log.read_text() if log.exists() else "")


async def test_a_call_goes_on_unharmed_among_strangers_at_our_port(world) -> None:
    settings = world.house.settings
    before = (await world.house.status())["pids"]["engine"]
    call = await world.call("wait:1 2 wait:6 hangup", max_s=30.0)
    for sent in RUDE.values():
        await asyncio.gather(*(stranger(settings, sent) for _ in range(CROWD // len(RUDE))))
    silent = [await asyncio.open_connection(settings.host, settings.agi_port) for _ in range(CROWD)]
    second = await world.call("wait:1 2 wait:5 hangup", max_s=30.0)
    await asyncio.gather(call.over.wait(), second.over.wait())
    await asyncio.gather(*(leave(writer) for _, writer in silent))
    assert all(world.hears(one, "welcome", "opening_hours") for one in (call, second))
    records = await world.records([call, second])
    assert [(record["disposition"], record["fallback"]) for record in records] == [("self_served", False)] * 2
    assert (await world.house.status())["pids"]["engine"] == before


async def stranger(settings, sent: bytes) -> None:
    _, writer = await asyncio.open_connection(settings.host, settings.agi_port)
    writer.write(sent)
    with contextlib.suppress(OSError, TimeoutError):
        await asyncio.wait_for(writer.drain(), 5)
    await leave(writer)


async def leave(writer: asyncio.StreamWriter) -> None:
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)
