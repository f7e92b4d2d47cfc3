"""Projects: the work done for one client, and the queues that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.catalogue import _, _l
from ivr.console.csv_file import listing_csv
from ivr.console.form import StringField, required
from ivr.console.gate import needs, principal, require
from ivr.console.register_form import RowForm
from ivr.console.row_flow import Answer, Flow
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.store import projects, queues
from ivr.store.projects import Project
from ivr.store.queues import Queue

pages = Blueprint("projects", __name__, url_prefix="/projects")
BLANK = Project("", "", "")


class ProjectForm(RowForm[Project]):
    """A project."""

    client = StringField(_l("Client"), [required()])

    def show(self, row: Project) -> None:
        """Fill in what a project has."""
        super().show(row)
        self.client.data = row.client

    def applied(self, row: Project) -> Project:
        """The project with what was typed."""
        return replace(super().applied(row), client=self.client.data)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as the list shows it."""

    project: Project
    queues: tuple[str, ...]  # names of those in use


def state(line: ProjectLine) -> str:
    """Whether a project is in use."""
    return str(_("in use")) if line.project.active else str(_("out of use"))


COLUMNS: Sequence[Column[ProjectLine]] = (
    Column("name", _l("Name"), lambda one: one.project.name),
    Column("client", _l("Client"), lambda one: one.project.client),
    Column("queues", _l("Queues"), lambda one: ", ".join(one.queues)),
    Column("active", _l("State"), state),
)


def allow(project: Project) -> None:
    """Refuse a project outside of the scope of who asks; a new one has no id and lies outside of every named scope."""
    require(Permission.EDIT_PROJECTS, project=project.id)


def project_lines(connection: Any) -> list[ProjectLine]:
    """The projects of the scope of who asks, by name."""
    every = queues.everyone(connection)
    lines = [
        ProjectLine(one, tuple(queue.name for queue in every if queue.active and queue.project == one.id))
        for one in projects.everyone(connection)
        if principal().scope.covers(project=one.id)
    ]
    return sorted(lines, key=lambda line: line.project.name.casefold())


@pages.get("")
@needs(Permission.EDIT_PROJECTS)
def page() -> Response | str:
    """All projects one may edit."""
    with source().database.read() as connection:
        lines = project_lines(connection)
    listing = arrange(COLUMNS, lines, Wish.of(request.args), url_for("projects.page"))
    if request.args.get("format") == "csv":
        return listing_csv("projects", listing)
    return render_template("projects.html", listing=listing, any_project=bool(lines))


def theirs(project: Project) -> Mapping[Any, Any]:
    """What somebody else saved."""
    return {_l("Name"): project.name, _l("Client"): project.client}


def _shown(form: RowForm[Project], project: Project | None, meanwhile: Mapping[Any, Any]) -> str:
    mine = _queues(project) if project else []
    return render_template("project_edit.html", form=form, row=project, theirs=meanwhile, queues=mine)


def _queues(project: Project) -> list[Queue]:
    with source().database.read() as connection:
        mine = [queue for queue in queues.everyone(connection) if queue.project == project.id]
    return sorted(mine, key=lambda queue: queue.name.casefold())


FLOW = Flow("projects", "project", projects.REGISTER, allow, _shown, theirs)


@pages.get("/new")
@needs(Permission.EDIT_PROJECTS)
def new() -> str:
    """The form of a new project."""
    allow(BLANK)
    form = ProjectForm(formdata=None)
    form.show(BLANK)
    return _shown(form, None, {})


@pages.post("/new")
@needs(Permission.EDIT_PROJECTS)
def add() -> Answer:
    """Make a project."""
    return FLOW.add(ProjectForm(), BLANK)


@pages.get("/<row_id>")
@needs(Permission.EDIT_PROJECTS)
def edit(row_id: str) -> str:
    """One project."""
    project, form = FLOW.found(row_id), ProjectForm(formdata=None)
    form.show(project)
    return _shown(form, project, {})


@pages.post("/<row_id>")
@needs(Permission.EDIT_PROJECTS)
def save(row_id: str) -> Answer:
    """Keep a project as it was edited."""
    return FLOW.save(ProjectForm(), row_id)


@pages.post("/<row_id>/active")
@needs(Permission.EDIT_PROJECTS)
def activate(row_id: str) -> Response:
    """Take a project out of use, or into it."""
    return FLOW.switch(row_id)


@pages.post("/undo")
@needs(Permission.EDIT_PROJECTS)
def undo() -> Response:
    """Take a change back."""
    return FLOW.undo()
