"""Reads the people of a centre from its file: agents, queues, teams, projects, pause reasons."""

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ivr.cli.centre_sheet import Sheet, field, known_fields, located, mistake, section
from ivr.errors import FieldError
from ivr.store.agents import TEMPLATES, Agent
from ivr.store.levels import LEVELS
from ivr.store.pause_reasons import ENGINES_OWN, PauseReason, check_limit
from ivr.store.projects import Project
from ivr.store.queues import BOUNDS, FLAGS, Queue, check_settings
from ivr.store.register import Row, check_name
from ivr.store.skills import Skill
from ivr.store.teams import Team

AGENT_ID = re.compile(r"agent-[a-z0-9-]{1,40}")
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
QUEUE_NUMBERS, QUEUE_TEXTS = (*BOUNDS, "promise_percent"), ("overflow", "closing", "recording", "recording_refusal_key")
QUEUE_FIELDS = {"name", "skill", "project", "widening", *QUEUE_NUMBERS, *QUEUE_TEXTS, *FLAGS}
KINDS = {str: "text", int: "whole number", bool: "true or false"}

T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """What the entries of a section are made into, the kinds of their fields, and what else is asked of them."""

    row: type[T]
    kinds: dict[str, type]
    check: Callable[[T], None] = lambda _row: None


def _check_pause(reason: PauseReason) -> None:
    if reason.id in ENGINES_OWN:
        raise FieldError("id", "The engine has a reason of this name itself.")
    check_limit(reason)


TEAM = Shape(Team, {"name": str})
PROJECT = Shape(Project, {"name": str, "client": str})
PAUSE_REASON = Shape(PauseReason, {"name": str, "paid": bool, "limit_s": int, "auto_unpause": bool}, _check_pause)


@dataclass(frozen=True, slots=True)
class People:
    """Agents with what they can do and belong to, and the queues they serve."""

    skills: tuple[Skill, ...]
    agents: tuple[Agent, ...]
    queues: tuple[Queue, ...]
    teams: tuple[Team, ...]
    projects: tuple[Project, ...]
    pause_reasons: tuple[PauseReason, ...]


def read_people(raw: Sheet, file: str, usual: dict[str, Any], menus: Collection[str]) -> People:
    """The people of a file; `usual` are the settings of a queue that names none of its own, `menus` all there are."""
    teams = tuple(_rows(raw, "teams", TEAM, file))
    projects = tuple(_rows(raw, "projects", PROJECT, file))
    return People(
        skills=_skills(section(raw, "queues", file), file),
        agents=tuple(_agents(raw, {team.id for team in teams}, file)),
        queues=tuple(_sent_on(raw, _queues(raw, {project.id for project in projects}, usual, file), menus, file)),
        teams=teams,
        projects=projects,
        pause_reasons=tuple(_rows(raw, "pause_reasons", PAUSE_REASON, file)),
    )


def _skills(queues: Sheet, file: str) -> tuple[Skill, ...]:
    asked = {str(field(queues, key, "skill", file)) for key in queues}
    return tuple(Skill(skill, skill.capitalize()) for skill in sorted(asked))


def _agents(raw: Sheet, teams: set[str], file: str) -> Iterator[Agent]:
    agents = section(raw, "agents", file)
    skills = {skill.id for skill in _skills(section(raw, "queues", file), file)}
    holders: dict[str, str] = {}
    for key in agents:
        agent = _agent(agents, key, skills, file)
        if agent.team is not None and agent.team not in teams:
            raise mistake(agents[key], "team", file, f"{agent.team} is no team of this centre")
        holder = holders.setdefault(agent.extension, agent.id)
        if holder != agent.id:
            raise mistake(agents[key], "extension", file, f"{agent.extension} is the extension of {holder}")
        yield agent


def _agent(agents: Sheet, key: str, skills: set[str], file: str) -> Agent:
    if not AGENT_ID.fullmatch(str(key)) or key in TEMPLATES:
        raise mistake(agents, key, file, "an agent's id is agent- and small letters, digits or hyphens")
    name, extension = (str(field(agents, key, one, file)) for one in ("name", "extension"))
    known_fields(agents[key], {"name", "extension", "skills", "team"}, file)
    levels = {str(skill): level for skill, level in section(agents[key], "skills", file).items()}
    for skill, level in levels.items():
        if skill not in skills:
            raise mistake(agents, key, file, f"no queue asks for the skill {skill}")
        if not isinstance(level, int) or level not in LEVELS:
            raise mistake(agents, key, file, f"level {level} of {skill} is not from 1 to 9")
    team = agents[key].get("team")
    return Agent(key, name, secrets.token_urlsafe(18), extension, levels, None if team is None else str(team))


def _queues(raw: Sheet, projects: set[str], usual: dict[str, Any], file: str) -> Iterator[Queue]:
    queues = section(raw, "queues", file)
    for key in queues:
        name, skill = (str(field(queues, key, one, file)) for one in ("name", "skill"))
        entry = queues[key]
        known_fields(entry, QUEUE_FIELDS, file)
        project = None if entry.get("project") is None else str(entry["project"])
        if project is not None and project not in projects:
            raise mistake(entry, "project", file, f"{project} is no project of this centre")
        own = {"widening": _widening(section(entry, "widening", file))}
        queue = Queue(key, name, skill, project=project, **(usual | own | _settings(entry, file)))
        with located(queues, key, file):
            check_settings(queue)
        yield queue


def _settings(entry: Sheet, file: str) -> dict[str, Any]:
    kinds = dict.fromkeys(QUEUE_NUMBERS, int) | dict.fromkeys(QUEUE_TEXTS, str) | dict.fromkeys(FLAGS, bool)
    return {name: _typed(entry, name, kind, file) for name, kind in kinds.items() if name in entry}


def _widening(steps: Sheet) -> str:
    """The mapping of seconds to levels as it is kept; what is wrong with it is found there."""
    return " ".join(f"{after_s}:{level}" for after_s, level in steps.items())


def _sent_on(raw: Sheet, found: Iterable[Queue], menus: Collection[str], file: str) -> Iterator[Queue]:
    queues = section(raw, "queues", file)
    for queue in found:
        kind, _, name = (queue.overflow or "").partition(":")
        known = {"queue": queues, "menu": menus}.get(kind)
        if known is not None and name not in known:
            raise mistake(queues[queue.id], "overflow", file, f"{name} is no {kind} of this centre")
        yield queue


def _rows(raw: Sheet, name: str, shape: Shape[T], file: str) -> Iterator[T]:
    """The entries of a section; their texts have to be there."""
    entries = section(raw, name, file)
    texts = [one for one, kind in shape.kinds.items() if kind is str]
    for key in entries:
        if not ID.fullmatch(str(key)):
            raise mistake(entries, key, file, "an id is small letters, digits, _ or -, at most 40")
        for one in texts:
            field(entries, key, one, file)
        known_fields(entries[key], shape.kinds.keys(), file)
        values = {one: _typed(entries[key], one, shape.kinds[one], file) for one in entries[key]}
        with located(entries, key, file):
            for one in texts:
                check_name(values[one], one)
            row = shape.row(str(key), **values)
            shape.check(row)
        yield row


def _typed(entry: Sheet, name: str, kind: type, file: str) -> Any:
    value = entry[name]
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise mistake(entry, name, file, f"{value!r} is no {KINDS[kind]}")
    return kind(value)
