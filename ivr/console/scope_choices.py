"""The queues and projects one can choose from."""

from ivr.console.source import source
from ivr.store.centre import load_centre


def queue_choices() -> dict[str, str]:
    """The id and name of every queue."""
    with source().database.read() as connection:
        return {queue.id: queue.name for queue in load_centre(connection).queues}


def project_choices() -> dict[str, str]:
    """The id and name of every project."""
    with source().database.read() as connection:
        return {project.id: project.name for project in load_centre(connection).projects}
