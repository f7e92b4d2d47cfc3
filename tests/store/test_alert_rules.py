"""Rules of alerts are kept only when they can be looked at and told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.errors import FieldError
from ivr.store import alert_rules, webhooks
from ivr.store.alert_rules import AlertRule, addresses, check_rule
from ivr.store.database import Database
from ivr.store.webhooks import Webhook

WAIT = AlertRule("", "Long wait", "longest_wait", 180, 120)


def test_a_rule_comes_back_with_all_its_settings(database: Database) -> None:
    with database.write() as connection:
        hook = webhooks.create(connection, Webhook("", "Pager", "https://example.org/")).after
        rule = replace(WAIT, mail_to="a@example.org, b@example.org", escalate_after_min=10, webhook=hook.id)
        made = alert_rules.create(connection, rule).after
    with database.read() as connection:
        assert alert_rules.of(connection, "long-wait") == made
    assert (made.manner.escalate_after, made.threshold.is_falling) == (timedelta(minutes=10), False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "mood"}, "kind"),
        ({"kind": "spool_lag", "queue": "nurse"}, "queue"),
        ({"raise_at": -1}, "raise_at"),
        ({"raise_at": float("nan")}, "raise_at"),
        ({"clear_at": 200}, "clear_at"),
        ({"kind": "agents"}, "clear_at"),  # of what may fall the better is more
        ({"rest_min": 5000}, "rest_min"),
        ({"escalate_after_min": 0}, "escalate_after_min"),
        ({"quiet": "night"}, "quiet"),
        ({"mail_to": "nobody"}, "mail_to"),
        ({"escalate_to": "a@example.org; b@example.org"}, "escalate_to"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_rule(replace(WAIT, **wrong))
    assert refused.value.field == field


def test_a_rule_for_what_is_not_there_is_refused(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError, match="There is no active queue"):
        alert_rules.create(connection, replace(WAIT, queue="nowhere"))


def test_addresses_are_parted_by_commas() -> None:
    assert addresses(" a@example.org,,b@example.org ") == ["a@example.org", "b@example.org"]
