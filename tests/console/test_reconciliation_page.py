"""The page of reconciliation: the books of a day, and the calls on which the history and a witness disagree."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console import reconciled_day
from ivr.console.reconciliation_page import ADVICE, CHECKS
from ivr.reports.discrepancy import Check
from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import projects, queues, rollups, witness_positions, witness_statements
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.position import Position
from ivr.store.projects import Project


@pytest.fixture
def compared(write, served, database: Database, clock) -> Statement:
    """The call of the house, which CDR tells a minute later than it was."""
    write(served)
    refresh(database)
    began = served.start + timedelta(minutes=1)
    told = Statement(Witness.CDR, "1.1", served.call_id, Kind.CALL, began, began + timedelta(seconds=80))
    with database.write() as connection:
        witness_statements.keep(connection, {"cdr:0:0": told})
        for at in (served.start - timedelta(hours=1), clock()):
            witness_positions.save(connection, Witness.CDR, Position(1, 1), at)
    return told


def test_a_disputed_call_is_named_with_both_sides_and_leads_to_its_journey(signed_in: FlaskClient, compared) -> None:
    page = signed_in.get("/reconciliation").text
    for words in ("at another time", "began 23 Nov 2026, 09:40:00", "CDR: 1 calls compared", "Reception"):
        assert words in page
    assert f'href="/calls/{compared.call_id}"' in page


def test_a_hungarian_reader_sees_no_english_of_a_disputed_call(as_role, compared) -> None:
    page = as_role(Role.SUPERVISOR, language="hu").get("/reconciliation").text
    for words in ("más időpontban", "kezdete: 2026. nov. 23. 9:40:00", "kezdete: 2026. nov. 23. 9:41:00"):
        assert words in page
    assert not re.search(r"began|ended|nobody|nothing|until|UTC|another|call of", re.sub(r"<[^>]*>", " ", page))


def test_what_agrees_is_said_to_agree(signed_in: FlaskClient, write, served, database: Database) -> None:
    write(served)
    refresh(database)
    page = signed_in.get("/reconciliation").text
    assert "No discrepancies" in page
    assert "CEL is not read here" in page


def test_counts_that_do_not_fit_lead_to_the_visits_of_their_quarter(signed_in: FlaskClient, compared, database) -> None:
    with database.write() as connection:
        connection.execute(update(rollups.rollups).values(timed_out=7))
    page = signed_in.get("/reconciliation").text
    assert "timed out 7" in page
    (address,) = re.findall(r'href="([^"]+)" data-test="disputed-visits"', page)
    assert f"/calls/{compared.call_id}" in signed_in.get(unescape(address)).text


def test_the_discrepancies_come_as_csv(signed_in: FlaskClient, compared) -> None:
    lines = signed_in.get("/reconciliation?format=csv").text.splitlines()
    assert lines[0].endswith("check,witness,at,call_id,queue,reference,here,there")
    assert any("at another time,CDR" in line and compared.call_id in line for line in lines)


def test_another_day_has_nothing(signed_in: FlaskClient, compared) -> None:
    page = signed_in.get("/reconciliation?day=2026-11-20").text
    assert "Nobody joined a queue on this day" in page


@pytest.mark.parametrize("day", ["monday", "0001-01-01", "<script>"])
def test_what_is_no_day_is_said_to_be_none(signed_in: FlaskClient, day: str) -> None:
    answer = signed_in.get("/reconciliation", query_string={"day": day})
    assert "This is no day; today is shown." in answer.text


def test_a_client_sees_the_calls_of_his_projects_only(as_role, compared, database: Database) -> None:
    with database.write() as connection:
        projects.create(connection, Project("spring", "Spring", "Demo bank"))
        queues.change(connection, replace(queues.of(connection, "nurse"), project="spring"))
    page = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"}))).get("/reconciliation").text
    assert "at another time" not in page
    assert "Reception" not in page


def test_an_agent_may_not_look(as_role) -> None:
    assert as_role(Role.AGENT).get("/reconciliation").status_code == 403


def test_a_day_with_too_many_calls_says_where_to_ask(signed_in: FlaskClient, compared, monkeypatch) -> None:
    monkeypatch.setattr(reconciled_day, "MOST_CALLS", 0)
    assert "report reconcile" in signed_in.get("/reconciliation").text
    assert "too many calls" in signed_in.get("/reconciliation?format=csv").text


def test_every_check_has_words_and_advice() -> None:
    assert set(CHECKS) == set(ADVICE) == set(Check)
