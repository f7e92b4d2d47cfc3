"""Whose turn has come among those who wait to be called back. Pure.

A held place is dialled when the router has given it an agent, or when its own expected wait (the bound kept in 80 % of
calls, everybody ahead counted, telephones already ringing included) is not longer than it takes to answer. So never
more are dialled than agents are expected free when the telephone is answered; and never more than agents work.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A place held in the line; `expected_s` is the bound of its remaining wait, None when nobody is logged in."""

    callback_id: str
    skill: str
    expected_s: float | None
    has_agent: bool  # an agent is kept for it
    is_dialled: bool


def next_turns(line: Sequence[Held], working: Mapping[str, int], answer_s: float, free: int) -> list[str]:
    """Return whom to call now, the next first; `working` agents by skill, `free` lines of the trunk."""
    in_flight = Counter(held.skill for held in line if held.is_dialled)
    chosen: list[str] = []
    for held in sorted(line, key=lambda one: not one.has_agent):  # stable: the order of the line otherwise
        if held.is_dialled or len(chosen) >= max(free, 0):
            continue
        soon = held.expected_s is not None and held.expected_s <= answer_s
        if held.has_agent or (soon and in_flight[held.skill] < working.get(held.skill, 0)):
            chosen.append(held.callback_id)
            in_flight[held.skill] += 1
    return chosen
