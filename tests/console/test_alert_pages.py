"""Rules of alerts and webhooks are kept, tried and taken out of use by administrators."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import alert_rules, mails, webhook_deliveries, webhooks
from ivr.store.alert_rules import AlertRule
from ivr.store.mails import MailSearch
from ivr.store.webhook_deliveries import Message
from ivr.store.webhooks import Webhook

RULE = {"name": "Long wait", "kind": "longest_wait", "queue": "nurse", "raise_at": "180", "clear_at": "120",
        "for_s": "60", "min_calls": "10", "rest_min": "15", "mail_to": "a@example.org", "webhook": ""}  # fmt: skip


@pytest.fixture
def hook(database, centre) -> Webhook:
    with database.write() as connection:
        return webhooks.create(connection, Webhook("", "Pager", "https://example.org/")).after


def test_a_rule_is_made_changed_tried_and_taken_out_of_use(signed_in, press, database, audited) -> None:
    assert press(signed_in, "/alert-rules/new", RULE).status_code == 303
    assert "Long wait" in signed_in.get("/alert-rules").text
    press(signed_in, "/alert-rules/long-wait", RULE | {"version": 1, "raise_at": "240.5", "escalate_after_min": "5"})
    with database.read() as connection:
        kept = alert_rules.of(connection, "long-wait")
    assert (kept.raise_at, kept.queue, kept.escalate_after_min, kept.webhook) == (240.5, "nurse", 5, None)
    assert 'value="240.5"' in signed_in.get("/alert-rules/long-wait").text
    press(signed_in, "/alert-rules/long-wait/test")
    with database.read() as connection:
        (mail,) = mails.search(connection, MailSearch(), 9)
    assert mail.subject == "[Demo clinic] Test of an alert: Long wait"
    press(signed_in, "/alert-rules/long-wait/active", {"version": 2, "active": "no"})
    assert [entry.verb for entry in audited()] == [
        "deactivate alert rule", "test alert rule", "edit alert rule", "add alert rule",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"clear_at": "200"}, "It clears at the threshold itself, or where it is better."),
        ({"kind": "spool_lag"}, "This figure is one of the whole centre."),
        ({"mail_to": "nobody"}, "Enter up to 20 mail addresses parted by commas."),
        ({"raise_at": "nan"}, "Enter a number that is not negative."),
        ({"raise_at": "much"}, "Not a valid float value."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(signed_in, press, wrong, sentence) -> None:
    answer = press(signed_in, "/alert-rules/new", RULE | wrong)
    assert (answer.status_code, sentence in answer.text) == (400, True)


def test_a_rule_that_tells_nobody_says_so_when_it_is_tried(signed_in, press) -> None:
    press(signed_in, "/alert-rules/new", RULE | {"mail_to": ""})
    press(signed_in, "/alert-rules/long-wait/test")
    assert "This rule tells nobody" in signed_in.get("/alert-rules").text


def test_a_webhooks_secret_is_shown_once_and_is_in_no_audit(signed_in, press, hook, database, audited) -> None:
    shown = press(signed_in, "/webhooks/pager/secret").text
    with database.read() as connection:
        secret = webhooks.secret_of(connection, hook.id)
    assert secret in shown
    assert secret not in signed_in.get("/webhooks/pager").text
    assert audited()[0].verb == "rotate webhook secret"
    assert secret not in repr(audited())


def test_what_a_webhook_was_told_is_listed_and_sent_again(signed_in, press, hook, database, clock) -> None:
    with database.write() as connection:
        webhook_deliveries.queue(connection, Message("m1", "pager", "alert.raised", "{}", clock.at, clock.at))
    assert "alert.raised" in signed_in.get("/webhooks/pager").text
    assert press(signed_in, "/webhooks/pager/again/m1").status_code == 303
    with database.read() as connection:
        assert len(webhook_deliveries.latest(connection, "pager")) == 2
    assert press(signed_in, "/webhooks/pager/again/m2").status_code == 404
    assert press(signed_in, "/webhooks/nobody/secret").status_code == 404


def test_a_webhook_is_made_and_a_bad_address_refused(signed_in, press, database) -> None:
    assert press(signed_in, "/webhooks/new", {"name": "Chat", "url": "https://example.org/x"}).status_code == 303
    answer = press(signed_in, "/webhooks/new", {"name": "Chat", "url": "ftp://example.org"})
    assert "Enter an address such as" in answer.text
    assert "https://example.org/x" in signed_in.get("/webhooks").text


def test_who_is_held_to_queues_changes_nothing_all_share(as_role, press, hook, database) -> None:
    with database.write() as connection:
        alert_rules.create(connection, AlertRule("", "Wait", "longest_wait", 180, 120))
    held = as_role(Role.ADMINISTRATOR, scope=Scope(queues=frozenset({"nurse"})))
    for path in ("/alert-rules/new", "/alert-rules/wait/test", "/webhooks/pager/secret", "/webhooks/pager/again/m1"):
        assert press(held, path, RULE).status_code == 403


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AGENT])
def test_only_administrators_edit_them(as_role, press, hook, role) -> None:
    browser = as_role(role)
    for path in ("/alert-rules", "/webhooks", "/webhooks/pager"):
        assert browser.get(path).status_code == 403
    for path in ("/alert-rules/new", "/webhooks/pager/secret"):
        assert press(browser, path, RULE).status_code == 403
