"""What each event of a call changes on the floor; one that comes twice or too late is counted and changes nothing."""

from collections.abc import Hashable
from dataclasses import dataclass

from ivr.routing.agent import AgentEvent
from ivr.routing.earlier import Earlier
from ivr.routing.floor import Floor
from ivr.routing.line import Visit
from ivr.routing.rules import Terms
from ivr.routing.waits import AWAITED_S


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A call that joins, with its own times in seconds; `earlier` is what an earlier router knew of this stay."""

    call: Hashable
    skill: str
    min_level: int
    priority: float
    preferred_agent: Hashable | None
    entered_at: float
    terms: Terms | None
    earlier: Earlier | None


def join(floor: Floor, now: float, new: Newcomer) -> None:
    """Put a call into the line."""
    if new.call in floor.line or new.call in floor.offers:
        floor.ignore()
        return
    earlier = new.earlier
    joined = min(now, earlier.joined_at) if earlier else now
    told_at = now + AWAITED_S if earlier and floor.config.estimates == "fed" else now
    asked = (new.skill, max(1, new.min_level), new.priority, new.preferred_agent)
    terms = new.terms or floor.config.terms
    visit = Visit(new.call, *asked, new.entered_at, joined, floor.next_sequence(), told_at, terms)
    if earlier is None:
        floor.demand.arrived(now, new.skill)
    floor.waits.joined(now, visit, earlier.told if earlier else None)
    floor.enlist(visit, now)
    floor.unsettled.newcomers.append(visit)


def answer(floor: Floor, now: float, call: Hashable, agent: Hashable) -> None:
    """Let the agent talk, and learn how long the caller waited."""
    known = floor.holder(call, agent)
    if known and floor.move(known, AgentEvent.ANSWER, now):
        visit = floor.offers[call].visit
        known.answered_at, known.skill = now, visit.skill
        floor.half_hours.answered(now, visit.skill, now - visit.joined_at, visit.terms.target_s)
        floor.waits.began(now, visit, known)


def refuse(floor: Floor, now: float, call: Hashable, agent: Hashable, reason: str) -> None:
    """Let the agent pause, and the call go back to its place."""
    known = floor.holder(call, agent)
    if known and floor.move(known, AgentEvent.REFUSE, now):
        known.pause_reason, known.after_call = reason, None
        floor.take_back(call, now)


def abandon(floor: Floor, now: float, call: Hashable) -> None:
    """Take a caller out who hung up, and learn how long his patience was."""
    visit = _withdrawn(floor, now, call)
    if visit is not None:
        floor.half_hours.abandoned(now, visit.skill, now - visit.joined_at)
        floor.waits.left(now, visit, abandoned=True)


def leave(floor: Floor, now: float, call: Hashable) -> None:
    """Take a caller out whose patience was not over."""
    visit = _withdrawn(floor, now, call)
    if visit is not None:
        floor.waits.left(now, visit, abandoned=False)


def end(floor: Floor, now: float, call: Hashable, agent: Hashable) -> None:
    """Let the agent wrap up after the talk."""
    known = floor.holder(call, agent)
    if known and floor.move(known, AgentEvent.END, now):
        visit = floor.offers[call].visit
        wrap_up_s = visit.terms.wrap_up_s
        if known.answered_at is None:
            floor.waits.left(now, visit, abandoned=False)  # its answer was never reported
        known.ended_at = now
        known.wake_at = None if wrap_up_s is None else now + wrap_up_s
        floor.refresh(known, now)
        _release(floor, now, call)


def _withdrawn(floor: Floor, now: float, call: Hashable) -> Visit | None:
    """Take a call out of the line or from the agent whose phone rings: its visit, None when it was in neither."""
    offer = floor.offers.get(call)
    if offer is None:
        visit = floor.line.leave(call)
        if visit is None:
            floor.ignore()
        return visit
    if not floor.move(floor.agent_of(offer), AgentEvent.WITHDRAW, now):
        return None
    _release(floor, now, call)
    return offer.visit


def _release(floor: Floor, now: float, call: Hashable) -> None:
    agent = floor.agent_of(floor.release(call))
    event, agent.after_call = agent.after_call, None
    if event is None:
        floor.refresh(agent, now)
    else:
        floor.move(agent, event, now)
