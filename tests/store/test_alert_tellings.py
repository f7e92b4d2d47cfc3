"""People are told through the outboxes, each thing once."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from ivr.reports.alerts import Telling
from ivr.store import alert_tellings, mails, webhook_deliveries
from ivr.store.alert_rules import AlertRule
from ivr.store.alert_tellings import Voice
from ivr.store.alerts import Alert
from ivr.store.database import Database
from ivr.store.mails import MailSearch

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULE = AlertRule("r1", "Long wait", "longest_wait", 180, 120, mail_to="a@example.org", escalate_to="b@example.org",
                 webhook="pager")  # fmt: skip
ALERT = Alert("a1", "r1", "Long wait", "longest_wait", "nurse", 180.0, 200.0, NOON)
BY = (Voice("Clinic", "en", "http://console/alerts"), NOON)


def test_a_rules_people_get_a_mail_and_its_webhook_a_message_and_none_twice(database: Database) -> None:
    with database.write() as connection:
        for _twice in range(2):
            assert alert_tellings.tell(connection, replace(RULE, webhook=None), ALERT, Telling.RAISED, BY) == 1
        assert alert_tellings.tell(connection, replace(RULE, mail_to=""), ALERT, Telling.RAISED, BY) == 1
        (mail,) = mails.search(connection, MailSearch(), 9)
        (message,) = webhook_deliveries.latest(connection, "pager")
    assert (mail.recipient, mail.subject) == ("a@example.org", "[Clinic] Alert: Long wait")
    assert "Longest wait: 200 s (limit: 180 s)" in mail.text
    told = json.loads(message.body)
    assert (told["event"], told["alert"]["worst"], told["alert"]["queue"]) == ("alert.raised", 200.0, "nurse")


def test_those_it_was_passed_on_to_hear_its_end_too(database: Database) -> None:
    with database.write() as connection:
        assert alert_tellings.tell(connection, RULE, ALERT, Telling.ESCALATED, BY) == 3
        assert alert_tellings.tell(connection, RULE, replace(ALERT, escalated_at=NOON), Telling.CLEARED, BY) == 3
        assert alert_tellings.tell(connection, RULE, ALERT, Telling.CLEARED, BY) == 2


def test_a_test_may_be_sent_again(database: Database) -> None:
    with database.write() as connection:
        for _twice in range(2):
            alert_tellings.tell(connection, RULE, ALERT, Telling.TEST, BY)
        assert len(mails.search(connection, MailSearch(), 9)) == 2
