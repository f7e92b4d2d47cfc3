"""What the router does when anything changed: what is due first, then calls and agents, then what callers are told."""

from collections.abc import Hashable, Iterator

from ivr.routing.actions import Action, Announce, Assign, OfferCallback, Overflow
from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.agent_choice import Ranked, ranked, rule_of
from ivr.routing.call_choice import View, scores
from ivr.routing.explanation import FIRST_IN_LINE, HELD_FOR_AGENT, MOST_URGENT, Explanation, HeadScore
from ivr.routing.floor import Floor, Offer, Unsettled
from ivr.routing.line import Visit
from ivr.routing.reasons import explain_offer, explain_wait
from ivr.routing.sticky import HELD_AT_MOST_S, Prospect, is_worth_holding


def settle(floor: Floor, t: float) -> list[Action]:
    """Do what is due at t and what follows from the changes since; return the actions."""
    _wake(floor, t)
    actions: list[Action] = [*_match(floor, t), *_overflow(floor, t)]
    _hold_newcomers(floor, t)
    return [*actions, *_announce(floor, t)]


def explain_waiting(floor: Floor, visit: Visit, t: float) -> Explanation:
    """Return why a call in the line waits."""
    return explain_wait(visit, floor.staff, _able(floor, visit, t), t)


def _wake(floor: Floor, t: float) -> None:
    for key in floor.due.agents.due(t):
        agent = floor.staff.get(key)
        if agent and agent.wake_at is not None:
            event = AgentEvent.FREE if agent.state is AgentState.WRAP_UP else AgentEvent.UNPAUSE
            floor.move(agent, event, agent.wake_at)
    for visit in map(floor.line.get, floor.due.holds.due(t)):
        if visit:
            floor.end_hold(visit)
    for visit in map(floor.line.get, floor.due.widenings.due(t)):
        if visit:
            visit.widen_at = visit.widens_at(t)
            floor.due.widenings.add(visit.sequence, visit.call)
            floor.unsettled.groups[visit.group] = None


# Calls and agents


def _match(floor: Floor, t: float) -> Iterator[Action]:
    changed, floor.unsettled = floor.unsettled, Unsettled(newcomers=floor.unsettled.newcomers)
    for agent in sorted(changed.agents.values(), key=lambda one: (one.idle_since, one.order)):
        while floor.staff.is_idle(agent) and (offer := _next_call(floor, agent, t)):
            yield _offer(floor, offer, t)
    for group in changed.groups:
        while (head := floor.line.head(group)) and (rows := _able(floor, head, t)):
            yield _offer(floor, _choice(floor, head, rows, (rule_of(head, rows), ()), t), t)


def _next_call(floor: Floor, agent: Agent, t: float) -> Offer | None:
    held = floor.line.held_for(agent.id)
    if held and floor.is_able(held, agent, t):
        rows = [row for row in _able(floor, held, t) if row[2] is agent]
        return _choice(floor, held, rows, (HELD_FOR_AGENT, ()), t)
    heads = [visit for visit in floor.line.heads(agent.skills) if floor.is_able(visit, agent, t)]
    if not heads:
        return None
    urgent = scores(heads, agent, View(t, floor.config.mode == "sla", floor.pressure_s))
    first = next(visit for visit in heads if visit.call == urgent[0].call)
    rule = FIRST_IN_LINE if len(heads) == 1 else MOST_URGENT
    return _choice(floor, first, _able(floor, first, t), (rule, tuple(urgent)), t)


def _able(floor: Floor, visit: Visit, t: float) -> list[Ranked]:
    needed = visit.needs_now(t, floor.staff)
    idle = [agent for agent in floor.staff.idle(visit.skill) if agent.skills[visit.skill] >= needed]
    return ranked(visit, idle, floor.scarcity(t)) if idle else []


def _choice(floor: Floor, visit: Visit, rows: list[Ranked], why: tuple[str, tuple[HeadScore, ...]], t: float) -> Offer:
    agent = rows[0][2].id
    return Offer(visit, agent, explain_offer(visit, floor.staff, rows, (why[0], agent, why[1]), t))


def _offer(floor: Floor, offer: Offer, t: float) -> Assign:
    floor.line.leave(offer.visit.call)
    floor.give(offer)
    floor.move(floor.agent_of(offer), AgentEvent.OFFER, t)
    return Assign(offer.visit.call, offer.agent)


def _hold_newcomers(floor: Floor, t: float) -> None:
    newcomers, floor.unsettled.newcomers = floor.unsettled.newcomers, []
    for visit in newcomers:
        agent = floor.staff.get(visit.preferred_agent)
        if visit.call not in floor.line or agent is None or floor.line.wishes(agent.id) > 1:
            continue  # of two who prefer the same agent the second must not come first
        if floor.is_able(visit, agent, t) and is_worth_holding(_prospect(floor, visit, agent, t)):
            floor.hold(visit, t + HELD_AT_MOST_S)


def _prospect(floor: Floor, visit: Visit, agent: Agent, t: float) -> Prospect:
    free_s = None if agent.after_call is not None else floor.waits.free_s(t, agent)
    if free_s is None:
        return Prospect(None, None, None)
    p50 = floor.waits.estimate(t, visit, floor.scene(t)).p50
    return Prospect(free_s, p50, floor.half_hours.service_level(t, visit.skill))


# Who is sent on, and what is said


def _overflow(floor: Floor, t: float) -> Iterator[Action]:
    for call in floor.due.longest_waits.due(t):
        yield send_on(floor, call, t)


def send_on(floor: Floor, call: Hashable, t: float) -> Overflow:
    """Take a waiting call out of the line, towards the target of its queue."""
    visit = floor.line.leave(call)
    assert visit is not None
    floor.waits.left(t, visit, abandoned=False)
    return Overflow(call, visit.terms.overflow)


def _announce(floor: Floor, t: float) -> Iterator[Action]:
    scene = None  # the same for all who are told something now
    for call in floor.due.announcements.due(t):
        visit = floor.line.get(call)
        if visit is None:
            continue
        scene = scene or floor.scene(t)
        speech = floor.waits.speak(t, visit, scene)
        visit.announce_at = speech.look_again_at
        floor.due.announcements.add(visit.sequence, call)
        if speech.announcement is not None:
            yield Announce(call, speech.announcement)
        if speech.offers_callback:
            yield OfferCallback(call)
