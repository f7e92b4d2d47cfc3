"""What agents did with their time, a row for each state: a fold over the history, and the sums kept in step with it.

A change that comes late falls between two known ones: only what lies between those is folded again.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Index,
    RowMapping,
    String,
    Table,
    Text,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
)

from ivr.reports.agent_time import Span, spans_of
from ivr.store import agent_changes, agent_rollups, call_events, stale_agents
from ivr.store.agents import agents
from ivr.store.columns import Utc, metadata
from ivr.store.stale_spans import StaleAgent

AGENTS_AT_ONCE = 5
CHANGES_AT_ONCE = 200  # of one agent, so that an import of years holds the lock for moments only

GONE = "state = 'logged_out'"  # as the index has it, so that a query may use it

agent_spans = Table(
    "agent_spans",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("since", Utc, primary_key=True),
    Column("until", Utc),  # None: still
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Index(None, "since"),
    Index("ix_agent_spans_gone", "agent", "since", sqlite_where=text(GONE), postgresql_where=text(GONE)),
)


def fold_some(connection: Connection) -> bool:
    """Fold what is new of some agents: whether there may be more."""
    taken = stale_agents.take(connection, AGENTS_AT_ONCE)
    left = [rest for one in taken if (rest := _fold(connection, one)) is not None]
    stale_agents.keep(connection, left)
    return bool(taken)


def clear(connection: Connection) -> None:
    """Forget what agents did, and mark it all to be folded again."""
    events = call_events.call_events
    connection.execute(delete(agent_spans))
    first, last = func.min(events.c.at), func.max(events.c.at)
    wish = select(events.c.agent, first, last).where(events.c.agent.is_not(None)).group_by(events.c.agent)
    stale_agents.keep(connection, [StaleAgent(*row) for row in connection.execute(wish).all()])


def between(
    connection: Connection, since: datetime, until: datetime, agents: Sequence[str] | None = None
) -> list[Span]:
    """The states that touch the range from `since` to just before `until`, in order."""
    table = agent_spans.c
    wish = select(agent_spans).where(table.since < until, or_(table.until.is_(None), table.until > since))
    if agents is not None:
        wish = wish.where(table.agent.in_(list(agents)))
    return [_span(row) for row in connection.execute(wish.order_by(table.since, table.agent)).mappings()]


def still(connection: Connection) -> list[Span]:
    """What each agent does now."""
    wish = select(agent_spans).where(agent_spans.c.until.is_(None))
    return [_span(row) for row in connection.execute(wish).mappings()]


def never_left(connection: Connection, until: datetime) -> frozenset[str]:
    """Agents of an imported log that did not tell, before this moment, that they left: static members of a queue."""
    spans = agent_spans.c
    went = exists().where(spans.agent == agents.c.id, text(f"agent_spans.{GONE}"), spans.since < until)
    return frozenset(connection.execute(select(agents.c.id).where(agent_changes.began_elsewhere(), ~went)).scalars())


def _fold(connection: Connection, stale: StaleAgent) -> StaleAgent | None:
    """Fold the time around the changes that are new: what is left of them for another time."""
    his = agent_changes.changes_of(connection, stale.agent)
    since = his.last_before(stale.since) or stale.since
    known_next = his.first_after(stale.until)
    changes = his.between(since, known_next, CHANGES_AT_ONCE + 1)
    more = len(changes) > CHANGES_AT_ONCE
    until = changes[-1].at if more else known_next
    new = [span for span in spans_of(changes) if until is None or span.since < until]
    _replace(connection, stale.agent, (since, until), new)
    return StaleAgent(stale.agent, changes[-1].at, stale.until) if more else None


def _replace(
    connection: Connection, agent: str, between_: tuple[datetime, datetime | None], new: Sequence[Span]
) -> None:
    since, until = between_
    mine = [agent_spans.c.agent == agent, agent_spans.c.since >= since]
    if until is not None:
        mine.append(agent_spans.c.since < until)
    before = [_span(row) for row in connection.execute(select(agent_spans).where(*mine)).mappings()]
    gone, more = set(before) - set(new), set(new) - set(before)
    if gone:
        moments = [span.since for span in gone]
        connection.execute(delete(agent_spans).where(agent_spans.c.agent == agent, agent_spans.c.since.in_(moments)))
    if more:
        rows = [
            {"agent": agent, "since": span.since, "until": span.until, "state": span.state, "reason": span.reason}
            for span in more
        ]
        connection.execute(insert(agent_spans), rows)
    agent_rollups.follow(connection, gone, more)


def _span(row: RowMapping) -> Span:
    return Span(row["agent"], row["since"], row["until"], row["state"], row["reason"])
