"""What the simulation says in plain English, in the reader's language: trials, modes, gaps, refusals, a question."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import url_for

from ivr.console.catalogue import _, _l, _n
from ivr.console.service_level_page import day_name
from ivr.console.shown import decimal
from ivr.simulation.replay import Gap
from ivr.simulation.trial import Kind
from ivr.store.what_ifs import WhatIfOutcome

STATES: dict[WhatIfOutcome | None, Any] = {
    None: _l("being computed"),
    WhatIfOutcome.DONE: _l("answered"),
    WhatIfOutcome.REFUSED: _l("refused"),
    WhatIfOutcome.STOPPED: _l("stopped"),
}
MODES: dict[str, Any] = {"sla": _l("most callers in time"), "etw": _l("shortest waits")}
STRATEGIES: dict[str, Any] = {
    "rrmemory": _l("in turn (rrmemory)"),
    "leastrecent": _l("longest idle (leastrecent)"),
    "fewestcalls": _l("fewest calls (fewestcalls)"),
}
CENTRES: dict[str, Any] = {
    "small": _l("small: 5 agents, 2 skills"),
    "calm": _l("calm: 30 agents, 4 skills"),
    "busy": _l("busy: 30 agents, 5 skills"),
    "overload": _l("overloaded: 60 agents, 6 skills"),
    "spike": _l("with a rush: 300 agents, 12 skills"),
    "leaving": _l("agents leave: 100 agents, 8 skills"),
}
GAPS: dict[Gap, Any] = {
    Gap.PATIENCE: _l("%(num)d callers did not hang up: how long they would have waited is drawn from those who did."),
    Gap.HANDLE_TIME: _l("%(num)d callers were never served: their handle time is drawn from callers who were."),
    Gap.WRAP_UP: _l("The wrap-up of %(num)d calls is not known: it is drawn from the others."),
    Gap.OTHER_END: _l("%(num)d callers left by a key, for a callback or at the longest wait: here they wait on."),
    Gap.NO_SKILL: _l("%(num)d callers are left out: nothing tells what they called for."),
    Gap.ABSENT_AGENT: _l("%(num)d calls were answered by agents whose hours are not known; they are not here."),
    Gap.NOT_TAKEN: _l("%(num)d offers were not answered: they are not repeated, the pauses after them are."),
    Gap.FALLBACK: _l("%(num)d callers waited in Asterisk's own queue: here they wait in ours."),
    Gap.BLIND: _l("%(num)d times Asterisk was away: calls of these times are told from its own record alone."),
}
# Written in English where they arise; shown by `refusal`.
REFUSALS = (
    _l("Name a day or a centre on paper, one of them."),
    _l("There is no centre on paper called %(name)s; there are %(known)s."),
    _l("There is no mode called %(name)s."),
    _l("Asterisk has no strategy called %(name)s."),
    _l("No agent %(name)s was at work on that day."),
    _l("Nobody called for the skill %(name)s on that day."),
    _l("At most %(most)s changes of a kind."),
    _l("Choose the agent and the skill, or none of both."),
    _l("You have asked enough: wait for an answer, or stop a question."),
    _l("This day is not over: nobody knows its calls."),
    _l("Nobody waited in a queue on this day: choose another one."),
    _l("This could not be computed; the worker's log says why."),
)

Names = Mapping[str, str]


def refusal(reason: Mapping[str, Any]) -> str:
    """Why a question was not answered."""
    sentence, values = reason["sentence"], reason["values"]
    return str(_(sentence, **values))


def gap(name: str, count: int) -> str:
    """What a day could not tell."""
    return str(GAPS[Gap(name)]) % {"num": count}


def trial_name(trial: Mapping[str, Any]) -> str:
    """A setting in words."""
    kind = Kind(trial["kind"])
    if kind is Kind.APP_QUEUE:
        return str(_("Asterisk's queue, %(strategy)s", strategy=STRATEGIES.get(trial["detail"], trial["detail"])))
    return str(_("As it was") if kind is Kind.AS_IT_WAS else _("As asked"))


def title(question: Mapping[str, Any]) -> str:
    """The day a question is about, or the centre on paper."""
    if question["day"]:
        return day_name(date.fromisoformat(question["day"]))
    return str(_("On paper: %(name)s", name=CENTRES.get(question["centre"], question["centre"])))


def changes(question: Mapping[str, Any], agents: Names, skills: Names) -> Iterator[str]:
    """What a question changes, one phrase each."""
    for one in question["retrained"]:
        words = {"agent": agents.get(one["agent"], one["agent"]), "skill": skills.get(one["skill"], one["skill"])}
        yield str(
            _("%(agent)s: no %(skill)s", **words)
            if one["level"] is None
            else _("%(agent)s: %(skill)s %(level)s", level=one["level"], **words)
        )
    for name in question["without"]:
        yield str(_("without %(agent)s", agent=agents.get(name, name)))
    for given, count in _counted(question["added"]):
        levels = ", ".join(f"{skills.get(skill, skill)} {level}" for skill, level in given)
        yield _n("%(num)d more agent: %(levels)s", "%(num)d more agents: %(levels)s", count, levels=levels)
    for one in question["widened"]:
        steps = one["steps"] or str(_("none"))
        yield str(
            _("%(skill)s: levels by waiting time %(steps)s", skill=skills.get(one["skill"], one["skill"]), steps=steps)
        )
    if question["mode"] != next(iter(MODES)):
        yield str(MODES[question["mode"]])


def _counted(added: list[Mapping[str, int]]) -> list[tuple[tuple[tuple[str, int], ...], int]]:
    counts: dict[tuple[tuple[str, int], ...], int] = {}
    for levels in added:
        key = tuple(sorted(levels.items()))
        counts[key] = counts.get(key, 0) + 1
    return list(counts.items())


def state(outcome: WhatIfOutcome | None) -> str:
    """What became of a question."""
    return str(STATES[outcome])


def lift(one: Mapping[str, Any], skills: Names) -> str:
    """What one more agent with a skill would bring, in points of service level."""
    words = {
        "skill": skills.get(one["skill"], one["skill"]),
        "all": _points(one["lift"]),
        "own": _points(one["skill_lift"]),
    }
    return str(_("%(skill)s: %(all)s points of service level, %(own)s of this skill's own", **words))


def shortfall(one: Mapping[str, Any], skills: Names) -> str:
    """Where a skill misses its goal, and by how many agents."""
    words = {name: one[name] for name in ("half_hours", "of", "missing", "from")}
    words |= {"skill": skills.get(one["skill"], one["skill"])}
    return str(
        _(
            "%(skill)s: %(half_hours)d of %(of)d half hours miss the goal, that from %(from)s by %(missing)d agents",
            **words,
        )
    )


def again(question: Mapping[str, Any]) -> str:
    """The form with as much of the question as it has fields for."""
    retrained, added = question["retrained"][:1], question["added"][:1]
    given = {
        "day": question["day"],
        "centre": question["centre"],
        "without": (question["without"] or [None])[0],
        "mode": question["mode"],
        "strategies": question["strategies"],
        "staffing": "y" if question["staffing"] else None,
    }
    for change in retrained:
        given |= {"agent": change["agent"], "skill": change["skill"], "level": change["level"]}
    for widening in question["widened"][:1]:
        given |= {"widen_skill": widening["skill"], "widening": widening["steps"]}
    for levels in added:
        skill, level = next(iter(levels.items()))
        given |= {"add_skill": skill, "add_level": level, "add_count": len(question["added"])}
    return url_for("what_if.page", **{name: value for name, value in given.items() if value})


def _points(value: float | None) -> str:
    return decimal(value) if value is None else ("+" if value > 0 else "") + decimal(100 * value)
