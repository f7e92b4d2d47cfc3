"""A wire tap between the engine and Asterisk's manager: when an action passes, and when its answer does."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

CHUNK = 65536
ACTION_ID = re.compile(rb"ActionID: (\S+)")


@dataclass(slots=True)
class AmiTap:
    """Passes every byte on; `seen` and `answered` are the moments of the actions of one name, in order."""

    wanted: bytes
    asterisk: tuple[str, int]
    seen: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    _open: set[bytes] = field(default_factory=set)

    def pass_on(self, engine: socket.socket) -> None:
        """Carry one connection of the engine until either side ends it."""
        asterisk = socket.create_connection(self.asterisk)
        for source, target, look in ((engine, asterisk, self._asked), (asterisk, engine, self._told)):
            source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_pump, args=(source, target, look), daemon=True).start()

    def _asked(self, chunk: bytes, at: float) -> None:
        for action in chunk.split(b"\r\n\r\n"):
            if self.wanted in action and (found := ACTION_ID.search(action)):
                self._open.add(found[1])
                self.seen.append(at)

    def _told(self, chunk: bytes, at: float) -> None:
        for found in ACTION_ID.findall(chunk):
            if found in self._open:
                self._open.discard(found)
                self.answered.append(at)


@contextlib.contextmanager
def tapped(tap: AmiTap) -> Iterator[int]:
    """The port on which the engine meets the tap."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    tap.pass_on(server.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]


def _pump(source: socket.socket, target: socket.socket, look: Callable[[bytes, float], None]) -> None:
    with contextlib.suppress(OSError), source, target:
        while chunk := source.recv(CHUNK):
            look(chunk, time.perf_counter())
            target.sendall(chunk)
