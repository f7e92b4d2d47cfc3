"""What a queue may tell those who wait in it, one example of each: what is listened to before any caller hears it."""

from dataclasses import dataclass

from ivr.calls.commands import Say
from ivr.calls.values import Number
from ivr.routing.promises import RANGE_FROM_S, STEPS_S, Announcement
from ivr.routing.rules import Terms
from ivr.routing.wait_phrases import wait_phrases

PLACES = (1, 2, 3, 5, 10)
LATER_S = 300
DOOR = ("queue_full", "closed_now")
NOT_HEARD = Announcement(None, 1, 0.0, 0.0)  # a waiting caller for whom somebody is logged in, and nothing to say


@dataclass(frozen=True, slots=True)
class Door:
    """What there is beside the terms of a queue: the key for a callback, whether it may be full or closed."""

    callback_key: str | None = None
    may_be_full: bool = False
    closes: bool = False


def examples() -> dict[str, tuple[Say, ...]]:
    """Return every example by its name."""
    told = {f"less_than.{step}": _timed(step) for step in STEPS_S}
    told |= {f"between.{_least(step)}.{step}": _timed(step, _least(step)) for step in STEPS_S if step > RANGE_FROM_S}
    told |= {f"place.{place}": _placed(place) for place in PLACES}
    told[f"later.{LATER_S}"] = _timed(LATER_S, apologises=True)
    told["no_agents"] = wait_phrases(Announcement(None, 1, None, None))
    told["please_hold"] = wait_phrases(NOT_HEARD)
    told |= {f"callback.{key}": (Say("callback_offer", (("key", Number(key)),)),) for key in range(10)}
    return told | {name: (Say(name),) for name in DOOR}


def told_by(terms: Terms, door: Door) -> list[str]:
    """Return the names of what a queue with these terms says, in the order in which a caller may hear it."""
    names = [f"less_than.{step}" for step in STEPS_S if terms.tells_time and not _as_range(step, terms)]
    names += [f"between.{_least(step)}.{step}" for step in STEPS_S if terms.tells_time and _as_range(step, terms)]
    names += [f"place.{place}" for place in PLACES if terms.tells_position]
    names += [f"later.{LATER_S}"] if terms.tells_time else []
    names += [f"callback.{door.callback_key}"] if door.callback_key else []
    names += ["please_hold", "no_agents"]
    return [*names, *(name for name, heard in zip(DOOR, (door.may_be_full, door.closes), strict=True) if heard)]


def _as_range(step: int, terms: Terms) -> bool:
    return terms.tells_range and step > RANGE_FROM_S


def _least(step: int) -> int:
    """A lower end a caller may well hear: the longest step that is not over half of the upper one."""
    return max(one for one in STEPS_S if one <= step / 2)


def _timed(step: int, least: int | None = None, *, apologises: bool = False) -> tuple[Say, ...]:
    return wait_phrases(Announcement(step, 2, 0.0, float(step), least, apologises=apologises))


def _placed(place: int) -> tuple[Say, ...]:
    return wait_phrases(Announcement(None, place, 0.0, 0.0, tells_position=True))
