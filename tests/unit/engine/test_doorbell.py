"""The doorbell wakes whoever waits, whatever the datagram holds."""

import asyncio
import socket
import stat
from pathlib import Path

import pytest

from ivr.engine.doorbell import Doorbell


@pytest.fixture
async def bell(tmp_path: Path):
    bell = Doorbell(tmp_path / "bell")
    await bell.start()
    yield bell
    bell.close()


def ring(path: Path, words: bytes = b"!") -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as caller:
        caller.sendto(words, str(path))


@pytest.mark.parametrize("words", [b"!", b"", bytes(1000)])
async def test_a_ring_ends_the_wait_at_once(bell: Doorbell, tmp_path: Path, words: bytes) -> None:
    ring(tmp_path / "bell", words)

    async with asyncio.timeout(5):
        await bell.wait(600)

    assert not bell.pressed.is_set()


async def test_without_a_ring_the_wait_ends_by_itself(bell: Doorbell) -> None:
    await bell.wait(0.001)

    assert not bell.pressed.is_set()


async def test_a_ring_before_the_wait_is_not_lost(bell: Doorbell) -> None:
    bell.pressed.set()

    async with asyncio.timeout(5):
        await bell.wait(600)


async def test_only_the_owner_may_ring(bell: Doorbell, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "bell").stat().st_mode) == 0o600


async def test_a_socket_left_by_a_killed_engine_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "bell").touch()
    bell = Doorbell(tmp_path / "bell")

    await bell.start()
    bell.close()

    assert not (tmp_path / "bell").exists()


def test_a_bell_that_never_rang_closes_quietly(tmp_path: Path) -> None:
    Doorbell(tmp_path / "bell").close()
