"""The doorbell wakes everybody who waits, whatever the datagram holds."""

import asyncio
import socket
import stat
import time
from pathlib import Path

import pytest

from ivr.engine.doorbell import Bell, Doorbell


@pytest.fixture
async def doorbell(tmp_path: Path):
    doorbell = Doorbell(tmp_path / "bell")
    await doorbell.start()
    yield doorbell
    doorbell.close()


def press(path: Path, words: bytes = b"!") -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as caller:
        caller.sendto(words, str(path))


@pytest.mark.parametrize("words", [b"!", b"", bytes(1000)])
async def test_a_ring_ends_every_wait_at_once(doorbell: Doorbell, tmp_path: Path, words: bytes) -> None:
    bells = [doorbell.bell(), doorbell.bell()]
    press(tmp_path / "bell", words)

    async with asyncio.timeout(60):
        assert [await bell.wait(600) for bell in bells] == [True, True]

    assert not any(bell.pressed.is_set() for bell in bells)


async def test_who_leans_on_the_bell_rings_it_at_most_once_per_rest(doorbell: Doorbell, tmp_path: Path) -> None:
    bell, rings, until = doorbell.bell(0.02), 0, time.monotonic() + 0.2
    while time.monotonic() < until:
        press(tmp_path / "bell")
        rings += await bell.wait(0.001)

    assert 2 <= rings <= 11


async def test_a_ring_during_the_rest_is_not_lost(doorbell: Doorbell, tmp_path: Path) -> None:
    bell = doorbell.bell(0.02)
    for _ in range(2):
        press(tmp_path / "bell")

    async with asyncio.timeout(60):
        assert [await bell.wait(), await bell.wait()] == [True, True]


async def test_without_a_ring_the_wait_ends_by_itself() -> None:
    assert not await Bell().wait(0.001)


async def test_a_ring_before_the_wait_is_not_lost() -> None:
    bell = Bell()
    bell.pressed.set()

    async with asyncio.timeout(60):
        assert await bell.wait()


async def test_only_the_owner_may_ring(doorbell: Doorbell, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "bell").stat().st_mode) == 0o600


async def test_a_socket_left_by_a_killed_engine_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "bell").touch()
    doorbell = Doorbell(tmp_path / "bell")

    await doorbell.start()
    doorbell.close()

    assert not (tmp_path / "bell").exists()


def test_a_doorbell_nobody_could_press_closes_quietly(tmp_path: Path) -> None:
    Doorbell(tmp_path / "bell").close()
