"""Supervisors listen in: whether a queue allows it, who listened, and that an agent who is to know of it does."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INDEX, SUPERVISORS = "ix_legs_of_supervisors", sa.text("kind = 'supervisor'")


def upgrade() -> None:
    """Make the change."""
    op.add_column("queues", sa.Column("listening", sa.String(16), nullable=False, server_default="never"))
    op.add_column("legs", sa.Column("account", sa.Text(), nullable=True))
    op.create_index(INDEX, "legs", ["rang_at"], sqlite_where=SUPERVISORS, postgresql_where=SUPERVISORS)
    op.add_column("live_agents", sa.Column("listened", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("live_agents", "listened")
    op.drop_index(INDEX, "legs")
    op.drop_column("legs", "account")
    op.drop_column("queues", "listening")
