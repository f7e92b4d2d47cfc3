"""What each event of an agent changes on the floor; one about somebody nobody knows is counted and changes nothing."""

from collections.abc import Hashable, Mapping

from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.floor import Floor


def log_in(floor: Floor, now: float, agent: Hashable, skills: Mapping[str, int]) -> None:
    """Let an agent take calls; one who is logged in already gets other skills and takes back a wish to leave."""
    known = floor.staff.get(agent)
    if known is None:
        known = Agent(agent, dict(skills), floor.next_sequence())
        floor.move(known, AgentEvent.LOGIN, now)
    known.skills = dict(skills)
    _after_call(floor, now, known, None if known.after_call is AgentEvent.LOGOUT else known.after_call)


def log_out(floor: Floor, now: float, agent: Hashable) -> None:
    """Let an agent go: at once, or after the call in hand; a call that only rings goes back to its place."""
    known = _known(floor, agent)
    if known and known.state is AgentState.ON_CALL:
        _after_call(floor, now, known, AgentEvent.LOGOUT)
    elif known:
        offer = floor.in_hand.get(agent)
        floor.move(known, AgentEvent.LOGOUT, now)
        if offer:
            floor.take_back(offer.visit.call, now)


def pause(floor: Floor, now: float, agent: Hashable, reason: str | None, until: float | None) -> None:
    """Let an agent pause, now or after the call in hand."""
    known = _known(floor, agent)
    if known is None:
        return
    known.pause_reason, known.pause_until = reason, until
    if known.state in (AgentState.RINGING, AgentState.ON_CALL):
        _after_call(floor, now, known, known.after_call or AgentEvent.PAUSE)
    elif known.state is AgentState.PAUSED:
        known.wake_at = until
        floor.refresh(known, now)
    else:
        floor.move(known, AgentEvent.PAUSE, now)


def end_pause(floor: Floor, now: float, agent: Hashable) -> None:
    """End an agent's pause, or the wish for one."""
    known = _known(floor, agent)
    if known and known.after_call is AgentEvent.PAUSE:
        _after_call(floor, now, known, None)
    elif known:
        floor.move(known, AgentEvent.UNPAUSE, now)


def use_phone(floor: Floor, now: float, agent: Hashable, busy: bool) -> None:
    """Keep whether a phone is in use outside our knowledge, also of somebody who is not logged in."""
    known = floor.staff.get(agent)
    if known and not busy and floor.staff.is_phone_in_use(agent):
        known.idle_since = now
    floor.staff.phone(agent, busy)
    if known:
        floor.refresh(known, now)


def end_wrap_up(floor: Floor, now: float, agent: Hashable) -> None:
    """End an agent's wrap-up."""
    known = _known(floor, agent)
    if known:
        floor.move(known, AgentEvent.FREE, now)


def wrap_up(floor: Floor, now: float, agent: Hashable, until: float) -> None:
    """Let an agent who is idle go on with a wrap-up that an earlier router began."""
    known = _known(floor, agent)
    if known and floor.move(known, AgentEvent.WRAP_UP, now):
        known.wake_at = until
        floor.refresh(known, now)


def give_skills(floor: Floor, now: float, agent: Hashable, skills: Mapping[str, int]) -> None:
    """Give an agent other skills; a call in hand stays."""
    known = _known(floor, agent)
    if known:
        known.skills = dict(skills)
        floor.refresh(known, now)


def _known(floor: Floor, agent: Hashable) -> Agent | None:
    known = floor.staff.get(agent)
    if known is None:
        floor.ignore()
    return known


def _after_call(floor: Floor, now: float, agent: Agent, event: AgentEvent | None) -> None:
    agent.after_call = event
    floor.refresh(agent, now)
