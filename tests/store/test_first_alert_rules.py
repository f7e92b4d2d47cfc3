"""A new installation begins with rules of every kind, once."""

from ivr.reports.alerts import AlertKind
from ivr.store import alert_rules
from ivr.store.database import Database
from ivr.store.first_alert_rules import FIRST, begin


def test_every_rule_is_kept_as_it_is_and_tells_nobody_yet(database: Database) -> None:
    with database.write() as connection:
        assert begin(connection, "hu") == len(FIRST)
        kept = alert_rules.everyone(connection)
    assert {one.kind for one in kept} == set(AlertKind) - {AlertKind.WORKER_SILENT}  # a worker cannot tell of itself
    assert all(one.active and not (one.mail_to or one.escalate_to or one.webhook or one.queue) for one in kept)
    assert {one.name for one in kept} == {one.names["hu"] for one in FIRST}


def test_what_was_taken_out_of_use_does_not_come_back(database: Database) -> None:
    with database.write() as connection:
        begin(connection, "de")
        for one in alert_rules.everyone(connection):
            alert_rules.deactivate(connection, one)
        assert begin(connection, "de") == 0
        assert not any(one.active for one in alert_rules.everyone(connection))
