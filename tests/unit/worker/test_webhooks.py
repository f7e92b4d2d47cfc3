"""What webhooks are to be told is sent, tried again with longer rests, and given up in the end."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from ivr.messaging.webhook import Reach
from ivr.store import webhook_deliveries, webhooks
from ivr.store.database import Database
from ivr.store.outbox import OutboxState
from ivr.store.webhook_deliveries import Message
from ivr.store.webhooks import REGISTER, Webhook
from ivr.worker.webhooks import Courier

RULES = Courier.persistence
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Receiver(BaseHTTPRequestHandler):
    """Answers with the next of the server's statuses."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.ids.append(self.headers["X-Ivr-Id"])
        self.send_response(self.server.statuses.pop(0))
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def peer() -> Iterator[HTTPServer]:
    made = HTTPServer(("127.0.0.1", 0), Receiver)
    made.ids, made.statuses = [], []
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def database(tmp_path: Path, peer: HTTPServer, fresh) -> Iterator[Database]:
    made = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    with made.write() as connection:
        webhooks.create(connection, Webhook("", "Pager", f"http://127.0.0.1:{peer.server_port}/"))
        webhook_deliveries.queue(connection, Message("m1", "pager", "alert.test", "{}", NOON, NOON))
    yield made
    made.close()


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(at=NOON)


@pytest.fixture
def send(database: Database, clock) -> Callable[..., Message]:
    def sent(reach: Reach | None = None) -> Message:
        courier = Courier(database, reach or Reach(private=True), lambda: clock.at)
        courier.round()
        courier.wait()
        with database.read() as connection:
            return webhook_deliveries.of(connection, "m1")

    return sent


def test_what_is_taken_is_sent_once(peer, send) -> None:
    peer.statuses = [200]
    assert send().state is OutboxState.SENT
    send()
    assert peer.ids == ["m1"]


def test_what_is_not_taken_comes_again_under_the_same_id(peer, send, clock) -> None:
    peer.statuses = [503, 200]
    assert (send().state, send().tries) == (OutboxState.QUEUED, 1)
    clock.at += RULES.rest_after(1)
    assert send().state is OutboxState.SENT
    assert peer.ids == ["m1", "m1"]


def test_after_many_tries_it_is_given_up(peer, send, clock) -> None:
    peer.statuses = [500] * RULES.most_tries
    for _ in range(RULES.most_tries):
        found = send()
        clock.at += RULES.longest_rest
    assert (found.state, found.said) == (OutboxState.GIVEN_UP, "answered 500")


def test_our_own_network_is_refused_for_good(peer, send) -> None:
    assert send(Reach()).state is OutboxState.FAILED
    assert peer.ids == []


def test_a_webhook_out_of_use_is_told_nothing(peer, send, database) -> None:
    with database.write() as connection:
        REGISTER.deactivate(connection, webhooks.of(connection, "pager"))
    assert (send().state, peer.ids) == (OutboxState.FAILED, [])
