"""Projects: the work that is done for one client; his reports speak of it and of nothing else."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text

from ivr.store.columns import metadata
from ivr.store.register import Register, Row, Rules, Tie, check_name

projects = Table(
    "projects",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Project(Row):
    """Queues that belong to one client's work."""

    client: str  # the client's name


def _check(_connection: Connection, project: Project) -> None:
    check_name(project.client, "client")


REGISTER = Register(
    projects,
    Project,
    Rules(
        check=_check,
        used_by=(Tie("queues", "project", "The queue %(names)s belongs to this project: change the queue first."),),
        fallback="project",
        reserved=frozenset({"new", "undo"}),  # addresses of pages beside those of projects
    ),
)
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
