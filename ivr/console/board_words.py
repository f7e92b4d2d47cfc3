"""What the wallboard says in words: states, alarms, and the error budget of the running half hour."""

from collections.abc import Mapping
from typing import Any

from ivr.console.board import ORDER
from ivr.console.board_alarms import BAD, WARN, Alarm, Kind
from ivr.console.catalogue import _, _l, _n
from ivr.console.shown import MINUTE_S, length, share, words
from ivr.reports.error_budget import ErrorBudget

STATES: dict[str, Any] = {
    "available": _l("available"),
    "ringing": _l("ringing"),
    "on_call": _l("on a call"),
    "wrap_up": _l("wrapping up"),
    "paused": _l("paused"),
    "logged_out": _l("logged out"),
}
MOODS = {"available": "good", "ringing": "calm", "on_call": "calm", "wrap_up": "calm", "paused": WARN}
# Pauses that the engine or the telephone's own code begins; the others are named by the centre.
REASONS: dict[str, Any] = {
    "asked": _l("on request"),
    "busy": _l("phone busy"),
    "no-answer": _l("did not answer"),
    "unreachable": _l("phone unreachable"),
}


def state(name: str) -> str:
    """An agent's state."""
    return str(STATES.get(name) or words(name))


def state_mood(name: str) -> str:
    """The mood of a state's badge."""
    return MOODS.get(name, "off")


def reason(name: str) -> str:
    """Why an agent is paused."""
    return str(REASONS.get(name) or name)


def states(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many agents are in each state that somebody is in, in the order of the list."""
    return [(name, counted[name]) for name in ORDER if counted.get(name)]


def alarm(one: Alarm) -> str:
    """An alarm as a short sentence."""
    if one.kind is Kind.WAITING:
        return str(_("%(count)d waiting (limit %(limit)d)", count=one.value, limit=one.limit))
    if one.kind is Kind.LONGEST_WAIT:
        return str(_("waiting for over %(time)s", time=length(one.limit)))
    if one.kind is Kind.SERVICE_LEVEL:
        return str(_("service level under %(limit)d %%", limit=one.limit))
    return str(_("%(count)d of at least %(limit)d agents logged in", count=one.value, limit=one.limit))


def alarm_name(one: Alarm) -> str:
    """How grave an alarm is."""
    return str(_("Alarm") if one.mood == BAD else _("Warning"))


def brief(seconds: float | None) -> str:
    """A length of time in little room: 6 s, 1:05."""
    if seconds is None or round(seconds) < MINUTE_S:
        return length(seconds)
    return f"{round(seconds) // MINUTE_S}:{round(seconds) % MINUTE_S:02d}"


def budget(one: ErrorBudget) -> str:
    """How many calls of the running half hour may still be missed, in words."""
    if not one.offered:
        return str(_("No calls yet in this half hour."))
    if one.may_miss_so_far is None:
        return str(_("%(offered)d offered, none of them counts yet.", offered=one.offered))
    if one.may_miss is None:
        return str(_("%(offered)d offered; too early to tell a pace.", offered=one.offered))
    return _left(one, one.may_miss) + _pace(one)


def budget_mood(one: ErrorBudget) -> str | None:
    """A warning when the goal of the half hour is out of reach at this pace."""
    return WARN if one.may_miss is not None and one.may_miss < 0 else None


def _left(one: ErrorBudget, left: int) -> str:
    if left > 0:
        said = _n("%(offered)d offered, you may miss %(num)d more", "%(offered)d offered, you may miss %(num)d more",
                  left, offered=one.offered)  # fmt: skip
    elif left == 0:
        said = _("%(offered)d offered, you may miss no more", offered=one.offered)
    else:
        said = _n("%(offered)d offered, %(num)d missed too many", "%(offered)d offered, %(num)d missed too many",
                  -left, offered=one.offered)  # fmt: skip
    return str(said)


def _pace(one: ErrorBudget) -> str:
    return "." if one.ends_at is None else str(_("; at this pace %(share)s.", share=share(one.ends_at)))
