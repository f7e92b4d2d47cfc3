"""The doorbell: a datagram on the engine's Unix socket says "look at the database now"; what it holds is never read.

The first ring wakes at once; those that follow shortly after are one ring, so that nobody who leans on the bell makes
the engine look without end. How long a bell rests is for its room to say: the shorter, the dearer its looks together.
"""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

REST_S = 0.25


class Bell:
    """One room's own bell: each rings by itself when the doorbell is pressed."""

    def __init__(self, rest_s: float = REST_S) -> None:
        self.pressed = asyncio.Event()
        self._rest_s = rest_s
        self._resting: asyncio.TimerHandle | None = None
        self._rang_meanwhile = False

    async def wait(self, seconds: float | None = None) -> bool:
        """Return True when it rings, False when so many seconds went by without."""
        try:
            await asyncio.wait_for(self.pressed.wait(), seconds)
        except TimeoutError:
            return False
        self.pressed.clear()
        return True

    def press(self) -> None:
        """Ring now, or when the rest is over."""
        if self._resting is not None:
            self._rang_meanwhile = True
            return
        self.pressed.set()
        self._resting = asyncio.get_running_loop().call_later(self._rest_s, self._rested)

    def silence(self) -> None:
        """Ring no more."""
        if self._resting is not None:
            self._resting.cancel()

    def _rested(self) -> None:
        self._resting, rang, self._rang_meanwhile = None, self._rang_meanwhile, False
        if rang:
            self.press()


class Doorbell:
    """Rings every bell for every datagram; a doorbell that cannot be pressed costs a second, never a call."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None
        self._bells: list[Bell] = []

    def bell(self, rest_s: float = REST_S) -> Bell:
        """Return one more bell that rings with the others."""
        self._bells.append(Bell(rest_s))
        return self._bells[-1]

    async def start(self) -> None:
        """Listen on the socket, in place of one left by a killed engine."""
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(str(self._path))
        self._path.chmod(0o600)
        # A reader, for not every loop can make endpoints of Unix datagrams.
        asyncio.get_running_loop().add_reader(self._socket, self._hear, self._socket)

    def close(self) -> None:
        """Stop listening."""
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
        for bell in self._bells:
            bell.silence()
        self._path.unlink(missing_ok=True)

    def _hear(self, pressed: socket.socket) -> None:
        with suppress(BlockingIOError):
            pressed.recv(1)
        for bell in self._bells:
            bell.press()
