"""Schedules are checked before they are kept."""

from dataclasses import replace

import pytest

from ivr.errors import FieldError
from ivr.store import projects, report_schedules
from ivr.store.database import Database
from ivr.store.projects import Project
from ivr.store.report_schedules import ReportSchedule

WEEKLY = ReportSchedule("", "Every Monday", project="clinic", recipients="a@example.org, B@Example.org")


@pytest.fixture
def clinic(database: Database) -> None:
    with database.write() as connection:
        projects.create(connection, Project("", "Clinic", "Clinic Ltd"))


def test_a_schedule_comes_back_with_its_addresses(database: Database, clinic: None) -> None:
    with database.write() as connection:
        made = report_schedules.create(connection, WEEKLY).after

    assert (made.id, made.active, made.addresses) == ("every-monday", True, ("a@example.org", "B@example.org"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"recipients": ""}, "recipients"), ({"recipients": "nobody"}, "recipients"),
        ({"recipients": " ".join(f"a{n}@example.org" for n in range(21))}, "recipients"),
        ({"day": 8}, "day"), ({"day": 29, "kind": "month"}, "day"), ({"hour": 24}, "hour"),
        ({"formats": ""}, "formats"), ({"formats": "exe"}, "formats"), ({"language": "xx"}, "language"),
        ({"project": "nowhere"}, "project"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(database: Database, clinic: None, wrong: dict[str, object], field: str) -> None:
    with database.write() as connection, pytest.raises(FieldError) as refused:
        report_schedules.create(connection, replace(WEEKLY, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field
