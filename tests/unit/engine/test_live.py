"""The live tables follow the events, a few times a second, and begin anew when they could not be written."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from ivr.calls.events import AgentStateChanged, Event
from ivr.engine import live as live_module
from ivr.engine.live import Live
from ivr.reports.live_rows import LiveAgent
from ivr.store import live as tables
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAUSED = AgentStateChanged(event_id="1", at=NOON, agent="agent-anna", state="paused", reason="lunch")


@pytest.fixture
async def running(database: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(live_module, "REST_S", 0.01)
    live = Live(database)
    task = asyncio.create_task(live.run())
    yield live
    task.cancel()


async def agents(database: Database, wanted: int) -> list[LiveAgent]:
    async with asyncio.timeout(60):
        while True:
            with database.read() as connection:
                found = tables.agents(connection)
            if len(found) == wanted:
                return found
            await asyncio.sleep(0.01)


async def test_what_was_recorded_is_seen_in_the_tables(running: Live, database: Database) -> None:
    recorded: list[Event] = []

    running.beside(recorded.append)(PAUSED)

    assert (await agents(database, 1))[0].reason == "lunch"
    assert recorded == [PAUSED]


async def test_rows_of_an_engine_before_are_gone(database: Database) -> None:
    with database.write() as connection:
        tables.apply(connection, tables.LiveChanges(agents=(LiveAgent("agent-gone", "available", None, NOON),)))
    task = asyncio.create_task(Live(database).run())

    assert await agents(database, 0) == []
    task.cancel()


async def test_who_could_not_write_tells_everything_again(
    running: Live, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asyncio.sleep(0.05)
    whole, refused = database.write, []

    def refuses() -> Any:
        refused.append(1)
        monkeypatch.setattr(database, "write", whole)
        raise OSError("the disk is full")

    monkeypatch.setattr(database, "write", refuses)
    running.hear(PAUSED)

    assert len(await agents(database, 1)) == 1
    assert refused


def test_an_event_that_cannot_be_folded_harms_nobody(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    live = Live(database)
    live.view.pause_limits_s = {"lunch": float("inf")}

    live.hear(PAUSED)

    assert "missed an event" in caplog.text
