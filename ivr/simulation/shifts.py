"""When each agent was there, read from his changes of state."""

from collections.abc import Iterable, Iterator

from ivr.calls.events import AgentStateChanged
from ivr.simulation.centre import Shift
from ivr.simulation.past_day import PastDay

AWAY = frozenset({"logged_out", "paused"})


def shifts_of(day: PastDay) -> dict[str, tuple[Shift, ...]]:
    """The stretches of the day each agent took calls or could have: neither logged out nor paused."""
    changes: dict[str, list[AgentStateChanged]] = {}
    for change in day.states:
        changes.setdefault(change.agent, []).append(change)
    stretches = {agent: tuple(_stretches(day, told)) for agent, told in changes.items()}
    return {agent: shifts for agent, shifts in sorted(stretches.items()) if shifts}


def _stretches(day: PastDay, told: Iterable[AgentStateChanged]) -> Iterator[Shift]:
    begins_s = None
    for change in sorted(told, key=lambda change: (change.at, change.event_id)):
        t, is_there = min(max(day.at(change.at), 0.0), day.length_s), change.state not in AWAY
        if is_there and begins_s is None:
            begins_s = t
        elif begins_s is not None and not is_there:
            yield from _shift(begins_s, t)
            begins_s = None
    if begins_s is not None:
        yield from _shift(begins_s, day.length_s)


def _shift(begins_s: float, ends_s: float) -> Iterator[Shift]:
    if ends_s > begins_s:
        yield Shift(begins_s, ends_s, is_planned=False)
