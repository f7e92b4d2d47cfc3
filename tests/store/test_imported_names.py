"""Whom only an imported history names is known to reports and to nothing else."""

from sqlalchemy import select

from ivr.store import agents, queues, skills, teams
from ivr.store.centre import Centre, Queue, Skill, load_centre, save_centre
from ivr.store.database import Database
from ivr.store.imported_names import Called, keep

CALLED = Called({"support": "Support", "nurse": "Nurses of old"}, {"agent-101": "101", "agent-102": "102"}, "UTC")


def called() -> Called:
    return Called(CALLED.queues, CALLED.agents, CALLED.timezone)


def test_those_named_are_kept_out_of_use(database: Database) -> None:
    with database.write() as connection:
        keep(connection, called())
    with database.read() as connection:
        centre = load_centre(connection)
        assert (centre.queues, centre.agents, centre.skills, centre.teams) == ((), (), (), ())
        assert [one.name for one in queues.everyone(connection)] == ["Nurses of old", "Support"]
        assert {one.team for one in agents.everyone(connection)} == {"imported"}
        assert [one.id for one in (*skills.everyone(connection), *teams.everyone(connection))] == ["imported"] * 2


def test_a_queue_of_ours_stays_as_it_is(database: Database) -> None:
    ours = Centre(skills=(Skill("nurse", "Nurse"),), queues=(Queue("nurse", "Nurse", "nurse"),))
    with database.write() as connection:
        save_centre(connection, ours)
        keep(connection, called())
    with database.read() as connection:
        assert load_centre(connection).queues == ours.queues


def test_no_imported_agent_has_a_phone_anybody_knows(database: Database) -> None:
    with database.write() as connection:
        keep(connection, called())
        keep(connection, called())
        found = connection.execute(select(agents.agents.c.phone_secret, agents.agents.c.extension)).all()
    assert len({row.phone_secret for row in found} | {row.extension for row in found}) == 4
    assert not any(row.extension.isdigit() or len(row.phone_secret) < 20 for row in found)
