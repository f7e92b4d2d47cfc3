"""Reads a centre from YAML: people, queues, numbers, hours and plans, each mistake named with its line."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ivr.contacts.calling_window import CallingWindow
from ivr.errors import AuthorError
from ivr.hours.week import Span, Week
from ivr.hours.zone import zone
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
FILE_CHARACTERS = 1_000_000  # hundreds of agents
LEVELS = range(1, 10)
# What the YAML reader also raises: of a letter it does not allow, a tag that does not fit, brackets nested too deep.
NOT_YAML = (YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
ROUTING = {"service_level_s", "short_abandon_s", "ring_s", "wrap_up_s", "max_wait_s"}
PLAN: dict[str, tuple[type, ...]] = {
    "menu": (str,),
    "attempts": (int,),
    "retry_after_min": (int, float),
    "window": (str,),
}


def parse_centre(text: str, file: str, menus: tuple[Menu, ...]) -> Centre:
    """The centre a YAML text describes, with the menus given; AuthorError naming file, line and key."""
    raw = _mapping(text, file)
    for key in raw:
        if key not in SECTIONS:
            raise _mistake(raw, key, file, f"unknown section; known are {', '.join(sorted(SECTIONS))}")
    queues, agents, numbers = (_section(raw, name, file) for name in ("queues", "agents", "numbers"))
    skills = {str(_field(queues, key, "skill", file)) for key in queues}
    routing, timezone = _routing(_section(raw, "routing", file), file), _timezone(raw, file)
    plans = _section(raw, "reminder_plans", file)
    return Centre(
        skills=tuple(Skill(skill, skill.capitalize()) for skill in sorted(skills)),
        agents=tuple(_agent(agents, key, skills, file) for key in agents),
        queues=tuple(
            Queue(key, str(_field(queues, key, "name", file)), str(queues[key]["skill"]), timezone=timezone, **routing)
            for key in queues
        ),
        entries=tuple(_entry(numbers, number, menus, file) for number in numbers),
        menus=menus,
        schedules=(Schedule("opening_hours", _hours(_section(raw, "opening_hours", file), file)),),
        settings={
            "name": str(raw.get("name", "")),
            "timezone": timezone,
            "languages": _languages(raw, file),
            "routing": routing,
            "reminder_plans": {plan: _plan(plans, plan, menus, file) for plan in plans},
        },
    )


def _agent(agents: CommentedMap, key: str, skills: set[str], file: str) -> Agent:
    if not AGENT_ID.fullmatch(str(key)):
        raise _mistake(agents, key, file, "an agent's id is agent- and small letters, digits or hyphens")
    name, extension = (str(_field(agents, key, field, file)) for field in ("name", "extension"))
    levels = {str(skill): level for skill, level in _section(agents[key], "skills", file).items()}
    for skill, level in levels.items():
        if skill not in skills:
            raise _mistake(agents, key, file, f"no queue asks for the skill {skill}")
        if level not in LEVELS:
            raise _mistake(agents, key, file, f"level {level} of {skill} is not from 1 to 9")
    return Agent(key, name, secrets.token_urlsafe(18), extension, levels)


def _routing(rules: CommentedMap, file: str) -> dict[str, int]:
    for key, value in rules.items():
        if key not in ROUTING:
            raise _mistake(rules, key, file, f"no rule of routing; those are {', '.join(sorted(ROUTING))}")
        if not isinstance(value, int) or value < (key == "ring_s"):
            raise _mistake(rules, key, file, f"{value!r} is no number of seconds")
    return dict(rules)


def _timezone(raw: CommentedMap, file: str) -> str:
    if "timezone" not in raw:
        raise AuthorError("a centre needs a time zone such as Europe/Budapest", file=file, key="timezone")
    with _located(raw, "timezone", file):
        return zone(str(raw["timezone"])).key


def _languages(raw: CommentedMap, file: str) -> list[str]:
    languages = raw.get("languages") or ["en"]
    if not isinstance(languages, list):
        raise _mistake(raw, "languages", file, f"{languages!r} is no list of languages such as [en, hu]")
    return [str(language) for language in languages]


def _hours(days: CommentedMap, file: str) -> dict[str, list[str]]:
    hours: dict[str, list[str]] = {}
    for day, spans in days.items():
        if not isinstance(spans, list | None):
            raise _mistake(days, day, file, f"{spans!r} is no list of times such as 08:00-18:00")
        hours[str(day)] = [str(span) for span in spans or ()]
        with _located(days, day, file):
            Week.of({str(day): hours[str(day)]})
    return hours


def _plan(plans: CommentedMap, key: str, menus: tuple[Menu, ...], file: str) -> dict[str, Any]:
    rules = _section(plans, key, file)
    for name, value in rules.items():
        if not isinstance(value, PLAN.get(name, ())):
            raise _mistake(rules, name, file, f"{value!r} is none of a plan's {', '.join(PLAN)}")
    if "menu" in rules and rules["menu"] not in {menu.id for menu in menus}:
        raise _mistake(rules, "menu", file, f"{rules['menu']!r} is no menu of this centre")
    if "window" in rules:
        with _located(rules, "window", file):
            span = Span.of(rules["window"])
            CallingWindow(span.opens, span.closes)
    return dict(rules)


def _entry(numbers: CommentedMap, number: str, menus: tuple[Menu, ...], file: str) -> Entry:
    kind, _, name = str(numbers[number]).partition(":")
    if kind != "menu" or name not in {menu.id for menu in menus}:
        raise _mistake(numbers, number, file, f"leads to {numbers[number]!r}, which is no menu of this centre")
    return Entry(str(number), f"{kind}:{name}")


def _mapping(text: str, file: str) -> CommentedMap:
    if len(text) > FILE_CHARACTERS:
        raise AuthorError(f"more than {FILE_CHARACTERS} characters", file=file)
    try:
        raw: Any = YAML().load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise AuthorError(f"not YAML: {error.problem}", file=file, line=line) from None
    except NOT_YAML as error:
        raise AuthorError(f"not YAML: {error}", file=file) from None
    if not isinstance(raw, CommentedMap):
        raise AuthorError("a centre is a mapping of sections", file=file)
    return raw


def _section(raw: CommentedMap, key: str, file: str) -> CommentedMap:
    section = raw.get(key)
    if section is None:
        return CommentedMap()
    if not isinstance(section, CommentedMap):
        raise _mistake(raw, key, file, "is to be a mapping")
    return section


def _field(section: CommentedMap, key: str, name: str, file: str) -> Any:
    entry = _section(section, key, file)
    if name not in entry:
        raise _mistake(section, key, file, f"has no {name}")
    return entry[name]


@contextmanager
def _located(mapping: CommentedMap, key: str, file: str) -> Iterator[None]:
    """Say where, of a mistake somebody else finds."""
    try:
        yield
    except AuthorError as error:
        raise _mistake(mapping, key, file, str(error)) from None


def _mistake(mapping: CommentedMap, key: str, file: str, message: str) -> AuthorError:
    return AuthorError(message, file=file, line=mapping.lc.key(key)[0] + 1, key=str(key))
