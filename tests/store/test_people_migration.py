"""A centre kept before people could be changed one by one loses nobody and nothing."""

from alembic import command
from sqlalchemy import text

from ivr.store.centre import load_centre
from ivr.store.database import Database
from ivr.store.migration import configuration, migrate

BEFORE = (
    "INSERT INTO skills (id, name) VALUES ('nurse', 'Nurse')",
    "INSERT INTO agents (id, name, phone_secret, extension) VALUES ('agent-anna', 'Anna', 'kept', '201')",
    "INSERT INTO agent_skills (agent, skill, level) VALUES ('agent-anna', 'nurse', 7)",
    "INSERT INTO queues (id, name, skill, service_level_s, short_abandon_s, timezone, wrap_up_s, ring_s, max_wait_s)"
    " VALUES ('ward', 'Ward', 'nurse', 30, 5, 'Europe/Budapest', 10, 15, 900)",
)


def test_agents_keep_skills_and_phones_and_queues_their_settings(bare: Database) -> None:
    with bare.write() as connection:
        command.upgrade(configuration(connection), "0003")
        for statement in BEFORE:
            connection.execute(text(statement))
    migrate(bare)
    with bare.read() as connection:
        centre = load_centre(connection)
    anna, ward = centre.agents[0], centre.queues[0]
    assert (anna.skills, anna.phone_secret, anna.active, anna.version) == ({"nurse": 7}, "kept", True, 1)
    assert (ward.service_level_s, ward.goal_percent, ward.waiting_warn, ward.active) == (30, 80, None, True)
