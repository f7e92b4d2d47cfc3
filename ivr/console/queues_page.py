"""Queues: where callers wait, what is promised them, and when the wallboard warns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.console.catalogue import _, _l
from ivr.console.csv_file import listing_csv
from ivr.console.gate import needs, principal, require
from ivr.console.live_page import shows, stream
from ivr.console.live_view import Group
from ivr.console.queue_form import (
    CLOSING,
    FLAG_LABELS,
    LABELS,
    LISTENED,
    OVERFLOW,
    PROMISE,
    RECORDED,
    REFUSED,
    WIDENING,
    QueueForm,
)
from ivr.console.register_form import RowForm
from ivr.console.row_flow import Answer, Flow
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.store import live, projects, queues, skills
from ivr.store.queues import Queue

pages = Blueprint("queues", __name__, url_prefix="/queues")
VIEW = "queues"
BLANK = Queue("", "", "")
WAITING_SHOWN = 200  # rows of a page that are followed


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue as the list shows it."""

    queue: Queue
    skill: str
    project: str
    waiting: int
    longest_since: datetime | None

    @property
    def promise(self) -> str:
        """The goal in one expression."""
        return f"{self.queue.goal_percent} % / {self.queue.service_level_s} s"


def state(line: QueueLine) -> str:
    """Whether a queue is in use."""
    return str(_("in use")) if line.queue.active else str(_("out of use"))


COLUMNS: Sequence[Column[QueueLine]] = (
    Column("name", _l("Name"), lambda one: one.queue.name),
    Column("skill", _l("Skill"), lambda one: one.skill),
    Column("project", _l("Project"), lambda one: one.project or None),
    Column("goal", _l("Goal"), lambda one: one.promise),
    Column("waiting", _l("Waiting now"), lambda one: one.waiting, numeric=True),
    Column("active", _l("State"), state),
)


def allow(queue: Queue) -> None:
    """Refuse a queue outside of the scope of who asks; a new one has no id and lies outside of every named scope."""
    require(Permission.EDIT_QUEUES, queue=queue.id, project=queue.project)


def queue_lines(connection: Any, scope: Scope) -> list[QueueLine]:
    """The queues of a scope, by name."""
    names = {one.id: one.name for one in skills.everyone(connection)}
    clients = {one.id: one.name for one in projects.everyone(connection)}
    now = {one.queue: one for one in live.queues(connection)}
    lines = [
        QueueLine(
            one,
            names.get(one.skill, one.skill),
            clients.get(one.project or "", ""),
            now[one.id].waiting if one.id in now else 0,
            now[one.id].longest_since if one.id in now else None,
        )
        for one in queues.everyone(connection)
        if scope.covers(one.id, one.project)
    ]
    return sorted(lines, key=lambda line: line.queue.name.casefold())


@pages.get("")
@needs(Permission.EDIT_QUEUES)
def page() -> Response | str:
    """All queues one may edit."""
    with source().database.read() as connection:
        lines = queue_lines(connection, principal().scope)
    project = request.args.get("project", "")
    wanted = [line for line in lines if not project or line.queue.project == project]
    kept = {"project": project} if project else {}
    listing = arrange(COLUMNS, wanted, Wish.of(request.args), url_for("queues.page"), kept)
    if request.args.get("format") == "csv":
        return listing_csv("queues", listing)
    follow = ",".join(line.queue.id for line in listing.rows[:WAITING_SHOWN])
    chosen = next((line.project for line in wanted), project) if project else ""
    return render_template(
        "queues.html", listing=listing, any_queue=bool(lines), project=chosen, follow=follow, now=source().now()
    )


@pages.get("/live")
@needs(Permission.EDIT_QUEUES)
def live_waiting() -> Response:
    """How many wait in the queues named, whenever it changes."""
    return stream(VIEW, request.args.get("of", "")[:16_000])


@shows(VIEW)
def waiting(group: Group) -> str:
    """How many wait, each number for its own place."""
    wanted = set(group.part.split(","))
    with source().database.read() as connection:
        lines = [line for line in queue_lines(connection, group.scope) if line.queue.id in wanted]
    return render_template("queues_waiting.html", lines=lines, now=source().now())


def theirs(queue: Queue) -> Mapping[Any, Any]:
    """What somebody else saved."""
    rest = {"skill": _l("Skill"), "project": _l("Project"), "timezone": _l("Time zone")}
    rest |= {"widening": WIDENING, "overflow": OVERFLOW, "promise_percent": PROMISE, "closing": CLOSING}
    rest |= {"recording": RECORDED, "recording_refusal_key": REFUSED, "listening": LISTENED}
    rest |= dict(LABELS) | dict(FLAG_LABELS)
    return {_l("Name"): queue.name} | {label: getattr(queue, name) for name, label in rest.items()}


def _shown(form: RowForm[Queue], queue: Queue | None, meanwhile: Mapping[Any, Any]) -> str:
    return render_template("queue_edit.html", form=form, row=queue, theirs=meanwhile)


FLOW = Flow("queues", "queue", queues.REGISTER, allow, _shown, theirs)


def _form(queue: Queue | None, **given: Any) -> QueueForm:
    form = QueueForm(**given)
    with source().database.read() as connection:
        form.offer(connection, queue)
    return form


@pages.get("/new")
@needs(Permission.EDIT_QUEUES)
def new() -> str:
    """The form of a new queue."""
    require(Permission.EDIT_QUEUES, queue=BLANK.id, project=request.args.get("project"))
    form = _form(None, formdata=None)
    form.show(BLANK)
    form.project.data = request.args.get("project", "")
    return _shown(form, None, {})


@pages.post("/new")
@needs(Permission.EDIT_QUEUES)
def add() -> Answer:
    """Make a queue."""
    return FLOW.add(_form(None), BLANK)


@pages.get("/<row_id>")
@needs(Permission.EDIT_QUEUES)
def edit(row_id: str) -> str:
    """One queue."""
    queue = FLOW.found(row_id)
    form = _form(queue, formdata=None)
    form.show(queue)
    return _shown(form, queue, {})


@pages.post("/<row_id>")
@needs(Permission.EDIT_QUEUES)
def save(row_id: str) -> Answer:
    """Keep a queue as it was edited."""
    return FLOW.save(_form(FLOW.found(row_id)), row_id)


@pages.post("/<row_id>/active")
@needs(Permission.EDIT_QUEUES)
def activate(row_id: str) -> Response:
    """Take a queue out of use, or into it."""
    return FLOW.switch(row_id)


@pages.post("/undo")
@needs(Permission.EDIT_QUEUES)
def undo() -> Response:
    """Take a change back."""
    return FLOW.undo()
