"""The composition root: everything is built, works together, and is taken apart again."""

import asyncio
import os
import signal

import pytest
from sqlalchemy import select

from ivr import __version__, app
from ivr.bringup.configuration import first_settings
from ivr.calls.commands import Say
from ivr.calls.events import AgentStateChanged, EngineStarted
from ivr.cli.centre_file import parse_centre
from ivr.store import call_events, event_rows
from ivr.store.centre import save_centre

CENTRE = """\
timezone: Europe/Budapest
queues: {reception: {name: Reception, skill: reception}}
agents: {agent-anna: {name: Anna, extension: "201", skills: {reception: 7}}}
"""


@pytest.fixture
def settings(tmp_path):
    return first_settings(tmp_path, tmp_path, "local", {})


@pytest.fixture
def database(settings, fresh):
    database = fresh(settings.database_url)
    with database.write() as connection:
        save_centre(connection, parse_centre(CENTRE, "centre.yaml", ()))
    yield database
    database.close()


async def run_until_it_beats(settings) -> None:
    engine = asyncio.create_task(app.run_engine(settings))
    async with asyncio.timeout(60):
        while not (engine.done() or settings.heartbeat_path.exists()):  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.001)
        os.kill(os.getpid(), signal.SIGTERM)
        await engine


def history(database):
    with database.read() as connection:
        bodies = connection.execute(select(call_events.call_events.c.body)).scalars()
        return [event for body in bodies for event in event_rows.in_body(body)]


async def test_the_engine_runs_without_asterisk_and_stops_when_asked(settings, database):
    await run_until_it_beats(settings)

    (started,) = (event for event in history(database) if isinstance(event, EngineStarted))
    assert started.version == __version__


async def test_an_agent_is_taken_up_where_the_last_engine_left_him(settings, database):
    paused = AgentStateChanged(event_id="e1", at=app.now(), agent="agent-anna", state="paused", reason="asked")
    with database.write() as connection:
        call_events.append(connection, [paused])

    await run_until_it_beats(settings)

    changes = [event for event in history(database) if isinstance(event, AgentStateChanged)]
    assert [(change.state, change.reason) for change in changes][-1] == ("paused", "asked")


def test_a_new_installation_has_no_clip_yet(settings):
    assert app.speaker(settings).ready((Say("welcome"),), "en") is None


def test_the_clock_of_the_shells_is_utc():
    assert app.now().utcoffset().total_seconds() == 0
