"""Phones reach Asterisk's file, and Asterisk is asked to read it by a user who may do nothing else."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.centre_file import parse_centre
from ivr.config import Settings
from ivr.engine.phones import Phones
from ivr.errors import ConnectionLost
from ivr.store.centre import save_centre
from ivr.store.database import Database

CENTRE = """\
timezone: Europe/Budapest
queues: {reception: {name: Reception, skill: reception}}
agents: {agent-anna: {name: Anna, extension: "201", skills: {reception: 7}}}
"""


@dataclass
class AsteriskManager:
    """The other side of the manager's interface: it agrees with everything."""

    actions: list[dict[str, str]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/9.0.0\r\n")
        while block := await self._block(reader):
            self.actions.append(block)
            writer.write(f"Response: Success\r\nActionID: {block['ActionID']}\r\n\r\n".encode())
            if block["Action"] == "Login":
                writer.write(b"Event: FullyBooted\r\n\r\n")
        writer.close()

    @staticmethod
    async def _block(reader: asyncio.StreamReader) -> dict[str, str]:
        lines: list[str] = []
        while line := (await reader.readline()).decode().strip():
            lines.append(line)
        return dict(line.split(": ", 1) for line in lines)


@pytest.fixture
async def asterisk() -> AsyncIterator[tuple[AsteriskManager, int]]:
    manager = AsteriskManager()
    server = await asyncio.start_server(manager.serve, "127.0.0.1", 0)
    yield manager, server.sockets[0].getsockname()[1]
    server.close()


@pytest.fixture
def settings(tmp_path: Path, asterisk, database: Database) -> Settings:
    with database.write() as connection:
        save_centre(connection, parse_centre(CENTRE, "centre.yaml", ()))
    return replace(first_settings(tmp_path, tmp_path, "local", {}), ami_port=asterisk[1])


async def test_the_phones_of_the_store_are_written_and_read(settings: Settings, asterisk, database) -> None:
    await Phones(settings, database).reload()

    assert "[agent-anna]" in (settings.asterisk_dir / "etc" / "pjsip_phones.conf").read_text()
    said = [(action["Action"], action.get("Username"), action.get("Module")) for action in asterisk[0].actions]
    assert said[0] == ("Login", "phones", None)
    assert ("Reload", None, "res_pjsip.so") in said


async def test_without_asterisk_it_is_said(settings: Settings, database) -> None:
    nowhere = replace(settings, ami_port=1)

    with pytest.raises(ConnectionLost):
        await Phones(nowhere, database).reload()


def test_the_user_for_it_has_a_secret_of_its_own(settings: Settings) -> None:
    assert settings.ami_phones_secret not in (settings.ami_secret, settings.ami_check_secret)
