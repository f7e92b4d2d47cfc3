"""Callbacks with a held place, and their attempts; which visits are those of somebody called back."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "callbacks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("skill", sa.String(length=64), nullable=False),
        sa.Column("min_level", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("origin_call_id", sa.String(length=36), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
    )
    for columns in (["state", "requested_at"], ["number", "state"], ["requested_at"]):
        op.create_index(op.f(f"ix_callbacks_{'_'.join(columns)}"), "callbacks", columns)
    op.create_table(
        "callback_attempts",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("callback_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("leg_id", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposition", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_callback_attempts_callback_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_callback_attempts")),
        sa.UniqueConstraint("callback_id", "number", name=op.f("uq_callback_attempts_callback_id_number")),
    )
    op.add_column("visits", sa.Column("callback_id", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("visits", "callback_id")
    op.drop_table("callback_attempts")
    op.drop_table("callbacks")
