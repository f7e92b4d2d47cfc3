"""The watch raises, tells, passes on and clears; the history of it is in the store and the audit."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from ivr.bringup.configuration import first_settings
from ivr.reports.alerts import AlertKind
from ivr.store import alert_rules, alerts, audit, mails
from ivr.store.alert_rules import AlertRule
from ivr.store.database import Database
from ivr.store.mails import MailSearch
from ivr.worker.alerts import AlertWatch, house_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # one o'clock in Budapest
SILENT = AlertRule("", "Silent", AlertKind.ENGINE_SILENT.value, 30, 10, for_s=0, mail_to="a@example.org",
                   escalate_after_min=10, escalate_to="b@example.org")  # fmt: skip


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(at=NOON)


@pytest.fixture
def look(database: Database, tmp_path: Path, clock) -> Callable[..., None]:
    """Look, so many minutes later, when the engine has been silent for so many seconds."""
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    watch = AlertWatch(database, house_of(settings), lambda: clock.at)

    def looked(silent_s: float, after_min: float = 0.0) -> None:
        clock.at += timedelta(minutes=after_min)
        settings.heartbeat_path.touch()
        at = clock.at.timestamp() - silent_s
        os.utime(settings.heartbeat_path, (at, at))
        watch.look()

    return looked


@pytest.fixture
def rule(database: Database) -> Callable[..., AlertRule]:
    def kept(**more: object) -> AlertRule:
        with database.write() as connection:
            return alert_rules.create(connection, replace(SILENT, **more)).after

    return kept


def letters(database: Database) -> list[str]:
    with database.read() as connection:
        found = mails.search(connection, MailSearch(), 50)
    return [f"{one.recipient[0]} {one.subject}" for one in reversed(found)]


def test_an_alert_is_raised_told_once_grows_worse_and_is_cleared(database, look, rule) -> None:
    rule()
    for silent_s in (5, 40, 90, 60):
        look(silent_s, 0.1)
    with database.read() as connection:
        (alert,) = alerts.open_ones(connection)
    assert (round(alert.worst), letters(database)) == (90, ["a [ivr] Alert: Silent"])
    look(1, 0.1)
    assert letters(database)[1:] == ["a [ivr] Cleared: Silent"]
    with database.read() as connection:
        assert alerts.open_ones(connection) == ()
        verbs = [row.entry.verb for row in audit.search(connection, audit.AuditSearch())]
    assert verbs == ["clear alert", "raise alert"]


def test_one_nobody_takes_is_passed_on_and_one_somebody_takes_is_not(database, look, rule, clock) -> None:
    rule()
    look(40)
    look(640, 11)
    assert sorted(letters(database)[1:]) == [
        "a [ivr] Alert nobody has taken: Silent", "b [ivr] Alert nobody has taken: Silent",
    ]  # fmt: skip
    look(1, 1)
    look(40, 20)
    with database.write() as connection:
        alerts.acknowledge(connection, alerts.open_ones(connection)[0].id, ("Kata", clock.at), None)
    before = letters(database)
    look(700, 15)
    assert letters(database) == before


def test_one_that_comes_and_goes_does_not_flood(database, look, rule) -> None:
    rule(escalate_after_min=None)
    for _ in range(5):
        look(40, 0.2)
        look(1, 0.2)
    assert letters(database) == ["a [ivr] Alert: Silent", "a [ivr] Cleared: Silent"]
    with database.read() as connection:
        assert len(alerts.everyone(connection, None)) == 5


def test_in_quiet_hours_it_is_seen_and_told_afterwards(database, look, rule) -> None:
    rule(quiet="12:00-14:00")
    look(40)
    assert letters(database) == []
    with database.read() as connection:
        assert len(alerts.open_ones(connection)) == 1
    look(4000, 61)
    assert letters(database) == ["a [ivr] Alert: Silent"]


def test_a_rule_taken_out_of_use_clears_what_it_raised(database, look, rule) -> None:
    kept = rule()
    look(40)
    with database.write() as connection:
        alert_rules.deactivate(connection, kept)
    look(50, 0.1)
    with database.read() as connection:
        assert alerts.open_ones(connection) == ()


def test_a_share_of_few_calls_says_nothing(database, look, rule) -> None:
    rule(kind=AlertKind.SERVICE_LEVEL.value, raise_at=70, clear_at=80)
    look(1)
    with database.read() as connection:
        assert alerts.everyone(connection, None) == ()
