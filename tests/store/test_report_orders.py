"""Orders of reports: each key once, made in turn."""

from datetime import UTC, datetime

from ivr.store import report_orders
from ivr.store.database import Database
from ivr.store.report_orders import OrderState, ReportOrder

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def asked(database: Database, name: str, **other: object) -> bool:
    given = {"key": name, "schedule": "weekly", "recipients": ("a@example.org",)} | other
    order = ReportOrder(name, project="clinic", period="2026-10", formats=("pdf",), language="hu",
                        asked_by="schedule:weekly", asked_at=NOON, **given)  # type: ignore[arg-type]  # fmt: skip
    with database.write() as connection:
        return report_orders.ask(connection, order)


def test_one_key_is_asked_once(database: Database) -> None:
    assert asked(database, "a", key="weekly:2026-W46")
    assert not asked(database, "b", key="weekly:2026-W46")
    with database.read() as connection:
        assert report_orders.is_known(connection, "weekly:2026-W46")
        assert [one.id for one in report_orders.latest(connection, "clinic")] == ["a"]


def test_they_are_taken_in_turn_until_they_are_closed(database: Database) -> None:
    asked(database, "a")
    asked(database, "b")
    with database.write() as connection:
        first, again = report_orders.take(connection), report_orders.take(connection)
        assert report_orders.close(connection, "a", OrderState.MADE, NOON)
        assert not report_orders.close(connection, "a", OrderState.FAILED, NOON)
        second = report_orders.take(connection)

    assert [(one.id, one.tries, one.recipients) for one in (first, again, second) if one] == [
        ("a", 0, ("a@example.org",)), ("a", 1, ("a@example.org",)), ("b", 0, ("a@example.org",)),
    ]  # fmt: skip


def test_what_was_left_out_is_not_shown_but_known(database: Database) -> None:
    asked(database, "a")
    with database.write() as connection:
        report_orders.close(connection, "a", OrderState.LEFT_OUT, NOON)
        assert report_orders.has_any(connection, "weekly")
        assert not report_orders.has_any(connection, "monthly")
        assert report_orders.latest(connection, "clinic") == []
        assert report_orders.of_schedule(connection, "weekly") == []
        assert not report_orders.any_open(connection)


def test_what_a_schedule_asked_for_is_found_by_it(database: Database) -> None:
    asked(database, "a")
    asked(database, "b", schedule=None)
    with database.read() as connection:
        assert [one.id for one in report_orders.of_schedule(connection, "weekly")] == ["a"]
        assert report_orders.any_open(connection)
