"""An alert reaches a real mail server and a real webhook once, whatever the worker is started anew in between."""

import hashlib
import hmac
import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from ivr.bringup.configuration import first_settings
from ivr.config import Settings
from ivr.messaging.email import MailServer, Security
from ivr.messaging.webhook import Reach
from ivr.store import alert_rules, webhooks
from ivr.store.alert_rules import AlertRule
from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.store.webhooks import Webhook
from ivr.worker.alerts import AlertWatch, house_of
from ivr.worker.mail import Mailroom
from ivr.worker.webhooks import Courier

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is told."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def peer() -> Iterator[HTTPServer]:
    made = HTTPServer(("127.0.0.1", 0), Receiver)
    made.told = []
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def settings(tmp_path: Path, peer: HTTPServer) -> Settings:
    made = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    database = Database(made.database_url)
    migrate(database)
    with database.write() as connection:
        webhooks.create(connection, Webhook("", "Pager", f"http://127.0.0.1:{peer.server_port}/"))
        wanted = AlertRule("", "Silent", "engine_silent", 30, 10, for_s=0, mail_to="a@example.org", webhook="pager")
        alert_rules.create(connection, wanted)
    database.close()
    return made


def a_worker(settings: Settings, mail_port: int, silent_s: float, after_s: float) -> None:
    """One life of a worker: it looks, tells, and is gone."""
    now = NOON + timedelta(seconds=after_s)
    settings.heartbeat_path.touch()
    os.utime(settings.heartbeat_path, (now.timestamp() - silent_s,) * 2)
    database = Database(settings.database_url)
    AlertWatch(database, house_of(settings), lambda: now).look()
    server = MailServer("127.0.0.1", "ivr@example.org", mail_port, Security.NONE, timeout_s=2)
    for sender in (Mailroom(database, settings.home, server, lambda: now), Courier(database, Reach(True), lambda: now)):
        sender.round()
        sender.wait()
    database.close()


def test_mail_and_webhook_are_sent_once_over_restarts_and_the_signature_is_right(
    settings: Settings, peer: Any, mail_peer: Any
) -> None:
    for turn, silent_s in enumerate((40, 60, 80, 1, 1)):
        a_worker(settings, mail_peer.port, silent_s, turn * 20)
    subjects = [line for one in mail_peer.letters for line in one.splitlines() if line.startswith("Subject:")]
    assert subjects == ["Subject: [ivr] Alert: Silent", "Subject: [ivr] Cleared: Silent"]
    assert [json.loads(body)["event"] for _, body in peer.told] == ["alert.raised", "alert.cleared"]
    database = Database(settings.database_url)
    with database.read() as connection:
        secret = webhooks.secret_of(connection, "pager")
    database.close()
    for heads, body in peer.told:
        signed = f"{heads['X-Ivr-Timestamp']}.{heads['X-Ivr-Id']}.".encode() + body
        assert heads["X-Ivr-Signature"] == "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
