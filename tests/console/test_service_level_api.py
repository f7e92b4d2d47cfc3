"""The service level for programs."""

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store.database import Database
from ivr.store.folding import refresh

PATH = "/api/v1/service-level"


@pytest.fixture
def folded(write, served, database: Database) -> None:
    write(served)
    refresh(database)


def test_a_day_is_told_by_half_hour_and_as_a_whole(client: FlaskClient, bearer, folded) -> None:
    told = client.get(f"{PATH}?day=2026-11-23", headers=bearer(Permission.SEE_REPORTS)).json
    reception = next(one for one in told["queues"] if one["queue"] == "reception")
    assert (told["day"], told["together"]["service_level"], told["blind"]) == ("2026-11-23", 1.0, [])
    assert [row["start"] for row in reception["half_hours"]] == ["2026-11-23T09:30:00+01:00"]
    assert (reception["total"]["offered"], reception["total"]["asa_s"]) == (1, 12.0)


def test_queues_outside_the_scope_are_not_told(client: FlaskClient, bearer, folded) -> None:
    headers = bearer(Permission.SEE_REPORTS, scope=Scope(queues=frozenset({"nurse"})))
    assert [one["queue"] for one in client.get(PATH, headers=headers).json["queues"]] == ["nurse"]
    assert client.get(f"{PATH}?queue=reception", headers=headers).status_code == 404


@pytest.mark.parametrize("asked", ["day=monday", "day=9999-12-31", "day=2026-02-30"])
def test_what_is_no_day_is_refused(client: FlaskClient, bearer, asked: str) -> None:
    assert client.get(f"{PATH}?{asked}", headers=bearer(Permission.SEE_REPORTS)).status_code == 422


def test_calls_alone_open_no_reports(client: FlaskClient, bearer) -> None:
    assert client.get(PATH, headers=bearer(Permission.SEE_CALLS)).status_code == 403
