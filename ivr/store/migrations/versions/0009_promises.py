"""What waiting callers were told, folded from the history, and whether a queue's times may be said."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; the calls there are get their rows when they are folded anew."""
    op.create_table(
        "promises",
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("less_than_s", sa.Integer(), nullable=True),
        sa.Column("p50_s", sa.Float(), nullable=True),
        sa.Column("p80_s", sa.Float(), nullable=True),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("visit_id", "number", name=op.f("pk_promises")),
    )
    op.create_index(op.f("ix_promises_queue_told_at"), "promises", ["queue", "told_at"])
    op.create_index(op.f("ix_promises_call_id"), "promises", ["call_id"])
    op.create_index(op.f("ix_promises_told_at_queue"), "promises", ["told_at", "queue"])
    op.create_table(
        "calibrations",
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("may_speak", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("queue", name=op.f("pk_calibrations")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("calibrations")
    op.drop_table("promises")
