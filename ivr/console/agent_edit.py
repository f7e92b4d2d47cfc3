"""One agent: who he is, what he does, what he can do, his telephone; made, changed, in and out of use."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console import row_changes
from ivr.console.agent_changes import AGENT, change_with_phones
from ivr.console.agent_form import AgentForm
from ivr.console.agent_found import found_agent, seen_agent
from ivr.console.agent_phone import shown_once
from ivr.console.agent_rows import COLUMNS, row_of
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed
from ivr.console.gate import needs
from ivr.console.levels_grid import agent_levels, seen_of
from ivr.console.notices import say
from ivr.console.people_scope import require_whole_centre
from ivr.console.row_changes import Overtaken
from ivr.console.source import source
from ivr.console.undo_note import FIELD, opened, undo_fields
from ivr.errors import FieldError
from ivr.store import agents, pause_reasons
from ivr.store.agents import Agent

pages = Blueprint("agent", __name__)
OF_FORM = COLUMNS[:3]  # what the form edits


@pages.get("/agents/new")
@needs(Permission.EDIT_PEOPLE)
def new() -> str:
    """The form of a new agent."""
    return render_template("agent_new.html", form=AgentForm(formdata=None))


@pages.post("/agents/new")
@needs(Permission.EDIT_PEOPLE)
def add() -> Response | tuple[str, int]:
    """Make an agent and show what his telephone needs."""
    require_whole_centre()
    form = AgentForm()
    if form.validate():
        try:
            wanted = form.applied(Agent("", ""))
            done, wish = change_with_phones(row_changes.created(AGENT, agents.REGISTER, wanted))
        except FieldError as refused:
            form.blame(refused)
        else:
            return shown_once(found_agent(done.id), wish), 200
    return render_template("agent_new.html", form=form), 400


@pages.get("/agents/<agent_id>")
@needs(Permission.SEE_AGENTS)
def page(agent_id: str) -> str:
    """One agent."""
    agent, form = found_agent(agent_id), AgentForm(formdata=None)
    form.show(agent)
    return _page(agent, form)


@pages.post("/agents/<agent_id>")
@needs(Permission.EDIT_PEOPLE)
def save(agent_id: str) -> Response | tuple[str, int]:
    """Keep an agent as he was edited."""
    agent, form = seen_agent(agent_id), AgentForm()
    if form.validate():
        try:
            done, _wish = change_with_phones(row_changes.edited(AGENT, agents.REGISTER, form.applied(agent)))
        except FieldError as refused:
            form.blame(refused)
        except Overtaken as overtaken:
            return _page(overtaken.found, form, overtaken=True), 409
        else:
            return _said(done, _("%(name)s is saved.", name=form.name.data))
    return _page(agent, form), 400


@pages.post("/agents/<agent_id>/active")
@needs(Permission.EDIT_PEOPLE)
def activate(agent_id: str) -> Response:
    """Take an agent out of use, or into use again."""
    agent, active = seen_agent(agent_id), request.form.get("active") == "yes"
    done = _done(row_changes.switched(AGENT, agents.REGISTER, agent, active))
    if done is None:
        return redirect(url_for("agent.page", agent_id=agent_id), 303)
    said = _("%(name)s is in use again.") if active else _("%(name)s is out of use.")
    return _said(done, said % {"name": agent.name})


@pages.post("/agents/<agent_id>/undo")
@needs(Permission.EDIT_PEOPLE)
def undo(agent_id: str) -> Response:
    """Take back the last change, if nothing was changed since."""
    agent, note = found_agent(agent_id), opened(request.form.get(FIELD, ""), AGENT)
    if note.id == agent.id and _done(row_changes.undone(AGENT, agents.REGISTER, note)):
        say(_("%(name)s is as before.", name=agent.name))
    return redirect(url_for("agent.page", agent_id=agent_id), 303)


def _done(deed: Deed) -> Changed | None:
    try:
        return change_with_phones(deed)[0]
    except FieldError as refused:
        say(_(refused.sentence, **refused.values), mood="bad")
    except Overtaken as overtaken:
        say(_("Somebody changed %(name)s meanwhile: nothing was done.", name=overtaken.found.name), mood="bad")
    return None


def _said(done: Changed, text: str) -> Response:
    address = url_for("agent.undo", agent_id=done.id)
    say(text, undo=address, fields=undo_fields(done))
    return redirect(url_for("agent.page", agent_id=done.id), 303)


def _page(agent: Agent, form: AgentForm, *, overtaken: bool = False) -> str:
    with source().database.read() as connection:
        row, levels = row_of(connection, agent), agent_levels(connection, agent)
        reasons = [one for one in pause_reasons.everyone(connection) if one.active]
    theirs: dict[Any, Any] = {one.label: one.value(row) for one in OF_FORM} if overtaken else {}
    return render_template(
        "agent.html", row=row, form=form, levels=levels, seen_of=seen_of, reasons=reasons, theirs=theirs
    )
