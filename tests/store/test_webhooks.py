"""Webhooks are kept with a secret nobody reads by chance."""

import pytest

from ivr.errors import FieldError
from ivr.store import alert_rules, webhooks
from ivr.store.alert_rules import AlertRule
from ivr.store.database import Database
from ivr.store.webhooks import REGISTER, Webhook, check_url


def test_a_new_webhook_has_a_secret_that_can_be_changed_and_is_not_read_with_it(database: Database) -> None:
    with database.write() as connection:
        hook = webhooks.create(connection, Webhook("", "Pager", "https://example.org/a")).after
        first = webhooks.secret_of(connection, hook.id)
        second = webhooks.rotate(connection, hook.id)
        assert len(first) > 40
        assert webhooks.secret_of(connection, hook.id) == second != first
        assert first not in repr(webhooks.of(connection, hook.id))


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org", "https://", "https://a b", "https://u:p@example.org", "https://x/#y",
     "https://x:99999/", "https://[::1/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FieldError):
        check_url(url)


def test_a_webhook_an_alert_is_told_to_stays_in_use(database: Database) -> None:
    with database.write() as connection:
        hook = webhooks.create(connection, Webhook("", "Pager", "https://example.org/a")).after
        alert_rules.create(connection, AlertRule("", "Wait", "longest_wait", 180, 120, webhook=hook.id))
        with pytest.raises(FieldError, match="The alert Wait is told to it"):
            REGISTER.deactivate(connection, hook)
