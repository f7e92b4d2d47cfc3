"""The promises of a day for programs."""

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.calls.events import WaitAnnounced
from ivr.store.database import Database
from ivr.store.folding import refresh

PATH = "/api/v1/promises"


@pytest.fixture
def told(write, served, database: Database) -> None:
    visit = next(event.visit_id for event in served.events if hasattr(event, "visit_id"))
    served.add(5, WaitAnnounced, visit_id=visit, less_than_s=60, position=2, p50_s=20.0, p80_s=40.0)
    write(served)
    refresh(database)


def test_a_queues_promises_are_told_by_half_hour_and_as_a_whole(client: FlaskClient, bearer, told) -> None:
    queues = client.get(f"{PATH}?day=2026-11-23", headers=bearer(Permission.SEE_REPORTS)).json["queues"]
    reception = next(one for one in queues if one["queue"] == "reception")
    assert [row["start"] for row in reception["half_hours"] if row["promised"]] == ["2026-11-23T09:30:00+01:00"]
    assert (reception["total"]["kept_share"], reception["silent_since"]) == (1.0, None)
    assert reception["total"]["mean_error_s"] == 9.0


def test_queues_outside_the_scope_are_not_told(client: FlaskClient, bearer, told) -> None:
    headers = bearer(Permission.SEE_REPORTS, scope=Scope(queues=frozenset({"nurse"})))
    assert [one["queue"] for one in client.get(PATH, headers=headers).json["queues"]] == ["nurse"]
    assert client.get(f"{PATH}?queue=reception", headers=headers).status_code == 404


def test_what_is_no_day_is_refused(client: FlaskClient, bearer) -> None:
    assert client.get(f"{PATH}?day=monday", headers=bearer(Permission.SEE_REPORTS)).status_code == 422


def test_calls_alone_open_no_reports(client: FlaskClient, bearer) -> None:
    assert client.get(PATH, headers=bearer(Permission.SEE_CALLS)).status_code == 403
