"""Transfers told apart by whether the agent had asked the colleague; an agent's offers are those of visits only."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ROLLUPS = ("rollups", "day_rollups", "agent_rollups", "agent_days")


def upgrade() -> None:
    """Make the change; until now no transfer was known to be attended."""
    op.add_column("visits", sa.Column("attended", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table in ROLLUPS:
        op.add_column(table, sa.Column("attended", sa.Integer(), nullable=False, server_default="0"))
    _offers(-1)


def downgrade() -> None:
    """Take the change back."""
    _offers(1)
    for table in ROLLUPS:
        op.drop_column(table, "attended")
    op.drop_column("visits", "attended")


def _offers(change: int) -> None:
    """A phone a caller was transferred to was counted as an offer; there are few of them."""
    names = ("kind", "agent", "visit_id")
    legs = sa.table("legs", *map(sa.column, names), sa.column("rang_at", sa.DateTime(timezone=True)))
    mine = (legs.c.kind == "agent", legs.c.visit_id.is_(None), legs.c.rang_at.is_not(None), legs.c.agent.is_not(None))
    for agent, rang_at in op.get_bind().execute(sa.select(legs.c.agent, legs.c.rang_at).where(*mine)).all():
        quarter = rang_at.replace(minute=rang_at.minute - rang_at.minute % 15, second=0, microsecond=0)
        _count("agent_rollups", agent, quarter, change)
        _count("agent_days", agent, _day(rang_at), change)


def _day(moment: datetime) -> datetime:
    """When the day of UTC began; SQLite tells moments of UTC without saying so."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _count(table: str, agent: str, start: datetime, change: int) -> None:
    when = sa.column("start", sa.DateTime(timezone=True))
    sums = sa.table(table, sa.column("agent"), when, sa.column("agent_offers"))
    more = sums.c.agent_offers + change
    op.execute(sa.update(sums).where(sums.c.agent == agent, sums.c.start == start).values(agent_offers=more))
