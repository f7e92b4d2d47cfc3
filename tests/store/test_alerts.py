"""Alerts are kept with what became of them."""

from datetime import UTC, datetime, timedelta

from ivr.reports.alerts import State, Watch
from ivr.store import alerts
from ivr.store.alerts import Alert, Standing
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def alert(name: str, **more: object) -> Alert:
    return Alert(**{"id": name, "rule": "r1", "name": "Long wait", "kind": "longest_wait", "queue": "nurse",
                    "raise_at": 180.0, "worst": 200.0, "raised_at": NOON} | more)  # fmt: skip


def test_how_a_rule_stands_is_kept_over_and_over(database: Database) -> None:
    with database.write() as connection:
        alerts.stand(connection, "r1", Standing(Watch(State.PENDING, NOON)))
        alerts.stand(connection, "r1", Standing(Watch(State.RAISED, NOON), "a1"))
        assert alerts.standings(connection) == {"r1": Standing(Watch(State.RAISED, NOON), "a1")}


def test_one_person_takes_an_alert_while_it_is_open(database: Database) -> None:
    with database.write() as connection:
        alerts.raise_one(connection, alert("a1"))
        alerts.raise_one(connection, alert("a2", cleared_at=NOON))
        assert alerts.acknowledge(connection, "a1", ("Kata", NOON), "on it")
        assert not alerts.acknowledge(connection, "a1", ("Béla", NOON), None)
        assert not alerts.acknowledge(connection, "a2", ("Kata", NOON), None)
        assert alerts.of(connection, "a1").note == "on it"


def test_they_are_found_by_queue_and_by_whether_they_are_open(database: Database) -> None:
    with database.write() as connection:
        for one in (alert("a1"), alert("a2", cleared_at=NOON), alert("a3", queue=None)):
            alerts.raise_one(connection, one)
        assert {one.id for one in alerts.open_ones(connection)} == {"a1", "a3"}
        assert {one.id for one in alerts.everyone(connection, {"nurse"})} == {"a1", "a2"}
        assert len(alerts.everyone(connection, None)) == 3


def test_what_people_do_not_know_yet_is_found_with_what_they_know(database: Database) -> None:
    before = NOON - timedelta(hours=1)
    with database.write() as connection:
        alerts.raise_one(connection, alert("old", told_at=before, cleared_at=before, cleared_told_at=before))
        alerts.raise_one(connection, alert("new"))
        alerts.raise_one(connection, alert("over", told_at=NOON, cleared_at=NOON))
        alerts.raise_one(connection, alert("never", cleared_at=NOON))
        found = alerts.to_be_told(connection)
        assert {one.id for one in found} == {"new", "over"}
        assert alerts.told(connection, next(one for one in found if one.id == "new")).last == NOON
