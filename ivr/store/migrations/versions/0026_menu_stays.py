"""What callers did in menus, with its counts; when attempts began can be searched."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

WAY = {"menu": 64, "node": 64, "ended": 16, "key": 16, "went": 64}


def upgrade() -> None:
    """Make the change; calls that walked a menu are folded anew in the background."""
    op.create_table(
        "menu_stays",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in WAY.items()),
        sa.Column("timeouts", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "number", name=op.f("pk_menu_stays")),
    )
    op.create_index(op.f("ix_menu_stays_entered_at"), "menu_stays", ["entered_at"])
    op.create_table(
        "menu_rollups",
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in WAY.items()),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("calls", "timeouts", "wrong")),
        sa.PrimaryKeyConstraint("start", *WAY, name=op.f("pk_menu_rollups")),
    )
    for table in ("attempts", "callback_attempts"):
        op.create_index(op.f(f"ix_{table}_started_at"), table, ["started_at"])
    op.execute(
        "INSERT INTO stale_calls (call_id) SELECT DISTINCT call_id FROM call_events WHERE kind IN"
        " ('CallStarted', 'NodeEntered') AND call_id IS NOT NULL"
        " AND call_id NOT IN (SELECT call_id FROM stale_calls)"
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("attempts", "callback_attempts"):
        op.drop_index(op.f(f"ix_{table}_started_at"), table)
    op.drop_table("menu_rollups")
    op.drop_table("menu_stays")
