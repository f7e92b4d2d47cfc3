"""Recorded talks, who listened to them, and which talks of a queue are recorded: none at first."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("queues", sa.Column("recording", sa.String(length=16), nullable=False, server_default="never"))
    op.add_column("queues", sa.Column("recording_percent", sa.Integer(), nullable=False, server_default="10"))
    op.add_column("queues", sa.Column("recording_refusal_key", sa.String(length=1), nullable=False, server_default=""))
    op.add_column("queues", sa.Column("recording_days", sa.Integer(), nullable=False, server_default="30"))
    op.add_column("queues", sa.Column("recording_pause_s", sa.Integer(), nullable=False, server_default="120"))
    op.create_table(
        "talk_recordings",
        sa.Column("leg_id", sa.String(length=64), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("pauses", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by", sa.Text(), nullable=True),
        sa.Column("deleted_because", sa.Text(), nullable=True),
        sa.Column("has_file", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("leg_id", name=op.f("pk_talk_recordings")),
    )
    op.create_index(op.f("ix_talk_recordings_call_id"), "talk_recordings", ["call_id"])
    op.create_index(op.f("ix_talk_recordings_has_file_keep_until"), "talk_recordings", ["has_file", "keep_until"])
    op.create_table(
        "talk_recording_access",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("leg_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_recording_access")),
    )
    op.create_index(op.f("ix_talk_recording_access_leg_id_at"), "talk_recording_access", ["leg_id", "at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("talk_recording_access")
    op.drop_table("talk_recordings")
    with op.batch_alter_table("queues") as table:
        for column in ("pause_s", "days", "refusal_key", "percent"):
            table.drop_column(f"recording_{column}")
        table.drop_column("recording")
