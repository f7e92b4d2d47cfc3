"""Whose queues one sees."""

from dataclasses import replace

from ivr.access.account import ALL, Scope
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.store import projects, queues
from ivr.store.database import Database
from ivr.store.projects import Project


def test_who_is_held_to_nothing_sees_all(database: Database, centre) -> None:
    with database.read() as connection:
        seen = seen_queues(connection, ALL)
    assert {queue.id for queue in seen} == {"reception", "nurse"}
    assert scope_of(seen, ALL) is None


def test_who_is_held_to_a_queue_sees_it(database: Database, centre) -> None:
    scope = Scope(queues=frozenset({"nurse", "gone"}))
    with database.read() as connection:
        assert scope_of(seen_queues(connection, scope), scope) == {"nurse"}


def test_a_project_is_its_queues(database: Database, centre) -> None:
    scope = Scope(projects=frozenset({"spring"}))
    with database.write() as connection:
        assert scope_of(seen_queues(connection, scope), scope) == frozenset()
        projects.create(connection, Project("spring", "Spring", "Demo bank"))
        queues.change(connection, replace(queues.of(connection, "nurse"), project="spring"))
        assert scope_of(seen_queues(connection, scope), scope) == {"nurse"}
