"""Levels changed by a form: of a row of the grid, of one cell, or on the page of the agent; and the way back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.agent_changes import LEVEL, LevelTaken, level_restored, level_set
from ivr.console.agent_found import found_agent
from ivr.console.catalogue import _, _n
from ivr.console.changes import Changed, change
from ivr.console.gate import is_fragment, needs
from ivr.console.levels_wish import LevelWish, level_wishes
from ivr.console.notices import say
from ivr.console.preferences import own_path
from ivr.console.source import source
from ivr.console.undo_note import FIELD, opened, undo_fields
from ivr.errors import FieldError
from ivr.store import levels, skills
from ivr.store.agents import Agent
from ivr.store.levels import Level, LevelChange

pages = Blueprint("level_changes", __name__)


@dataclass(slots=True)
class Saved:
    """What was done of a form."""

    done: list[Changed] = field(default_factory=list)
    now: dict[str, int | None] = field(default_factory=dict)  # by skill
    refused: str | None = None


@pages.post("/agents/<agent_id>/levels")
@needs(Permission.CONTROL_AGENTS)
def save(agent_id: str) -> Response | tuple[str, int]:
    """Keep the levels of one agent as they were typed."""
    agent, saved = found_agent(agent_id), Saved()
    try:
        for wish in list(level_wishes(agent.id, request.form)):
            saved.now[wish.seen.skill] = wish.seen.level
            _keep(wish, saved)
    except FieldError as refused:
        saved.refused = str(_(refused.sentence, **refused.values))
    _tell(agent, saved)
    return _answer(saved)


@pages.post("/levels/undo")
@needs(Permission.CONTROL_AGENTS)
def undo() -> Response:
    """Take back levels, each that was not changed since."""
    note = opened(request.form.get(FIELD, ""), LEVEL)
    try:
        for skill, after in (note.after or {}).items():
            change(level_restored(LevelChange(_level((note.before or {})[skill]), _level(after))))
    except LevelTaken as taken:
        say(_meanwhile(taken), mood="bad")
    except FieldError as refused:
        say(_(refused.sentence, **refused.values), mood="bad")
    else:
        say(_("The levels are as they were before."))
    return redirect(own_path(request.form.get("back")), 303)


def _keep(wish: LevelWish, saved: Saved) -> None:
    with source().database.read() as connection:
        now = levels.level_of(connection, wish.seen.agent, wish.seen.skill)
    wanted = wish.wanted(now, source().settings.timezone)
    if (wanted.level, wanted.expires_at) == (wish.seen.level, now.expires_at):
        return
    try:
        saved.done.append(change(level_set(wish.seen, wanted)))
        saved.now[wanted.skill] = wanted.level
    except LevelTaken as taken:
        saved.now[wanted.skill] = taken.found.level
        saved.refused = _meanwhile(taken)


def _tell(agent: Agent, saved: Saved) -> None:
    if saved.done:
        before = {(one.after or {})["skill"]: one.before for one in saved.done}
        after = {(one.after or {})["skill"]: one.after for one in saved.done}
        fields = undo_fields(Changed(LEVEL, agent.id, before, after)) | {"back": _back(agent)}
        say(_sentence(agent, saved.done), undo=url_for("level_changes.undo"), fields=fields)
    if saved.refused:
        say(saved.refused, mood="bad")
    elif not saved.done:
        say(_("Nothing was changed."))


def _sentence(agent: Agent, done: list[Changed]) -> str:
    if len(done) > 1:
        return str(_n("%(num)d level of %(name)s is saved.", "%(num)d levels of %(name)s are saved.",
                      len(done), name=agent.name))  # fmt: skip
    after = done[0].after or {}
    with source().database.read() as connection:
        skill = skills.of(connection, after["skill"])
    words = {"agent": agent.name, "skill": skill.name if skill else after["skill"], "level": after["level"]}
    if after["level"] is None:
        return str(_("%(agent)s: no %(skill)s any more.", **words))
    return str(_("%(agent)s: %(skill)s %(level)s.", **words))


def _answer(saved: Saved) -> Response | tuple[str, int]:
    if is_fragment():
        return render_template("levels_answer.html", levels=saved.now), 409 if saved.refused else 200
    return redirect(own_path(request.form.get("back")), 303)


def _back(agent: Agent) -> str:
    return own_path(request.form.get("back") or url_for("agent.page", agent_id=agent.id))


def _meanwhile(taken: LevelTaken) -> str:
    level = taken.found.level if taken.found.level is not None else _("none")
    return str(_("Somebody else changed this level meanwhile: it is %(level)s now. Nothing was done.", level=level))


def _level(plain: dict[str, Any]) -> Level:
    ends = plain["expires_at"]
    return Level(**{**plain, "expires_at": datetime.fromisoformat(ends) if ends else None})
