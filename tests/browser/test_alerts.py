"""Alerts, their rules and webhooks: every button is pressed, and its effect seen; a supervisor takes, no more."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect

from ivr.calls.ids import fresh_id
from ivr.store import alert_rules, alerts, mails, webhook_deliveries, webhooks
from ivr.store.alerts import Alert


@pytest.fixture
def stored(house: Any) -> Iterator[Callable[..., Any]]:
    """What a function of the store says now."""
    database = house.database()

    def asked(question: Callable[..., Any], *more: Any) -> Any:
        with database.read() as connection:
            return question(connection, *more)

    yield asked
    database.close()


@pytest.fixture
def peer() -> Iterator[HTTPServer]:
    """A program that listens on this machine."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    made = HTTPServer(("127.0.0.1", 0), Receiver)
    made.got = []
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def test_a_webhook_gets_its_secret_and_a_rule_tells_it_and_what_is_refused_is_sent_again(
    desk: Any, stored: Any, peer: HTTPServer
) -> None:
    page = desk.window("administrator")
    page.goto("/webhooks")
    press(page, "webhook-new")
    page.get_by_label("Name", exact=True).fill("Pager")
    page.get_by_label("Address").fill(f"http://127.0.0.1:{peer.server_port}/")
    press(page, "webhook-save")
    press(page, "webhook-open")
    press(page, "webhook-secret")
    shown = page.locator("[data-test=webhook-secret-shown]").inner_text()
    assert stored(webhooks.secret_of, "pager") == shown

    page.goto("/alert-rules")
    press(page, "alert-rule-new")
    page.get_by_label("Name", exact=True).fill("Silent engine")
    page.get_by_label("Figure").select_option("engine_silent")
    page.get_by_label("Mail to").fill("night@example.org")
    page.get_by_label("Webhook").select_option("pager")
    press(page, "alert-rule-save")
    expect(page.get_by_text("Silent engine is added.")).to_be_visible()
    page.locator("[data-test=alert-rule-open]", has_text="Silent engine").click()
    press(page, "alert-test")
    expect(page.get_by_text("A test is on its way to 2 addresses.")).to_be_visible()
    assert stored(mails.search, mails.MailSearch(text="alert:silent-engine"), 9)
    eventually(lambda: stored(webhook_deliveries.latest, "pager")[0].state == "failed")  # this network, and no TLS
    assert peer.got == []

    page.goto("/webhooks/pager")
    expect(page.get_by_text("webhook_private", exact=False).first).to_be_visible()
    press(page, "webhook-again")
    assert len(stored(webhook_deliveries.latest, "pager")) == 2

    page.goto("/alert-rules/silent-engine")
    press(page, "cancel")
    page.locator("[data-test=alert-rule-open]", has_text="Silent engine").click()
    press(page, "alert-rule-deactivate")
    eventually(lambda: not stored(alert_rules.of, "silent-engine").active)
    page.goto("/alert-rules/silent-engine")
    press(page, "alert-rule-activate")
    eventually(lambda: stored(alert_rules.of, "silent-engine").active)
    page.goto("/alert-rules/silent-engine")
    press(page, "alert-rule-deactivate")
    page.goto("/webhooks/pager")
    press(page, "webhook-deactivate")
    eventually(lambda: not stored(webhooks.of, "pager").active)
    page.goto("/webhooks/pager")
    press(page, "webhook-activate")
    eventually(lambda: stored(webhooks.of, "pager").active)


def test_an_alert_is_seen_on_the_wallboard_and_somebody_takes_care_of_it(desk: Any, house: Any, stored: Any) -> None:
    alert = Alert(fresh_id(), "none", "Long wait today", "longest_wait", "nurse", 180.0, 200.0, datetime.now(UTC))
    database = house.database()
    with database.write() as connection:
        alerts.raise_one(connection, alert)
    page = desk.window("supervisor")
    page.goto("/wallboard")
    expect(page.locator("#board-alerts")).to_contain_text("Long wait today")
    page.goto("/alerts")
    press(page, "alert-acknowledge-ask")
    page.get_by_role("textbox", name="Note").fill("two more come in")
    press(page, "alert-acknowledge")
    expect(page.get_by_text("two more come in")).to_be_visible()
    assert stored(alerts.of, alert.id).note == "two more come in"
    with database.write() as connection:
        alerts.mark(connection, alert.id, cleared_at=datetime.now(UTC))
    database.close()
