"""What a command changes is done, written down, and told to the engine, or none of it."""

import json
import socket
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from ivr.bringup.configuration import first_settings
from ivr.calls.intentions import ReloadPhones
from ivr.cli.centre_desk import CentreDesk
from ivr.errors import AuthorError, SetupError
from ivr.store import agents, centre_version, intentions, levels
from ivr.store.agents import Agent
from ivr.store.audit import audit
from ivr.store.centre import Centre, Skill, save_centre
from ivr.store.levels import Level

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANNA = Agent("", "Anna", extension="201")


@pytest.fixture
def desk(tmp_path, fresh):
    settings = first_settings(tmp_path, tmp_path, "local", {})
    database = fresh(settings.database_url)
    with database.write() as connection:
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),)))
    yield CentreDesk(settings, database, NOW)
    database.close()


def written(desk):
    with desk.database.read() as connection:
        rows = connection.execute(select(audit.c.verb, audit.c.subject, audit.c.after).order_by(audit.c.seq)).all()
    return [(row.verb, row.subject) for row in rows], [json.loads(row.after) for row in rows]


def test_a_new_agent_and_each_of_his_levels_are_in_the_audit(desk):
    phone = desk.add_agent(ANNA, {"nurse": 7})

    entries, after = written(desk)
    assert (phone.user, phone.server, phone.port) == ("agent-anna", desk.settings.sip_host, desk.settings.sip_port)
    assert entries == [("add agent", "agent-anna"), ("set level", "agent-anna nurse")]
    assert (after[0]["extension"], after[1]["level"]) == ("201", 7)


def test_the_audit_never_holds_what_a_phone_registers_with(desk):
    first = desk.add_agent(ANNA, {}).secret
    second = desk.rotate_phone("agent-anna").secret

    assert first != second
    assert all(secret not in str(written(desk)) for secret in (first, second))


def test_the_engine_is_asked_to_look_and_to_reload_phones(desk):
    with desk.database.read() as connection:
        before = centre_version.read(connection)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.bind(str(desk.settings.doorbell_path))
        desk.add_agent(ANNA, {})
        assert bell.recv(16)
    with desk.database.read() as connection:
        assert centre_version.read(connection) == before + 1
        assert [row.wish for row in intentions.waiting(connection)] == [ReloadPhones()]


def test_what_is_refused_leaves_no_trace(desk):
    with pytest.raises(AuthorError, match="key level: Enter a level"):
        desk.add_agent(ANNA, {"nurse": 12})

    with desk.database.read() as connection:
        assert agents.everyone(connection) == ()
        assert intentions.waiting(connection) == []
    assert written(desk)[0] == []


def test_an_agent_is_taken_out_of_use(desk):
    desk.add_agent(ANNA, {})
    desk.deactivate_agent("agent-anna")

    with desk.database.read() as connection:
        assert not agents.of(connection, "agent-anna").active
    assert written(desk)[0][-1] == ("deactivate agent", "agent-anna")


def test_an_agent_nobody_knows_is_said(desk):
    with pytest.raises(SetupError, match="there is no agent agent-zed"):
        desk.rotate_phone("agent-zed")


def test_a_level_reaches_the_engine_without_a_reload_of_phones(desk):
    desk.add_agent(ANNA, {})
    with desk.database.write() as connection:
        before = centre_version.read(connection)
        connection.execute(delete(intentions.intentions))
    desk.set_level(Level("agent-anna", "nurse", 4, NOW))

    with desk.database.read() as connection:
        assert levels.ending(connection) == (Level("agent-anna", "nurse", 4, NOW),)
        assert centre_version.read(connection) == before + 1
        assert intentions.waiting(connection) == []
    assert written(desk)[0][-1] == ("set level", "agent-anna nurse")
