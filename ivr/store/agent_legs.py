"""The folded legs of agents: each phone that rang for a caller, and whether it was taken."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from ivr.calls.disposition import Party
from ivr.reports.call_record import Leg, LegKind
from ivr.store.visits import legs

OF_LEG = tuple(field.name for field in fields(Leg))
MINE = legs.c.kind == LegKind.AGENT.value


def of_calls(connection: Connection, call_ids: Sequence[str]) -> list[Leg]:
    """The agents' legs of these calls, in order."""
    wish = select(legs).where(legs.c.call_id.in_(list(call_ids)), MINE).order_by(legs.c.leg_id)
    return [_as_leg(row) for row in connection.execute(wish).mappings()]


def between(connection: Connection, since: datetime, until: datetime, agent: str) -> list[tuple[str, Leg]]:
    """The legs of visits that rang an agent from `since` to just before `until`, in order, each with its call."""
    within = (legs.c.rang_at >= since, legs.c.rang_at < until, legs.c.agent == agent)
    wish = select(legs).where(*within, MINE, legs.c.visit_id.is_not(None)).order_by(legs.c.rang_at, legs.c.leg_id)
    return [(row["call_id"], _as_leg(row)) for row in connection.execute(wish).mappings()]


def _as_leg(row: RowMapping) -> Leg:
    values = {name: row[name] for name in OF_LEG}
    values["kind"] = LegKind(row["kind"])
    values["hung_up_by"] = None if row["hung_up_by"] is None else Party(row["hung_up_by"])
    return Leg(**values)
