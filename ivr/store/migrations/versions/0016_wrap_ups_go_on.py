"""When an agent's wrap-up or pause ends by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("agent_states") as table:
        table.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("agent_states") as table:
        table.drop_column("until")
