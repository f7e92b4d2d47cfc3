"""Legs the engine did not see are few: an index of them alone."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BY_OTHERS = sa.text("witness <> 'engine'")


def upgrade() -> None:
    """Make the change."""
    op.create_index("ix_legs_of_others", "legs", ["rang_at"], sqlite_where=BY_OTHERS, postgresql_where=BY_OTHERS)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_legs_of_others", "legs")
