"""Projects for programs."""

from dataclasses import replace
from typing import Any

from flask import Response
from pydantic import BaseModel

from ivr.access.role import Permission
from ivr.console import row_changes
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.projects_page import BLANK, FLOW, allow
from ivr.console.row_api import RowSaid, Switch, Version, done_once, name_field, row_of
from ivr.console.source import source
from ivr.store import projects
from ivr.store.projects import Project
from ivr.store.register import plain

api = area("projects")


class ProjectBody(BaseModel):
    """A project as it is wanted; `client` is the client's name."""

    name: str = name_field()
    client: str = name_field()

    def applied(self, project: Project) -> Project:
        """The project with these values."""
        return replace(project, name=self.name, client=self.client)


class ChangedProjectBody(ProjectBody, Version):
    """Other values of a project."""


class ProjectSaid(RowSaid, ProjectBody):
    """A project as programs are told."""


class ProjectsSaid(BaseModel):
    """The projects one may edit."""

    projects: list[ProjectSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROJECTS)
@api.output(ProjectsSaid)
@api.doc(summary="All projects", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All projects of one's scope."""
    with source().database.read() as connection:
        mine = [one for one in projects.everyone(connection) if principal().scope.covers(project=one.id)]
    return {"projects": [plain(one) for one in mine]}


@api.get("/<project_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROJECTS)
@api.output(ProjectSaid)
@api.doc(summary="One project", security="token", responses=answers(404))
def one(project_id: str) -> dict[str, Any]:
    """One project."""
    return plain(_mine(project_id))


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROJECTS)
@api.input(ProjectBody, arg_name="body")
@api.output(ProjectSaid, status_code=201)
@api.doc(summary="Make a project", security="token", responses=answers(409, 422))
def add(body: ProjectBody) -> Response:
    """Make a project; its id is made from its name."""
    wanted = body.applied(BLANK)
    allow(wanted)
    return done_once(row_changes.created(FLOW.noun, projects.REGISTER, wanted), 201)


@api.put("/<project_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROJECTS)
@api.input(ChangedProjectBody, arg_name="body")
@api.output(ProjectSaid)
@api.doc(summary="Change a project", security="token", responses=answers(404, 409, 422))
def change(project_id: str, body: ChangedProjectBody) -> Response:
    """Make a project as it is wanted."""
    wanted = body.applied(_mine(project_id, body.version))
    return done_once(row_changes.edited(FLOW.noun, projects.REGISTER, wanted))


@api.post("/<project_id>/active")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PROJECTS)
@api.input(Switch, arg_name="body")
@api.output(ProjectSaid)
@api.doc(summary="Take a project out of use, or into it", security="token", responses=answers(404, 409, 422))
def activate(project_id: str, body: Switch) -> Response:
    """Take a project out of use, or into it."""
    seen = _mine(project_id, body.version)
    return done_once(row_changes.switched(FLOW.noun, projects.REGISTER, seen, active=body.active))


def _mine(project_id: str, version: int | None = None) -> Project:
    project = row_of(projects.REGISTER, project_id, version)
    allow(project)
    return project
