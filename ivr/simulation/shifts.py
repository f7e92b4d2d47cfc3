"""When each agent was there, read from the states he was in."""

from collections.abc import Iterable, Iterator

from ivr.reports.agent_time import Span
from ivr.simulation.centre import Shift
from ivr.simulation.past_day import PastDay

AWAY = frozenset({"logged_out", "paused"})


def shifts_of(day: PastDay) -> dict[str, tuple[Shift, ...]]:
    """The stretches of the day each agent took calls or could have: neither logged out nor paused."""
    states: dict[str, list[Span]] = {}
    for span in day.states:
        states.setdefault(span.agent, []).append(span)
    stretches = {agent: tuple(_stretches(day, spans)) for agent, spans in states.items()}
    return {agent: shifts for agent, shifts in sorted(stretches.items()) if shifts}


def _stretches(day: PastDay, spans: Iterable[Span]) -> Iterator[Shift]:
    begins_s = None
    for span in sorted(spans, key=lambda span: span.since):  # each lasts until the next one
        t, is_there = min(max(day.at(span.since), 0.0), day.length_s), span.state not in AWAY
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
