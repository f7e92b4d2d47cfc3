"""Agents' states of talks an import told follow from the legs of these talks: no rows of their own say them."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TOLD_TALK = "substr(call_id, 15, 1) = '8' AND kind = 'agent' AND answered_at IS NOT NULL"
RUNG = "agent IS NOT NULL"
CHANGE_OF_A_TALK = "kind = 'AgentStateChanged' AND substr(event_id, 15, 1) = '8' AND length(event_id) > 36"


def upgrade() -> None:
    """Make the change; the time of the agents concerned is folded again."""
    where, rung = sa.text(TOLD_TALK), sa.text(RUNG)
    op.create_index("ix_legs_talked", "legs", ["agent", "answered_at"], sqlite_where=where, postgresql_where=where)
    op.drop_index("ix_legs_agent_rang_at", table_name="legs")
    op.create_index("ix_legs_agent_rang_at", "legs", ["agent", "rang_at"], sqlite_where=rung, postgresql_where=rung)
    told = sa.table("call_events", *map(sa.column, ("agent", "at")))
    stale = sa.table("stale_agents", *map(sa.column, ("agent", "since", "until")))
    talked = sa.select(told.c.agent).where(sa.text(CHANGE_OF_A_TALK))
    whole = sa.select(told.c.agent, sa.func.min(told.c.at), sa.func.max(told.c.at)).where(told.c.agent.in_(talked))
    op.execute(sa.delete(stale).where(stale.c.agent.in_(talked)))
    op.execute(sa.insert(stale).from_select(["agent", "since", "until"], whole.group_by(told.c.agent)))
    op.execute(sa.delete(told).where(sa.text(CHANGE_OF_A_TALK)))


def downgrade() -> None:
    """Take the change back; agents' states of imported talks come back when the import is undone and done again."""
    op.drop_index("ix_legs_agent_rang_at", table_name="legs")
    op.create_index("ix_legs_agent_rang_at", "legs", ["agent", "rang_at"])
    op.drop_index("ix_legs_talked", table_name="legs")
