"""The centre comes back as it was saved; menus keep their history."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from ivr.store import centre
from ivr.store.centre import Agent, Centre, Entry, Menu, Queue, Schedule, Skill
from ivr.store.database import Database

CLINIC = Centre(
    skills=(Skill("nurse", "Nurse"), Skill("reception", "Reception")),
    agents=(Agent("agent-anna", "Anna", "secret", "201", {"nurse": 7, "reception": 5}),),
    queues=(Queue("nurse", "Nurse", "nurse", wrap_up_s=5),),
    entries=(Entry("*45", "feature:log_in"), Entry("100", "menu:main")),
    menus=(Menu("main", {"start": "hello"}, 1),),
    schedules=(Schedule("clinic", {"monday": ["08:00-16:00"]}),),
    settings={"name": "Demo clinic", "languages": ["en", "hu"]},
)


def saved(database: Database, wanted: Centre) -> Centre:
    with database.write() as connection:
        centre.save_centre(connection, wanted)
    with database.read() as connection:
        return centre.load_centre(connection)


def test_a_centre_comes_back_as_it_was_saved(database: Database) -> None:
    assert saved(database, CLINIC) == CLINIC


def test_saving_again_changes_nothing(database: Database) -> None:
    saved(database, CLINIC)
    assert saved(database, CLINIC) == CLINIC


def test_a_changed_menu_is_a_new_version(database: Database) -> None:
    saved(database, CLINIC)
    changed = saved(database, replace(CLINIC, menus=(Menu("main", {"start": "bye"}),)))
    assert changed.menus == (Menu("main", {"start": "bye"}, 2),)


def test_a_dialled_number_leads_to_its_entry(database: Database) -> None:
    saved(database, CLINIC)
    with database.read() as connection:
        assert centre.load_entries(connection) == {"*45": "feature:log_in", "100": "menu:main"}


def test_a_queue_for_an_unknown_skill_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        saved(database, replace(CLINIC, queues=(Queue("x", "X", "unknown"),)))


def test_the_engine_is_given_what_is_active_and_reports_everything(database: Database) -> None:
    gone = Agent("agent-bela", "Béla", "secret", "202", {"nurse": 3}, active=False)
    idle = Skill("reception", "Reception", active=False)
    closed = Queue("ward", "Ward", "nurse", active=False)
    loaded = saved(
        database,
        replace(
            CLINIC, skills=(CLINIC.skills[0], idle), agents=(*CLINIC.agents, gone), queues=(*CLINIC.queues, closed)
        ),
    )
    assert (loaded.skills, loaded.queues) == (CLINIC.skills[:1], CLINIC.queues)
    assert [(agent.id, agent.skills) for agent in loaded.agents] == [("agent-anna", {"nurse": 7})]
    with database.read() as connection:
        assert centre.load_agents(connection) == (*CLINIC.agents, gone)
        assert centre.load_queues(connection) == (*CLINIC.queues, closed)


def test_a_new_database_holds_no_centre(database: Database) -> None:
    with database.read() as connection:
        assert centre.is_empty(connection)
