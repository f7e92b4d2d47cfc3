"""Puts into an explanation who could take a call, who could not and why."""

from collections import Counter
from collections.abc import Hashable

from ivr.routing.agent import Agent, AgentState
from ivr.routing.agent_choice import LEVEL_WEIGHT, PREFERRED_BONUS, SCARCITY_WEIGHT, Ranked
from ivr.routing.explanation import WAITS, WAITS_FOR_LEVEL, WAITS_HELD, AgentCost, Explanation, HeadScore
from ivr.routing.line import Visit
from ivr.routing.staff import Staff
from ivr.routing.widening import step_of

NAMED = 50  # of each kind: so many tell a person why, and an offer stays small
ELIGIBLE = "eligible"


def explain_offer(
    visit: Visit, staff: Staff, rows: list[Ranked], choice: tuple[str, Hashable, tuple[HeadScore, ...]], t: float
) -> Explanation:
    """Return why the call goes to its agent: the ranked agents, and `choice`: rule, agent, heads of line compared."""
    rule, chosen, heads = choice
    needed = visit.needs_now(t, staff)
    excluded, others = _left_out(visit, staff, {row[2].id for row in rows}, needed)
    if len(rows) > NAMED:
        others[ELIGIBLE] = len(rows) - NAMED
    return Explanation(
        call=visit.call,
        rule=rule,
        chosen=chosen,
        step=step_of(visit.min_level, visit.terms.steps, needed),
        needed_level=needed,
        eligible=tuple(_cost(visit, row, t) for row in rows[:NAMED]),
        excluded=excluded,
        unnamed=tuple(others.items()),
        heads=heads[:NAMED],
    )


def explain_wait(visit: Visit, staff: Staff, rows: list[Ranked], t: float) -> Explanation:
    """Return why the call still waits; agents are eligible only while it is held for another."""
    best = staff.best_level(visit.skill)
    lowest = visit.needs(float("inf"), best)
    rule = WAITS
    if visit.held_until is not None:
        rule = WAITS_HELD
    elif any(agent.skills[visit.skill] >= lowest for agent in staff.idle(visit.skill)):
        rule = WAITS_FOR_LEVEL
    return explain_offer(visit, staff, rows, (rule, None, ()), t)


def _left_out(
    visit: Visit, staff: Staff, able: set[Hashable], needed: int
) -> tuple[tuple[tuple[Hashable, str], ...], Counter[str]]:
    named: list[tuple[Hashable, str]] = []
    others: Counter[str] = Counter()
    counted = 0
    for agent in staff.has(visit.skill):
        counted += 1
        if agent.id in able:
            continue
        reason = obstacle(visit.skill, agent, needed, staff)
        if len(named) < NAMED:
            named.append((agent.id, reason))
        else:
            others[reason] += 1
    if len(staff) > counted:
        others[f"no skill {visit.skill}"] = len(staff) - counted
    return tuple(named), others


def obstacle(skill: str, agent: Agent, needed: int, staff: Staff) -> str:
    """Return in words why an agent who has the skill cannot take the call now."""
    if agent.skills[skill] < needed:
        return f"{skill} level {agent.skills[skill]} under {needed}"
    if agent.state is not AgentState.AVAILABLE:
        doing: str = agent.state.value
        return doing
    return "phone in use" if staff.is_phone_in_use(agent.id) else "idle"


def _cost(visit: Visit, row: Ranked, t: float) -> AgentCost:
    cost, others, agent = row
    level = agent.skills[visit.skill]
    sticky = -PREFERRED_BONUS if agent.id == visit.preferred_agent else 0.0
    return AgentCost(
        agent.id, level, SCARCITY_WEIGHT * others, -LEVEL_WEIGHT * level, sticky, cost, t - agent.idle_since
    )
