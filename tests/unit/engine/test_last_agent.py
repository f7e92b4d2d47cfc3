from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import VisitOutcome
from ivr.engine.last_agent import LastAgent
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import folded_rows
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = "+36301234567"


@pytest.fixture
def last_agent(database: Database) -> LastAgent:
    record = CallRecord("c1", NOON - timedelta(days=1), caller_id=NUMBER)
    visit = Visit("v1", "c1", "nurse", record.started_at, outcome=VisitOutcome.ANSWERED, agent="agent-anna")
    record.visits = (visit,)
    with database.write() as connection:
        folded_rows.replace(connection, [record])
    return LastAgent(database, lambda: NOON)


async def test_a_caller_is_known_by_his_number_in_the_same_queue(last_agent: LastAgent) -> None:
    assert await last_agent.of(NUMBER, "nurse") == "agent-anna"
    assert await last_agent.of(NUMBER, "reception") is None


@pytest.mark.parametrize("number", [None, "", "anonymous", "201", "+36309999999"])
async def test_who_cannot_be_known_talked_with_nobody(last_agent: LastAgent, number: str | None) -> None:
    assert await last_agent.of(number, "nurse") is None


async def test_a_store_that_does_not_answer_keeps_nobody_waiting(last_agent: LastAgent) -> None:
    with last_agent.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE visits")

    assert await last_agent.of(NUMBER, "nurse") is None
