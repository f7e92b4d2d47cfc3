"""What speaks each prompt, and recordings people hand in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "prompt_clips",
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spoken_by", sa.String(length=16), nullable=True),
        sa.Column("clip", sa.Text(), nullable=True),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("recordable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("language", "name", name=op.f("pk_prompt_clips")),
    )
    op.create_table(
        "recording_wishes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("deed", sa.String(length=16), nullable=False),
        sa.Column("undone", sa.String(length=36), nullable=True),
        sa.Column("wished_by", sa.Text(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_wishes")),
    )
    op.create_index(op.f("ix_recording_wishes_outcome"), "recording_wishes", ["outcome"])
    op.create_index(op.f("ix_recording_wishes_language_name"), "recording_wishes", ["language", "name"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("recording_wishes")
    op.drop_table("prompt_clips")
