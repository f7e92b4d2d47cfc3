"""What changes while one looks: one thread reads the version, renders once per kind of reader and writes to all.

No open page holds a thread of its own: 300 threads that have to wake one after the other were what a change waited for.
"""

import logging
import socket
import threading
from collections.abc import Callable, Collection, Hashable, Mapping
from time import monotonic

from ivr.console.live_client import Client
from ivr.console.live_view import Group
from ivr.console.live_writer import LiveWriter

LOOK_S = 0.02  # half of it is what a change waits on average
HEARTBEAT_S = 15.0
AGAIN_S = 1.0  # after the database did not answer
MOST_CLIENTS = 350
MOST_OF_ONE = 12
HELLO = b"retry: 1000\n\n"
STILL_HERE = b": still here\n\n"

log = logging.getLogger(__name__)

Versions = Callable[[Collection[str]], Mapping[str, Hashable]]  # of these views


class TooManyClients(Exception):
    """No more open pages."""


class LiveStream:
    """All open pages of one process."""

    def __init__(self, versions: Versions, render: Callable[[Group], str]) -> None:
        self._versions, self._render = versions, render
        self._clients: dict[Group, set[Client]] = {}
        self._of_each: dict[str, list[Client]] = {}  # a person's open pages, the oldest first
        self._last: dict[Group, bytes] = {}
        self._seen: Mapping[str, Hashable] = {}  # the version of each view as it was sent last
        self._lock = threading.Lock()
        self._writer = LiveWriter()
        self._thread: threading.Thread | None = None
        self._ended = False

    @property
    def clients(self) -> int:
        """How many pages look."""
        return sum(len(own) for own in self._of_each.values())

    def open(self, client: Client) -> None:
        """A page begins to look, in place of the person's oldest if he has too many; TooManyClients of all people."""
        with self._lock:
            own = self._of_each.get(client.holder, [])
            if len(own) >= MOST_OF_ONE:
                self._writer.end(own[0])
                self._forget(own[0])
            elif self.clients >= MOST_CLIENTS:
                raise TooManyClients
            self._clients.setdefault(client.group, set()).add(client)
            self._of_each.setdefault(client.holder, []).append(client)
            if client.group in self._last:
                client.waiting.append(self._last[client.group])
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live-stream", daemon=True)
                self._thread.start()
        self._writer.wake()

    def connect(self, client: Client, connection: socket.socket) -> None:
        """The page's connection is there: it is written to, and closed when all is over."""
        client.is_connected = True
        self._writer.add(client, connection)

    def leave(self, client: Client) -> None:
        """The request of a page is over: one that never got its connection looks no longer."""
        if not client.is_connected:
            self._close(client)

    def end_of(self, holder: str) -> None:
        """End the pages of an account or token, by its id: who may look still asks again at once."""
        with self._lock:
            mine = [client for own in self._of_each.values() for client in own if client.holder == holder]
            for client in mine:
                self._writer.end(client)
                self._forget(client)

    def stop(self) -> None:
        """End all pages and the thread, once and for all."""
        if self._ended:
            return
        self._ended = True
        self._writer.wake()
        if self._thread is not None:
            self._thread.join()
        self._writer.stop()

    def _close(self, client: Client) -> None:
        with self._lock:
            self._forget(client)

    def _forget(self, client: Client) -> None:
        together, own = self._clients.get(client.group, set()), self._of_each.get(client.holder, [])
        if client in together:
            together.remove(client)
            own.remove(client)
        if not together:
            self._clients.pop(client.group, None)
            self._last.pop(client.group, None)
        if not own:
            self._of_each.pop(client.holder, None)

    def _run(self) -> None:
        look_at = monotonic()
        while not self._ended:
            for gone in self._writer.turn(max(0.0, look_at - monotonic()) if self._clients else None):
                self._close(gone)
            if monotonic() >= look_at:
                look_at = monotonic() + (LOOK_S if self._look() else AGAIN_S)
                self._keep(monotonic())

    def _look(self) -> bool:
        with self._lock:
            groups = tuple(self._clients)
        try:
            now_at = self._versions({group.view for group in groups})
        except Exception:  # the database may be away for a while; the pages go on when it is back
            log.exception("the live pages could not be made")
            return False
        for group in groups:
            if now_at[group.view] != self._seen.get(group.view) or group not in self._last:
                self._send(group)
        self._seen = now_at
        return True

    def _send(self, group: Group) -> None:
        try:
            message = event(self._render(group))
        except Exception:  # what cannot be made for one keeps nobody else waiting
            log.exception("the live page %s could not be made", group)
            return
        with self._lock:
            if group not in self._clients or self._last.get(group) == message:
                return
            self._last[group] = message
            clients = tuple(self._clients[group])
        for client in clients:
            client.waiting.append(message)
        self._writer.write(clients)

    def _keep(self, now: float) -> None:
        for client in self._writer.connected:
            if now > client.until:
                self._writer.end(client)
            elif now > client.silent_since + HEARTBEAT_S:
                client.waiting.append(STILL_HERE)
                self._writer.write((client,))


def event(html: str) -> bytes:
    """A fragment as one message of a stream."""
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"data: {line}\n" for line in lines if line).encode() + b"\n"
