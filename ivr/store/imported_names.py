"""Queues and agents whom only an imported history names: out of use, so that reports can say what they are called.

They bear the skill or the team `imported`. Whoever takes one into use gives it a skill, or an extension, first.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, exists, insert, select

from ivr.store.agent_rollups import agent_day_pauses, agent_days, agent_pauses, agent_rollups
from ivr.store.agent_spans import agent_spans
from ivr.store.agents import agents
from ivr.store.bulk import insert_rows
from ivr.store.queue_rules import queue_rules
from ivr.store.queues import Queue, queues
from ivr.store.refusals import refusals
from ivr.store.register import NAME_LENGTH
from ivr.store.rollups import day_rollups, rollups
from ivr.store.skills import skills
from ivr.store.teams import teams
from ivr.store.visits import legs, visits

MARK, MARK_NAME = "imported", "Imported"
AT_ONCE = 500


@dataclass(slots=True)
class Called:
    """What queues and agents are called, by id, and the zone their days go by; `kept`: those looked after already."""

    queues: dict[str, str]
    agents: dict[str, str]
    timezone: str
    kept: set[str] = field(default_factory=set)

    def add(self, queues: Mapping[str, str], agents: Mapping[str, str]) -> None:
        """Know of more."""
        self.queues |= queues
        self.agents |= agents


def keep(connection: Connection, called: Called) -> None:
    """Keep those that are not there yet."""
    new_queues = _new(connection, queues.c.id, called, called.queues)
    if new_queues:
        _mark(connection, skills)
        for queue_id, name in new_queues.items():
            row = Queue(queue_id, name[:NAME_LENGTH], MARK, timezone=called.timezone, active=False)
            connection.execute(insert(queues).values({one: getattr(row, one) for one in queues.c.keys()}))  # noqa: SIM118
    new_agents = _new(connection, agents.c.id, called, called.agents)
    if new_agents:
        _mark(connection, teams)
        rows = [
            (agent_id, name[:NAME_LENGTH], secrets.token_urlsafe(18), _no_extension(agent_id), MARK, False, 1)
            for agent_id, name in new_agents.items()
        ]
        insert_rows(connection, agents, ("id", "name", "phone_secret", "extension", "team", "active", "version"), rows)
    called.kept |= {*new_queues, *new_agents}


def forget_unused(connection: Connection) -> None:
    """Forget those nobody took into use and no call names any more, so that an import of another zone makes them."""
    own = queues.c
    named = exists().where(visits.c.queue == own.id), exists().where(refusals.c.queue == own.id)
    gone = select(own.id).where(own.skill == MARK, own.active.is_(False), ~named[0], ~named[1])
    queue_ids = list(connection.execute(gone).scalars())
    for column in (rollups.c.queue, day_rollups.c.queue, queue_rules.c.queue, own.id):
        _delete(connection, column, queue_ids)
    mine = agents.c
    rung, talked = exists().where(legs.c.agent == mine.id), exists().where(agent_spans.c.agent == mine.id)
    unused = select(mine.id).where(mine.team == MARK, mine.active.is_(False), ~rung, ~talked)
    agent_ids = list(connection.execute(unused).scalars())
    counted = (agent_rollups, agent_pauses, agent_days, agent_day_pauses)
    for column in (*(table.c.agent for table in counted), mine.id):
        _delete(connection, column, agent_ids)


def _delete(connection: Connection, column: Column[Any], ids: Sequence[str]) -> None:
    for start in range(0, len(ids), AT_ONCE):
        connection.execute(delete(column.table).where(column.in_(ids[start : start + AT_ONCE])))


def _new(connection: Connection, column: Column[Any], called: Called, names: Mapping[str, str]) -> dict[str, str]:
    wanted = [one for one in names if one not in called.kept]
    parts = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    there = {one for part in parts for one in connection.execute(select(column).where(column.in_(part))).scalars()}
    called.kept |= there
    return {one: names[one] for one in wanted if one not in there}


def _mark(connection: Connection, table: Table) -> None:
    if connection.execute(select(table.c.id).where(table.c.id == MARK)).first() is None:
        connection.execute(insert(table).values(id=MARK, name=MARK_NAME, active=False, version=1))


def _no_extension(agent_id: str) -> str:
    """Nothing anybody can dial, another one for each agent."""
    return f"({hashlib.sha256(agent_id.encode()).hexdigest()[:12]})"
