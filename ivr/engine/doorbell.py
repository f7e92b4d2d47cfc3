"""The doorbell: a datagram on the engine's Unix socket says "look at the database now"; what it holds is never read."""

import asyncio
import socket
from pathlib import Path


class Doorbell:
    """Rings `pressed` for every datagram; a bell that cannot be rung costs a second, never a call."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._transport: asyncio.DatagramTransport | None = None
        self.pressed = asyncio.Event()

    async def start(self) -> None:
        """Listen on the socket, in place of one left by a killed engine."""
        self._path.unlink(missing_ok=True)
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: _Listener(self.pressed), local_addr=str(self._path), family=socket.AF_UNIX
        )
        self._path.chmod(0o600)

    def close(self) -> None:
        """Stop listening."""
        if self._transport is not None:
            self._transport.close()
        self._path.unlink(missing_ok=True)

    async def wait(self, seconds: float) -> None:
        """Return when the bell rings, at the latest after so many seconds."""
        try:
            await asyncio.wait_for(self.pressed.wait(), seconds)
        except TimeoutError:
            return
        self.pressed.clear()


class _Listener(asyncio.DatagramProtocol):
    def __init__(self, pressed: asyncio.Event) -> None:
        self._pressed = pressed

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._pressed.set()
