"""A project has a client, and stays as long as a queue belongs to it."""

import pytest

from ivr.errors import FieldError
from ivr.store import projects, queues, skills
from ivr.store.database import Database
from ivr.store.projects import Project
from ivr.store.queues import Queue
from ivr.store.skills import Skill


def test_a_project_without_a_client_is_refused(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError) as refused:
        projects.create(connection, Project("", "Spring", " "))
    assert refused.value.field == "client"


def test_the_project_of_an_active_queue_cannot_be_deactivated(database: Database) -> None:
    with database.write() as connection:
        spring = projects.create(connection, Project("", "Spring", "Acme")).after
        skill = skills.create(connection, Skill("", "Sales")).after
        queues.create(connection, Queue("", "Orders", skill.id, project=spring.id))
        with pytest.raises(FieldError, match="The queue Orders belongs to this project"):
            projects.deactivate(connection, spring)
