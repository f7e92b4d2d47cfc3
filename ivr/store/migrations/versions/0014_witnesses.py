"""What the witnesses said, and since when each of them is read."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "witness_statements",
        sa.Column("statement_id", sa.String(160), nullable=False),
        sa.Column("witness", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("call_id", sa.String(36)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(64)),
        sa.Column("subject", sa.String(96), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_witness_statements")),
    )
    for column in ("at", "call_id", "reference"):
        op.create_index(op.f(f"ix_witness_statements_{column}"), "witness_statements", [column])
    moment = sa.DateTime(timezone=True)
    with op.batch_alter_table("witness_positions", recreate="always") as table:
        table.add_column(sa.Column("file", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("mark", sa.BigInteger()))
        table.add_column(sa.Column("since", moment, nullable=False, server_default=sa.func.current_timestamp()))
        table.add_column(sa.Column("read_at", moment))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("witness_positions", recreate="always") as table:
        for column in ("file", "mark", "since", "read_at"):
            table.drop_column(column)
    op.drop_table("witness_statements")
