"""Queues and agents whom only an imported history names: out of use, so that reports can say what they are called.

They bear the skill or the team `imported`. Whoever takes one into use gives it a skill, or an extension, first.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select

from ivr.store.agents import agents
from ivr.store.bulk import insert_rows
from ivr.store.queues import Queue, queues
from ivr.store.register import NAME_LENGTH
from ivr.store.skills import skills
from ivr.store.teams import teams

MARK, MARK_NAME = "imported", "Imported"
AT_ONCE = 500


@dataclass(slots=True)
class Called:
    """What queues and agents are called, by id, and the zone their days go by; `kept`: those looked after already."""

    queues: Mapping[str, str]
    agents: Mapping[str, str]
    timezone: str
    kept: set[str] = field(default_factory=set)


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
