"""Levels that end at a moment."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("agent_skills", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
