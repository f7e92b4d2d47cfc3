"""Agents' states of talks an import told follow from the legs of these talks: no rows of their own say them."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TOLD_TALK = "substr(call_id, 15, 1) = '8' AND kind = 'agent' AND answered_at IS NOT NULL"
CHANGE_OF_A_TALK = "kind = 'AgentStateChanged' AND substr(event_id, 15, 1) = '8' AND length(event_id) > 36"
INDEXES = {"ix_legs_begun": "answered_at", "ix_legs_over": "ended_at"}


def upgrade() -> None:
    """Make the change."""
    where = sa.text(TOLD_TALK)
    for name, column in INDEXES.items():
        op.create_index(name, "legs", ["agent", column], sqlite_where=where, postgresql_where=where)
    op.execute(sa.delete(sa.table("call_events")).where(sa.text(CHANGE_OF_A_TALK)))


def downgrade() -> None:
    """Take the change back; agents' states of imported talks come back when the import is undone and done again."""
    for name in INDEXES:
        op.drop_index(name, table_name="legs")
