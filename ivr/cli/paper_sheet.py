"""A centre on paper out of YAML (docs/what-if.md); each mistake is named with file, line and key."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ivr.cli.centre_sheet import Sheet, known_fields, mistake, read_sheet, section
from ivr.simulation.centre import Lognormal, Rate, Scenario, Shift, Skill, Staffed

HOUR_S = 3600.0
TALK_CV, WRAP_UP_CV = 0.9, 0.5
MOST_HOURS, MOST_AGENTS = 24.0, 2000
TIMES = (("talk_s", 180), ("wrap_up_s", 30))
SKILL = {"per_hour", "talk_s", "wrap_up_s", "patience_s", "target_s"}
AGENTS = {"count", "levels", "from", "to"}


class Bounds(NamedTuple):
    """What a number may be, and what it is when it is not given."""

    usual: float
    most: float = 86_400
    least: float = 0.1


def parse_paper(text: str, file: str) -> Scenario:
    """The centre a YAML text describes: hours, skills, agents; AuthorError names the first mistake."""
    raw = read_sheet(text, file)
    known_fields(raw, {"name", "hours", "skills", "agents"}, file)
    hours = _number(raw, "hours", file, Bounds(8, MOST_HOURS))
    skills, agents = section(raw, "skills", file), section(raw, "agents", file)
    for missing in (name for name, part in (("skills", skills), ("agents", agents)) if not part):
        raise mistake(raw, next(iter(raw)), file, f"the file has no {missing}")
    staff = tuple(agent for name in agents for agent in _agents(agents, str(name), skills, (hours, file)))
    if len(staff) > MOST_AGENTS:
        raise mistake(raw, "agents", file, f"more than {MOST_AGENTS} agents")
    return Scenario(
        name=str(raw.get("name", file)),
        skills=tuple(_skill(skills, str(name), hours, file) for name in skills),
        agents=staff,
        length_s=hours * HOUR_S,
    )


def _skill(skills: Sheet, name: str, hours: float, file: str) -> Skill:
    entry = section(skills, name, file)
    known_fields(entry, SKILL, file)
    talk_s, wrap_up_s = (_number(entry, key, file, Bounds(usual)) for key, usual in TIMES)
    return Skill(
        name=name,
        arrivals=tuple(_rates(skills, entry, name, (hours, file))),
        talk=Lognormal(talk_s, TALK_CV),
        wrap_up=Lognormal(wrap_up_s, WRAP_UP_CV),
        patience_s=_number(entry, "patience_s", file, Bounds(240)),
        target_s=_number(entry, "target_s", file, Bounds(20)),
    )


def _rates(skills: Sheet, entry: Sheet, name: str, within: tuple[float, str]) -> Iterator[Rate]:
    """`per_hour: 60` for the whole day, or one number for each stretch of equal length: `per_hour: [20, 60, 30]`."""
    hours, file = within
    if "per_hour" not in entry:
        raise mistake(skills, name, file, "has no per_hour")
    given = entry["per_hour"] if isinstance(entry["per_hour"], list) else [entry["per_hour"]]
    if not given or any(not _is_number(one) or not 0 <= one <= 100_000 for one in given):
        raise mistake(entry, "per_hour", file, "is to be a number of calls an hour, or a list of them")
    for place, per_hour in enumerate(given):
        yield Rate(place * hours * HOUR_S / len(given), float(per_hour))


def _agents(agents: Sheet, name: str, skills: Sheet, within: tuple[float, str]) -> Iterator[Staffed]:
    hours, file = within
    entry = section(agents, name, file)
    known_fields(entry, AGENTS, file)
    levels = section(entry, "levels", file)
    for skill, level in levels.items():
        if skill not in skills:
            raise mistake(levels, skill, file, "there is no such skill in the file")
        if isinstance(level, bool) or level not in range(1, 10):
            raise mistake(levels, skill, file, "a level is a number from 1 to 9")
    begins, ends = (_number(entry, key, file, Bounds(usual, hours, 0)) for key, usual in (("from", 0), ("to", hours)))
    count = int(_number(entry, "count", file, Bounds(1, MOST_AGENTS, 1)))
    for number in range(1, count + 1):
        shift = Shift(begins * HOUR_S, ends * HOUR_S)
        yield Staffed(name if count == 1 else f"{name}-{number}", dict(levels), (shift,) if ends > begins else ())


def _number(entry: Sheet, key: str, file: str, bounds: Bounds) -> float:
    value: Any = entry.get(key, bounds.usual)
    if not _is_number(value) or not bounds.least <= value <= bounds.most:
        raise mistake(entry, key, file, f"is to be a number from {bounds.least:g} to {bounds.most:g}")
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
