"""A skill stays as long as a queue or a menu asks for it."""

import pytest

from ivr.errors import FieldError
from ivr.store import queues, skills
from ivr.store.database import Database
from ivr.store.menus import Menu, save_menu
from ivr.store.queues import Queue
from ivr.store.register import Change
from ivr.store.skills import Skill


def test_the_skill_of_an_active_queue_cannot_be_deactivated(database: Database) -> None:
    with database.write() as connection:
        nurse = skills.create(connection, Skill("", "Nurse")).after
        queue = queues.create(connection, Queue("", "Ward", nurse.id)).after
        with pytest.raises(FieldError, match="The queue Ward asks for this skill"):
            skills.deactivate(connection, nurse)
        queues.deactivate(connection, queue)
        assert isinstance(skills.deactivate(connection, nurse), Change)


def test_the_skill_a_menu_waits_for_cannot_be_deactivated(database: Database) -> None:
    with database.write() as connection:
        nurse = skills.create(connection, Skill("", "Nurse")).after
        save_menu(connection, Menu("main", {"nodes": {"ward": {"kind": "queue", "queue": "x", "skill": "nurse"}}}))
        with pytest.raises(FieldError, match="menu main"):
            skills.deactivate(connection, nurse)
