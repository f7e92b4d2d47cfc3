"""What changes while one looks: one thread reads the version, renders once per kind of reader, hands it to all."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from ivr.access.account import ALL, Scope

LOOK_S = 0.05  # half of it is what a change waits on average
HEARTBEAT_S = 15.0
LIVES_S = 300.0  # then the browser asks again, and the gate looks again at who it is
BEHIND = 4  # snapshots a slow client may be behind before the oldest are dropped
MOST_CLIENTS = 350
MOST_OF_ONE = 12
LAST = b": that is all\n\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Group:
    """Readers who are sent the same: the view, for whom, and what of it."""

    view: str
    language: str
    timezone: str
    scope: Scope = ALL
    part: str = ""  # of the view: one queue, one agent


@dataclass(eq=False, slots=True)
class Client:
    """One open page: its snapshots that are not sent yet, the newest last."""

    group: Group
    principal: str
    waiting: queue.Queue[bytes] = field(default_factory=lambda: queue.Queue(BEHIND))

    def give(self, message: bytes) -> None:
        """Add a snapshot; one that is too far behind loses his oldest, which the newest replaces."""
        while True:
            try:
                self.waiting.put_nowait(message)
            except queue.Full:
                self._drop_oldest()
            else:
                return

    def _drop_oldest(self) -> None:
        try:
            self.waiting.get_nowait()
        except queue.Empty:
            return


class TooManyClients(Exception):
    """No more open pages."""


class LiveStream:
    """All open pages of one process."""

    def __init__(self, version: Callable[[], int], render: Callable[[Group], str]) -> None:
        self._version, self._render = version, render
        self._clients: dict[Group, set[Client]] = {}
        self._of_each: dict[str, list[Client]] = {}  # a person's open pages, the oldest first
        self._last: dict[Group, bytes] = {}
        self._lock = threading.Lock()
        self._wake, self._ended = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def open(self, group: Group, principal: str) -> Client:
        """A page begins to look, in place of the person's oldest if he has too many; TooManyClients of all people."""
        with self._lock:
            own = self._of_each.get(principal, [])
            if len(own) >= MOST_OF_ONE:  # a page left is known to be gone only when it is written to
                own[0].give(LAST)
                self._forget(own[0])
            elif self.clients >= MOST_CLIENTS:
                raise TooManyClients
            client = Client(group, principal)
            self._clients.setdefault(group, set()).add(client)
            self._of_each.setdefault(principal, []).append(client)
            if group in self._last:
                client.give(self._last[group])
            if self._thread is None:
                self._thread = threading.Thread(target=self._poll, name="live-stream", daemon=True)
                self._thread.start()
        self._wake.set()
        return client

    def close(self, client: Client) -> None:
        """A page looks no longer."""
        with self._lock:
            self._forget(client)

    def _forget(self, client: Client) -> None:
        together, own = self._clients.get(client.group, set()), self._of_each.get(client.principal, [])
        if client in together:
            together.remove(client)
            own.remove(client)
        if not together:
            self._clients.pop(client.group, None)
            self._last.pop(client.group, None)
        if not own:
            self._of_each.pop(client.principal, None)

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        self._wake.set()
        with self._lock:
            for together in self._clients.values():
                for client in together:
                    client.give(LAST)
        if self._thread is not None:
            self._thread.join()

    @property
    def clients(self) -> int:
        """How many pages look."""
        return sum(len(own) for own in self._of_each.values())

    def messages(self, client: Client) -> Iterator[bytes]:
        """What this page is sent until it goes or its time is over."""
        until = monotonic() + LIVES_S
        try:
            yield b"retry: 1000\n\n"
            while monotonic() < until and not self._ended.is_set():
                try:
                    message = client.waiting.get(timeout=HEARTBEAT_S)
                except queue.Empty:
                    message = b": still here\n\n"
                yield message
                if message is LAST:
                    return
        finally:
            self.close(client)

    def _poll(self) -> None:
        seen: int | None = None
        while not self._ended.is_set():
            self._wake.wait(None if not self._clients else LOOK_S)
            self._wake.clear()
            try:
                now_at = self._version()
                self._send(everyone=now_at != seen)
                seen = now_at
            except Exception:  # the database may be away for a while; the pages go on when it is back
                log.exception("the live pages could not be made")
                self._ended.wait(1)

    def _send(self, everyone: bool) -> None:
        with self._lock:
            wanted = [group for group in self._clients if everyone or group not in self._last]
        for group in wanted:
            try:
                message = event(self._render(group))
            except Exception:  # what cannot be made for one keeps nobody else waiting
                log.exception("the live page %s could not be made", group)
                continue
            with self._lock:
                if group not in self._clients or self._last.get(group) == message:
                    continue
                self._last[group] = message
                for client in self._clients[group]:
                    client.give(message)


def event(html: str) -> bytes:
    """A fragment as one message of a stream."""
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"data: {line}\n" for line in lines if line).encode() + b"\n"
