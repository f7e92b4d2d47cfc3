"""Writes to many connections from one thread, waiting for none of them."""

import contextlib
import selectors
import socket
from collections import deque
from collections.abc import Iterable
from time import monotonic

from ivr.console.live_client import Client

READ, BOTH = selectors.EVENT_READ, selectors.EVENT_READ | selectors.EVENT_WRITE
ENOUGH = 4096  # of what a client may say, which nobody listens to


class LiveWriter:
    """The connections of open pages; `add`, `end` and `wake` are for every thread, the rest for the one that writes."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._bell, self._button = socket.socketpair()
        for one in (self._bell, self._button):
            one.setblocking(False)
        self._selector.register(self._bell, READ)
        self._coming: deque[tuple[Client, socket.socket]] = deque()
        self._ending: deque[Client] = deque()
        self._open: dict[Client, socket.socket] = {}
        self._gone: list[Client] = []

    def add(self, client: Client, connection: socket.socket) -> None:
        """Write to a client over his connection from now on."""
        self._coming.append((client, connection))
        self.wake()

    def end(self, client: Client) -> None:
        """Write no longer to this one."""
        self._ending.append(client)
        self.wake()

    def wake(self) -> None:
        """End a wait."""
        with contextlib.suppress(BlockingIOError):  # then it was pressed often enough
            self._button.send(b"!")

    @property
    def connected(self) -> tuple[Client, ...]:
        """Who is written to."""
        return tuple(self._open)

    def turn(self, timeout_s: float | None) -> list[Client]:
        """Do what there is to do, waiting so long for it (None: until woken); who is gone since the last turn."""
        for key, events in self._selector.select(timeout_s):
            if key.data is None:
                self._bell.recv(ENOUGH)
            elif events & selectors.EVENT_READ and _hung_up(self._open[key.data]):
                self._leave(key.data).close()
            elif events & selectors.EVENT_WRITE:
                self.write((key.data,))
        self._welcome()
        self._part()
        gone, self._gone = self._gone, []
        return gone

    def write(self, clients: Iterable[Client]) -> None:
        """Send them what waits for them, as far as it goes; the rest goes when there is room."""
        now = monotonic()
        for client in clients:
            connection = self._open.get(client)
            if connection is None:
                continue  # it is still on its way, or gone
            try:
                client.send(connection)
            except OSError:
                self._leave(client).close()
                continue
            client.silent_since = now
            self._selector.modify(connection, BOTH if client.is_behind else READ, client)

    def stop(self) -> None:
        """End all."""
        self._welcome()
        self._ending.extend(self._open)
        self._part()
        for one in (self._selector, self._bell, self._button):
            one.close()

    def _welcome(self) -> None:
        while self._coming:
            client, connection = self._coming.popleft()
            self._selector.register(connection, READ, client)
            self._open[client] = connection
            self.write((client,))

    def _part(self) -> None:
        while self._ending:
            client = self._ending.popleft()
            client.until = 0.0  # for one whose connection is still on its way
            if client in self._open:
                client.end(self._leave(client))

    def _leave(self, client: Client) -> socket.socket:
        connection = self._open.pop(client)
        self._selector.unregister(connection)
        self._gone.append(client)
        return connection


def _hung_up(connection: socket.socket) -> bool:
    try:
        return not connection.recv(ENOUGH)
    except BlockingIOError:
        return False
    except OSError:
        return True
