"""The wallboard for programs."""

from datetime import timedelta

from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.reports.live_rows import LiveChanges, LiveQueue
from ivr.store import live
from ivr.store.folding import refresh

PATH = "/api/v1/wallboard"


def test_the_figures_are_numbers(client: FlaskClient, bearer, database, write, served) -> None:
    write(served)
    refresh(database)
    told = client.get(PATH, headers=bearer(Permission.SEE_WALLBOARD)).json
    reception = next(queue for queue in told["queues"] if queue["id"] == "reception")
    assert (reception["today"]["offered"], reception["today"]["service_level"], reception["today"]["asa_s"]) == (
        1,
        1,
        12,
    )
    assert told["centre"]["today"]["answered"] == 1
    assert {agent["id"]: agent["answered_today"] for agent in told["agents"]}["agent-bela"] == 1


def test_what_has_no_value_is_null(client: FlaskClient, bearer) -> None:
    told = client.get(PATH, headers=bearer(Permission.SEE_WALLBOARD)).json
    assert told["centre"]["half_hour"]["service_level"] is None
    assert told["centre"]["longest_wait_since"] is None
    assert told["centre"]["budget"]["may_miss"] is None


def test_a_wait_is_told_by_its_beginning(client: FlaskClient, bearer, database, clock) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(LiveQueue("nurse", 1, clock() - timedelta(seconds=5)),)))
    told = client.get(f"{PATH}?queue=nurse", headers=bearer(Permission.SEE_WALLBOARD)).json
    assert told["centre"]["longest_wait_since"] == "2026-11-23T08:59:55Z"
    assert [queue["id"] for queue in told["queues"]] == ["nurse"]


def test_a_token_is_held_to_its_queues(client: FlaskClient, bearer) -> None:
    headers = bearer(Permission.SEE_WALLBOARD, scope=Scope(frozenset({"nurse"})))
    told = client.get(PATH, headers=headers).json
    assert [queue["id"] for queue in told["queues"]] == ["nurse"]
    assert told["agents"] == []


def test_a_token_for_something_else_is_refused(client: FlaskClient, bearer) -> None:
    assert client.get(PATH, headers=bearer(Permission.SEE_CALLS)).status_code == 403


def test_a_wish_that_is_too_long_is_refused(client: FlaskClient, bearer) -> None:
    assert client.get(f"{PATH}?queue={'q' * 65}", headers=bearer(Permission.SEE_WALLBOARD)).status_code == 422
