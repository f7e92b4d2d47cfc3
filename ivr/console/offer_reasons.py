"""Why a call was offered to an agent, in words and rows a supervisor understands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.console.catalogue import _, _l
from ivr.routing import explanation as rules
from ivr.routing.explanation import AgentCost, Explanation, HeadScore

RULES: Mapping[str, Any] = {
    rules.ONLY_ONE_ABLE: _l("nobody else could take it"),
    rules.LEAST_COST: _l("needed least elsewhere, best at this"),
    rules.LONGEST_IDLE: _l("idle longest among equals"),
    rules.PREFERRED_AGENT: _l("the caller’s own agent"),
    rules.FIRST_IN_LINE: _l("first in line"),
    rules.MOST_URGENT: _l("most urgent of those the agent could take"),
    rules.HELD_FOR_AGENT: _l("held for the caller’s own agent"),
    "Asterisk's own queue": _l("in Asterisk’s own queue"),
}
REASONS: Mapping[str, Any] = {
    "ringing": _l("his phone rings for another call"),
    "on_call": _l("talks with another caller"),
    "wrap_up": _l("wraps up"),
    "paused": _l("is paused"),
    "phone in use": _l("his phone is in use"),
    "idle": _l("is free, but not for this call"),
    "eligible": _l("could have taken it"),
}
LEVEL = re.compile(r"(?P<skill>.+) level (?P<level>\d+) under (?P<needed>\d+)")
SKILL = re.compile(r"no skill (?P<skill>.+)")


@dataclass(frozen=True, slots=True)
class Why:
    """An offer's reasons: the rule, the level asked for, who could, who could not, which other callers there were."""

    rule: str
    chosen: str
    call: str
    needed_level: int
    widened: int
    could: tuple[AgentCost, ...]
    could_not: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, int], ...]
    callers: tuple[HeadScore, ...]


def rule_words(because: Mapping[str, Any] | str | None) -> str:
    """The rule in a few words; a word nobody knows as it is."""
    rule = because.get("rule", "") if isinstance(because, Mapping) else because or ""
    return str(RULES.get(str(rule), rule))


def why(because: Mapping[str, Any] | str | None) -> Why | None:
    """What is to be shown, None where nothing more than the rule was kept."""
    if not isinstance(because, Mapping):
        return None
    try:
        found = Explanation.from_plain(because)
    except (KeyError, TypeError, ValueError):
        return None
    return Why(
        rule=rule_words(because),
        chosen=str(found.chosen),
        call=str(found.call),
        needed_level=found.needed_level,
        widened=found.step,
        could=found.eligible,
        could_not=tuple((str(agent), reason_words(reason)) for agent, reason in found.excluded),
        others=tuple((reason_words(reason), count) for reason, count in found.unnamed),
        callers=found.heads,
    )


def reason_words(reason: str) -> str:
    """Why somebody could not take the call."""
    if level := LEVEL.fullmatch(reason):
        return str(_("%(skill)s at level %(level)s, %(needed)s is asked for", **level.groupdict()))
    if skill := SKILL.fullmatch(reason):
        return str(_("has not learned %(skill)s", **skill.groupdict()))
    return str(REASONS.get(reason, reason))
