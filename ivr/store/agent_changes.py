"""Changes of agents' states: those the history tells, and those that follow from talks an import told.

Who talked in another system was on a call, and ready again after it. No rows of their own say so: there would be two
for each talk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text

from ivr.calls.events import AgentStateChanged
from ivr.reports.agent_time import ENGINE
from ivr.store import call_events
from ivr.store.agents import agents
from ivr.store.visits import TOLD_TALK, legs

# What ends later is no talk but a lost row: so those that ended lately can be found by their beginning.
LONGEST_TALK = timedelta(days=1)
# Of the same second, by their ids: a talk is over, then the agent does something (an id of ours), then a talk begins.
OVER, BEGUN = "+", "~"
TALK = text(TOLD_TALK)  # as the index has it
BEGAN, TOLD = legs.c.answered_at, call_events.call_events.c


class Talk(NamedTuple):
    """When a talk an import told began and ended, its leg, and who told it."""

    began: datetime
    ended: datetime | None
    leg_id: str
    witness: str

    @property
    def over(self) -> datetime | None:
        """When the agent was ready again, as far as that follows from the talk."""
        is_known = self.ended is not None and self.began <= self.ended <= self.began + LONGEST_TALK
        return self.ended if is_known else None

    def changes(self, agent: str) -> Iterator[AgentStateChanged]:
        """What follows for the agent; who did not talk at all was never on a call."""
        begun = None if self.over == self.began else self.began
        for at, state, place in ((begun, "on_call", BEGUN), (self.over, "available", OVER)):
            if at is not None:
                name = f"{place}{self.leg_id}"
                yield AgentStateChanged(event_id=name, at=at, witness=self.witness, agent=agent, state=state)


@dataclass(frozen=True, slots=True)
class AgentChanges:
    """All changes of one agent's states; `has_talks`: whether any import told talks of his."""

    connection: Connection
    agent: str
    has_talks: bool

    def between(self, since: datetime, until: datetime | None, limit: int) -> list[AgentStateChanged]:
        """The first changes from a moment to another (None: to the last one), both included, in order."""
        found = call_events.agent_changes_between(self.connection, self.agent, since, until, limit)
        earlier = self._talks(since - LONGEST_TALK <= BEGAN, since > BEGAN)
        begun = self._talks(since <= BEGAN, *([] if until is None else [until >= BEGAN]), limit=limit)
        last = begun[-1].began if len(begun) == limit else until  # of later talks nothing is known here
        of_talks = (change for talk in (*earlier, *begun) for change in talk.changes(self.agent))
        found += [change for change in of_talks if change.at >= since and (last is None or change.at <= last)]
        return sorted(found, key=lambda change: (change.at, change.event_id))[:limit]

    def last_before(self, moment: datetime) -> datetime | None:
        """When the state last changed before a moment."""
        told, begun = self._told(func.max(TOLD.at), TOLD.at < moment), self._begun(func.max(BEGAN), moment > BEGAN)
        talks = self._talks(begun - LONGEST_TALK <= BEGAN, begun >= BEGAN) if begun else []
        moments = [told, begun, *(talk.over for talk in talks)]
        return max((at for at in moments if at is not None and at < moment), default=None)

    def first_after(self, moment: datetime) -> datetime | None:
        """When the state first changed after a moment."""
        told, begun = self._told(func.min(TOLD.at), TOLD.at > moment), self._begun(func.min(BEGAN), moment < BEGAN)
        talks = self._talks(moment - LONGEST_TALK <= BEGAN, moment >= BEGAN)
        moments = [told, begun, *(talk.over for talk in talks)]
        return min((at for at in moments if at is not None and at > moment), default=None)

    def _told(self, wish: ColumnElement[datetime], beside: ColumnElement[bool]) -> datetime | None:
        return self.connection.execute(select(wish).where(TOLD.agent == self.agent, beside)).scalar()

    def _begun(self, wish: ColumnElement[datetime], beside: ColumnElement[bool]) -> datetime | None:
        if not self.has_talks:
            return None
        return self.connection.execute(select(wish).where(TALK, legs.c.agent == self.agent, beside)).scalar()

    def _talks(self, *began: ColumnElement[bool], limit: int | None = None) -> list[Talk]:
        if not self.has_talks:
            return []
        wish = select(BEGAN, legs.c.ended_at, legs.c.leg_id, legs.c.witness).where(TALK, legs.c.agent == self.agent)
        rows = self.connection.execute(wish.where(*began).order_by(BEGAN).limit(limit)).all()
        return [Talk(*row) for row in rows]


def changes_of(connection: Connection, agent: str) -> AgentChanges:
    """The changes of an agent: whether any follow from talks is looked up once, for nearly all have none."""
    any_talk = select(legs.c.leg_id).where(TALK, legs.c.agent == agent).limit(1)
    return AgentChanges(connection, agent, connection.execute(any_talk).first() is not None)


def began_elsewhere() -> ColumnElement[bool]:
    """Whether another system told the first that is known of an agent (of a query over agents)."""
    mine = agents.c.id
    first = select(TOLD.at).where(TOLD.agent == mine).order_by(TOLD.at).limit(1).scalar_subquery()
    by = select(TOLD.witness).where(TOLD.agent == mine).order_by(TOLD.at).limit(1).scalar_subquery()
    talked = select(func.min(BEGAN)).where(TALK, legs.c.agent == mine).scalar_subquery()
    return or_(by != ENGINE, and_(talked.is_not(None), or_(first.is_(None), talked < first)))
