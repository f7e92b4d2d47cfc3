"""Changes of agents' states: those the history tells, and those that follow from talks an import told.

Who talked in another system was on a call, and ready again after it. No rows of their own say so: there would be two
for each talk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, func, or_, select, text, true

from ivr.calls.events import AgentStateChanged
from ivr.calls.ids import is_imported
from ivr.reports.agent_time import ENGINE
from ivr.reports.call_record import Leg
from ivr.store import call_events
from ivr.store.agents import agents
from ivr.store.stale_agents import StaleAgent, stale_around
from ivr.store.visits import TOLD_TALK, legs


@dataclass(frozen=True, slots=True)
class _Moment:
    """What follows from one moment of a talk; `place` sorts it among the changes of the same second, by their ids."""

    column: Column[datetime]
    state: str
    place: str
    where: ColumnElement[bool]


# Of the same second: a talk is over, then the agent does something (an id of ours), then a talk begins.
OVER = _Moment(legs.c.ended_at, "available", "+", true())
BEGUN = _Moment(legs.c.answered_at, "on_call", "~", legs.c.ended_at.is_distinct_from(legs.c.answered_at))
TALK = text(TOLD_TALK)  # as the indexes have it


def between(
    connection: Connection, agent: str, since: datetime, until: datetime | None, limit: int
) -> list[AgentStateChanged]:
    """The first changes of an agent from a moment to another (None: to the last one), both included, in order."""
    found = call_events.agent_changes_between(connection, agent, since, until, limit)
    for one in (OVER, BEGUN):
        at = one.column
        wish = select(at, legs.c.leg_id, legs.c.witness).where(TALK, legs.c.agent == agent, one.where, at >= since)
        bounded = wish if until is None else wish.where(at <= until)
        for moment, leg_id, witness in connection.execute(bounded.order_by(at).limit(limit)).all():
            name = f"{one.place}{leg_id}"
            found.append(AgentStateChanged(event_id=name, at=moment, witness=witness, agent=agent, state=one.state))
    return sorted(found, key=lambda change: (change.at, change.event_id))[:limit]


def last_before(connection: Connection, agent: str, moment: datetime) -> datetime | None:
    """When an agent's state last changed before a moment."""
    found = [_one(connection, agent, func.max(at), at, at < moment) for at in _columns()]
    return max((at for at in found if at is not None), default=None)


def first_after(connection: Connection, agent: str, moment: datetime) -> datetime | None:
    """When an agent's state first changed after a moment."""
    found = [_one(connection, agent, func.min(at), at, at > moment) for at in _columns()]
    return min((at for at in found if at is not None), default=None)


def began_elsewhere() -> ColumnElement[bool]:
    """Whether another system told the first that is known of an agent (of a query over agents)."""
    told, mine, talked_at = call_events.call_events.c, agents.c.id, BEGUN.column
    first = select(told.at).where(told.agent == mine).order_by(told.at).limit(1).scalar_subquery()
    by = select(told.witness).where(told.agent == mine).order_by(told.at).limit(1).scalar_subquery()
    talked = select(func.min(talked_at)).where(TALK, legs.c.agent == mine).scalar_subquery()
    return or_(by != ENGINE, and_(talked.is_not(None), or_(first.is_(None), talked < first)))


def stale_of(rung: Iterable[Leg]) -> list[StaleAgent]:
    """The agents of talks told by an import among these legs, from when to when each one's time changes with them."""
    talks = [leg for leg in rung if leg.agent and leg.answered_at and is_imported(leg.leg_id)]
    return stale_around((leg.agent or "", at) for leg in talks for at in (leg.answered_at, leg.ended_at) if at)


def _columns() -> tuple[Column[Any], ...]:
    return call_events.call_events.c.at, OVER.column, BEGUN.column


def _one(
    connection: Connection, agent: str, wish: ColumnElement[Any], at: Column[Any], beside: ColumnElement[bool]
) -> datetime | None:
    whose = at.table.c.agent == agent
    talks = TALK if at.table is legs else true()
    found: datetime | None = connection.execute(select(wish).where(talks, whose, beside)).scalar()
    return found
