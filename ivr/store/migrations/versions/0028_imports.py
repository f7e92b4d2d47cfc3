"""Imports, each with what it told, so that one can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
INDEX, TOLD = "ix_call_events_import", sa.text("import_id IS NOT NULL")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.add_column("call_events", sa.Column("import_id", sa.Integer(), nullable=True))
    op.create_index(INDEX, "call_events", ["import_id"], sqlite_where=TOLD, postgresql_where=TOLD)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(INDEX, "call_events")
    op.drop_column("call_events", "import_id")
    op.drop_table("imports")
