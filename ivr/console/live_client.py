"""One open page: what it is still to be sent, and its connection, which is written to and never waited for."""

import os
import socket
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ivr.console import deflated
from ivr.console.live_view import Group

BEHIND = 4  # snapshots a slow client may be behind before the oldest are dropped
SERVED = "gunicorn.socket"  # where the server tells of a request's connection
NO_MORE = b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Wire:
    """How a client is written to: in small or not; in chunks (HTTP/1.1) or as it is (HTTP/1.0)."""

    packed: bool
    chunked: bool


@dataclass(eq=False, slots=True)
class Client:
    """An open page; all but its making belongs to the thread that writes."""

    group: Group
    holder: str  # whose page it is: the id of an account or token
    wire: Wire
    until: float  # when it has to ask again
    waiting: deque[bytes] = field(
        default_factory=lambda: deque(maxlen=BEHIND)
    )  # not sent yet; the oldest is lost first
    silent_since: float = 0.0
    is_connected: bool = False
    _rest: bytes = b""  # of the message that is being sent
    _checksum: int = deflated.EMPTY

    @property
    def is_behind(self) -> bool:
        """Whether something is left to be sent."""
        return bool(self._rest or self.waiting)

    def begins(self, message: bytes) -> bytes:
        """What the stream begins with: the server sends it after its headers."""
        return (deflated.BEGIN if self.wire.packed else b"") + self._body(message)

    def send(self, connection: socket.socket) -> None:
        """Send what the connection takes at once; OSError when it is gone."""
        while self.is_behind:
            if not self._rest:
                self._rest = self._next(self.waiting.popleft())
            try:
                sent = connection.send(self._rest)
            except BlockingIOError:
                return
            self._rest = self._rest[sent:]

    def end(self, connection: socket.socket) -> None:
        """Say that this was all, as far as the connection takes it, and close it."""
        try:
            self.send(connection)
            if not self.is_behind:
                last = deflated.end(self._checksum) if self.wire.packed else b""
                connection.send(_chunk(last) + NO_MORE if self.wire.chunked else last)
        except OSError:
            pass  # gone already
        finally:
            connection.close()

    def _next(self, message: bytes) -> bytes:
        body = self._body(message)
        return _chunk(body) if self.wire.chunked else body

    def _body(self, message: bytes) -> bytes:
        if not self.wire.packed:
            return message
        self._checksum = deflated.added(self._checksum, message)
        return deflated.packed(message)


@lru_cache(deflated.KEPT)
def _chunk(body: bytes) -> bytes:
    return b"%X\r\n%b\r\n" % (len(body), body) if body else b""


def taken(environ: Mapping[str, Any]) -> socket.socket:
    """The connection of a request, taken from the server, which is left one whose other end is closed.

    The server then ends its part as with any client that went away, and its thread is free.
    """
    served: socket.socket = environ[SERVED]
    ours = served.dup()
    ours.setblocking(False)
    left, other_end = socket.socketpair()
    other_end.close()
    os.dup2(left.fileno(), served.fileno(), inheritable=False)
    left.close()
    return ours
