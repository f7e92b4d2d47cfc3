"""Live tables and intentions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "intentions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intentions")),
    )
    with op.batch_alter_table("intentions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intentions_outcome_written_at"), ["outcome", "written_at"], unique=False)

    op.create_table(
        "live_agents",
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=True),
        sa.Column("queue", sa.String(length=64), nullable=True),
        sa.Column("pause_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("agent", name=op.f("pk_live_agents")),
    )
    op.create_table(
        "live_queues",
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("longest_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("queue", name=op.f("pk_live_queues")),
    )
    op.create_table(
        "live_calls",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=True),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=True),
        sa.Column("agent", sa.String(length=64), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_live_calls")),
    )
    for table in ("live_versions", "centre_versions"):
        made = op.create_table(
            table,
            sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.bulk_insert(made, [{"id": 1, "version": 0}])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("centre_versions")
    op.drop_table("live_versions")
    op.drop_table("live_calls")
    op.drop_table("live_queues")
    op.drop_table("live_agents")
    with op.batch_alter_table("intentions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intentions_outcome_written_at"))

    op.drop_table("intentions")
