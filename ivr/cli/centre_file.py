"""Reads a centre from YAML: people, queues, numbers, hours and plans, each mistake named with its line."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError

from ivr.errors import AuthorError
from ivr.store.centre import Agent, Centre, Entry, Menu, Queue, Schedule, Skill

AGENT_ID = re.compile(r"agent-[a-z0-9-]{1,40}")
SECTIONS = {
    "name",
    "timezone",
    "languages",
    "numbers",
    "queues",
    "routing",
    "agents",
    "opening_hours",
    "reminder_plans",
}
LEVELS = range(1, 10)


def parse_centre(text: str, file: str, menus: tuple[Menu, ...]) -> Centre:
    """The centre a YAML text describes, with the menus given; AuthorError naming file, line and key."""
    raw = _mapping(text, file)
    for key in raw:
        if key not in SECTIONS:
            raise _mistake(raw, key, file, f"unknown section; known are {', '.join(sorted(SECTIONS))}")
    skills = {queue["skill"] for queue in raw.get("queues", {}).values()}
    routing = dict(raw.get("routing", {}))
    return Centre(
        skills=tuple(Skill(skill, skill.capitalize()) for skill in sorted(skills)),
        agents=tuple(_agent(raw["agents"], key, skills, file) for key in raw.get("agents", {})),
        queues=tuple(_queue(raw, key, routing) for key in raw.get("queues", {})),
        entries=tuple(_entry(raw["numbers"], number, menus, file) for number in raw.get("numbers", {})),
        menus=menus,
        schedules=(
            Schedule("opening_hours", {day: list(spans) for day, spans in raw.get("opening_hours", {}).items()}),
        ),
        settings={
            "name": str(raw.get("name", "")),
            "timezone": str(raw["timezone"]),
            "languages": [str(language) for language in raw.get("languages", ["en"])],
            "routing": routing,
            "reminder_plans": {plan: dict(rules) for plan, rules in raw.get("reminder_plans", {}).items()},
        },
    )


def _agent(agents: CommentedMap, key: str, skills: set[str], file: str) -> Agent:
    if not AGENT_ID.fullmatch(key):
        raise _mistake(agents, key, file, "an agent's id is agent- and small letters, digits or hyphens")
    levels = {str(skill): level for skill, level in agents[key].get("skills", {}).items()}
    for skill, level in levels.items():
        if skill not in skills:
            raise _mistake(agents, key, file, f"no queue asks for the skill {skill}")
        if level not in LEVELS:
            raise _mistake(agents, key, file, f"level {level} of {skill} is not from 1 to 9")
    return Agent(key, str(agents[key]["name"]), secrets.token_urlsafe(18), str(agents[key]["extension"]), levels)


def _queue(raw: CommentedMap, key: str, routing: Mapping[str, int]) -> Queue:
    queue = raw["queues"][key]
    return Queue(key, str(queue["name"]), str(queue["skill"]), timezone=str(raw["timezone"]), **routing)


def _entry(numbers: CommentedMap, number: str, menus: tuple[Menu, ...], file: str) -> Entry:
    kind, _, name = str(numbers[number]).partition(":")
    if kind != "menu" or name not in {menu.id for menu in menus}:
        raise _mistake(numbers, number, file, f"leads to {numbers[number]!r}, which is no menu of this centre")
    return Entry(str(number), f"{kind}:{name}")


def _mapping(text: str, file: str) -> CommentedMap:
    try:
        raw: Any = YAML().load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise AuthorError(f"not YAML: {error.problem}", file=file, line=line) from None
    if not isinstance(raw, CommentedMap):
        raise AuthorError("a centre is a mapping of sections", file=file)
    return raw


def _mistake(mapping: CommentedMap, key: str, file: str, message: str) -> AuthorError:
    return AuthorError(message, file=file, line=mapping.lc.key(key)[0] + 1, key=str(key))
