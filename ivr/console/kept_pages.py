"""The pages of skills, teams and pause reasons."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from ivr.access.role import Permission
from ivr.console.catalogue import _, _l
from ivr.console.gate import may
from ivr.console.register_form import MINUTE_S, PauseReasonForm, RowForm
from ivr.console.register_page import Kind, Words, register_pages
from ivr.console.table import Column
from ivr.store import pause_reasons, skills, teams
from ivr.store.pause_reasons import PauseReason
from ivr.store.register import Row
from ivr.store.skills import Skill
from ivr.store.teams import Team


def state(row: Row) -> str:
    """Whether a row is in use."""
    return str(_("in use")) if row.active else str(_("out of use"))


def yes_no(value: bool) -> str:
    """A yes or a no."""
    return str(_("yes")) if value else str(_("no"))


def skill_tabs() -> Sequence[tuple[str, str, bool]]:
    """The two pages about skills."""
    here = request.blueprint == "skills"
    every = [(str(_("Levels")), url_for("levels.page"), not here)]
    return [*every, (str(_("Skills")), url_for("skills.page"), here)] if may(Permission.EDIT_PEOPLE) else every


NAME: Column[Any] = Column("name", _l("Name"), lambda one: one.name)
STATE: Column[Any] = Column("active", _l("State"), state)

SKILLS: Kind[Skill] = Kind(
    "skills",
    "skill",
    "skills",
    skills.REGISTER,
    Skill("", ""),
    RowForm[Skill],
    (NAME, STATE),
    Words(
        _l("Skills"),
        _l("What callers ask for and agents can do. Each queue asks for one skill."),
        _l("New skill"),
        _l("Make the first one: a language, a product, a task."),
        _l("No agent is chosen for it any more. You can take this back."),
    ),
    skill_tabs,
)
TEAMS: Kind[Team] = Kind(
    "teams",
    "team",
    "teams",
    teams.REGISTER,
    Team("", ""),
    RowForm[Team],
    (NAME, STATE),
    Words(
        _l("Teams"),
        _l("Agents who belong together, to find them and to report on them."),
        _l("New team"),
        _l("Make the first one, then choose it on the pages of its agents."),
        _l("Nobody can be put into it any more. You can take this back."),
    ),
)
PAUSE_REASONS: Kind[PauseReason] = Kind(
    "pause_reasons",
    "pause reason",
    "pauses",
    pause_reasons.REGISTER,
    PauseReason("", ""),
    PauseReasonForm,
    (
        NAME,
        Column("limit", _l("Limit in minutes"), lambda one: one.limit_s and one.limit_s / MINUTE_S, numeric=True),
        Column("auto", _l("Ends by itself"), lambda one: yes_no(one.auto_unpause)),
        Column("paid", _l("Paid time"), lambda one: yes_no(one.paid)),
        STATE,
    ),
    Words(
        _l("Pause reasons"),
        _l("Why agents take no calls, for how long, and whether that time is paid."),
        _l("New pause reason"),
        _l("Make the first one: a break, a lunch, a training."),
        _l("Nobody can be paused for this reason any more. You can take this back."),
    ),
)
BLUEPRINTS = tuple(register_pages(kind) for kind in (SKILLS, TEAMS, PAUSE_REASONS))
