"""Reads a centre from YAML: people, queues, numbers, hours and plans, each mistake named with its line."""

from typing import Any

from ivr.cli.centre_outbound import read_callbacks, read_trunk
from ivr.cli.centre_people import read_people
from ivr.cli.centre_sheet import Sheet, known_fields, located, mistake, read_sheet, section
from ivr.contacts.calling_window import CallingWindow
from ivr.errors import AuthorError
from ivr.hours.week import Span, Week
from ivr.hours.zone import zone
from ivr.routing.rules import MODES, PROMISE_LEVELS
from ivr.store.centre import Centre, Entry, Menu, Schedule

SECTIONS = {
    "name",
    "timezone",
    "languages",
    "numbers",
    "queues",
    "routing",
    "agents",
    "teams",
    "projects",
    "pause_reasons",
    "opening_hours",
    "reminder_plans",
    "trunk",
    "callbacks",
}
ROUTING = {"service_level_s", "short_abandon_s", "ring_s", "wrap_up_s", "max_wait_s", "announce_every_s", "mode"}
PROMISES = {"promise_level", "tells_range", "tells_position", "poor_agent_states"}
OF_CENTRE = {"mode", "promise_level", "poor_agent_states"}  # rules no queue has by the same name
PLAN: dict[str, tuple[type, ...]] = {
    "menu": (str,),
    "attempts": (int,),
    "retry_after_min": (int, float),
    "window": (str,),
    "listen_first": (bool,),
}


def parse_centre(text: str, file: str, menus: tuple[Menu, ...]) -> Centre:
    """The centre a YAML text describes, with the menus given; AuthorError naming file, line and key."""
    raw = read_sheet(text, file)
    known_fields(raw, SECTIONS, file)
    routing, timezone = _routing(section(raw, "routing", file), file), _timezone(raw, file)
    usual = _usual(routing) | {"timezone": timezone}
    people = read_people(raw, file, usual, {menu.id for menu in menus})
    numbers, plans = (section(raw, name, file) for name in ("numbers", "reminder_plans"))
    return Centre(
        skills=people.skills,
        agents=people.agents,
        queues=people.queues,
        entries=tuple(_entry(numbers, number, menus, file) for number in numbers),
        menus=menus,
        schedules=(Schedule("opening_hours", _hours(section(raw, "opening_hours", file), file)),),
        settings={
            "name": str(raw.get("name", "")),
            "timezone": timezone,
            "languages": _languages(raw, file),
            "routing": routing,
            "trunk": read_trunk(section(raw, "trunk", file), file),
            "callbacks": read_callbacks(section(raw, "callbacks", file), file),
            "reminder_plans": {plan: _plan(plans, plan, menus, file) for plan in plans},
        },
        teams=people.teams,
        projects=people.projects,
        pause_reasons=people.pause_reasons,
    )


def _routing(rules: Sheet, file: str) -> dict[str, Any]:
    for key, value in rules.items():
        if key not in ROUTING | PROMISES:
            raise mistake(rules, key, file, f"no rule of routing; those are {', '.join(sorted(ROUTING | PROMISES))}")
        if key == "mode":
            if value not in MODES:
                raise mistake(rules, key, file, f"{value!r} is no mode; those are {', '.join(MODES)}")
        elif key == "promise_level":
            if value not in PROMISE_LEVELS:
                raise mistake(rules, key, file, f"{value!r} is neither 0.8 nor 0.9")
        elif key in PROMISES:
            if not isinstance(value, bool):
                raise mistake(rules, key, file, f"{value!r} is neither true nor false")
        elif not isinstance(value, int) or value < (key in {"ring_s", "announce_every_s"}):
            raise mistake(rules, key, file, f"{value!r} is no number of seconds")
    return dict(rules)


def _usual(routing: dict[str, Any]) -> dict[str, Any]:
    """What holds for queues that say nothing else."""
    usual = {name: value for name, value in routing.items() if name not in OF_CENTRE}
    if "promise_level" in routing:
        usual["promise_percent"] = round(routing["promise_level"] * 100)
    return usual


def _timezone(raw: Sheet, file: str) -> str:
    if "timezone" not in raw:
        raise AuthorError("a centre needs a time zone such as Europe/Budapest", file=file, key="timezone")
    with located(raw, "timezone", file):
        return zone(str(raw["timezone"])).key


def _languages(raw: Sheet, file: str) -> list[str]:
    languages = raw.get("languages") or ["en"]
    if not isinstance(languages, list):
        raise mistake(raw, "languages", file, f"{languages!r} is no list of languages such as [en, hu]")
    return [str(language) for language in languages]


def _hours(days: Sheet, file: str) -> dict[str, list[str]]:
    hours: dict[str, list[str]] = {}
    for day, spans in days.items():
        if not isinstance(spans, list | None):
            raise mistake(days, day, file, f"{spans!r} is no list of times such as 08:00-18:00")
        hours[str(day)] = [str(span) for span in spans or ()]
        with located(days, day, file):
            Week.of({str(day): hours[str(day)]})
    return hours


def _plan(plans: Sheet, key: str, menus: tuple[Menu, ...], file: str) -> dict[str, Any]:
    rules = section(plans, key, file)
    for name, value in rules.items():
        if not isinstance(value, PLAN.get(name, ())):
            raise mistake(rules, name, file, f"{value!r} is none of a plan's {', '.join(PLAN)}")
    if "menu" in rules and rules["menu"] not in {menu.id for menu in menus}:
        raise mistake(rules, "menu", file, f"{rules['menu']!r} is no menu of this centre")
    if "window" in rules:
        with located(rules, "window", file):
            span = Span.of(rules["window"])
            CallingWindow(span.opens, span.closes)
    return dict(rules)


def _entry(numbers: Sheet, number: str, menus: tuple[Menu, ...], file: str) -> Entry:
    kind, _, name = str(numbers[number]).partition(":")
    if kind != "menu" or name not in {menu.id for menu in menus}:
        raise mistake(numbers, number, file, f"leads to {numbers[number]!r}, which is no menu of this centre")
    return Entry(str(number), f"{kind}:{name}")
