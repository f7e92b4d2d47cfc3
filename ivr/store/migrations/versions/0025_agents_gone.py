"""When agents logged out: an index of that state alone."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

GONE = sa.text("state = 'logged_out'")


def upgrade() -> None:
    """Make the change."""
    op.create_index("ix_agent_spans_gone", "agent_spans", ["agent", "since"], sqlite_where=GONE, postgresql_where=GONE)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_agent_spans_gone", "agent_spans")
