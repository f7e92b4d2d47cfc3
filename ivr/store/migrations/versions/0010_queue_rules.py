"""Whom a queue rings and when, where its longest wait leads, how often it tells the waiting time."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("queues", sa.Column("announce_every_s", sa.Integer(), nullable=False, server_default="45"))
    op.add_column("queues", sa.Column("widening", sa.Text(), nullable=False, server_default=""))
    op.add_column("queues", sa.Column("overflow", sa.Text(), nullable=True))
