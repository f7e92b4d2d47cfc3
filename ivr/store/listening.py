"""Which agents were listened in on: their supervisors' legs beside their talks, so that who never was is seen too."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from ivr.store import agents
from ivr.store.agent_sums import talks
from ivr.store.figures import Range
from ivr.store.visits import OF_SUPERVISORS, legs

SUPERVISOR = text(OF_SUPERVISORS)


@dataclass(slots=True)
class Coverage:
    """One agent: his talks of a range, how many and how long of them somebody heard, and when last (ever)."""

    agent: str
    name: str
    talks: int = 0
    listened: int = 0
    listened_s: float = 0.0
    last_listened_at: datetime | None = None


def coverage(connection: Connection, wanted: Range) -> list[Coverage]:
    """Everybody who talked in a range or is in use, who was heard least first (docs/metrics.md, section 4)."""
    names = agents.names(connection)
    found = {one.id: Coverage(one.id, one.name) for one in agents.everyone(connection) if one.active}
    for agent, counts in talks(connection, wanted).items():
        found.setdefault(agent, Coverage(agent, names.get(agent, agent))).talks = counts.answered
    for agent, spans in _heard(connection, wanted).items():
        one = found.setdefault(agent, Coverage(agent, names.get(agent, agent)))
        one.listened, one.listened_s = len(spans), sum(spans)
    for agent, last in _last(connection).items():
        if agent in found:
            found[agent].last_listened_at = last
    mine = (one for one in found.values() if wanted.of is None or one.agent in wanted.of)
    return sorted(mine, key=lambda one: (one.listened, one.listened_s, one.name.casefold()))


def _heard(connection: Connection, wanted: Range) -> dict[str, list[float]]:
    """The seconds of each leg, by the agent listened to; one that goes on has 0."""
    within = (legs.c.rang_at >= wanted.since, legs.c.rang_at < wanted.until, legs.c.answered_at.is_not(None))
    found: dict[str, list[float]] = defaultdict(list)
    for agent, began, ended in connection.execute(
        select(legs.c.agent, legs.c.answered_at, legs.c.ended_at).where(SUPERVISOR, *within)
    ):
        found[str(agent)].append((ended - began).total_seconds() if ended else 0.0)
    return found


def _last(connection: Connection) -> dict[str, datetime]:
    wish = select(legs.c.agent, func.max(legs.c.answered_at)).where(SUPERVISOR, legs.c.answered_at.is_not(None))
    return {str(agent): last for agent, last in connection.execute(wish.group_by(legs.c.agent))}
