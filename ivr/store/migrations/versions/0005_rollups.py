"""Figures kept per quarter of an hour, and what calls are searched by."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTS = (
    "offered",
    "answered",
    "abandoned",
    "short_abandoned",
    "answered_within",
    "abandoned_within",
    "timed_out",
    "key_exit",
    "callback",
    "diverted",
    "still_waiting",
    "handled",
)
SECONDS = ("answered_wait_us", "abandoned_wait_us", "talk_us", "wrap_us")
OPEN = sa.text("outcome IS NULL")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "rollups",
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("service_level_s", sa.Integer(), nullable=False),
        sa.Column("short_abandon_s", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in SECONDS),
        sa.Column("longest_answered_us", sa.BigInteger(), nullable=True),
        sa.Column("longest_wait_us", sa.BigInteger(), nullable=True),
        sa.Column("waits", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("start", "queue", name=op.f("pk_rollups")),
    )
    op.create_table(
        "agent_rollups",
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("handled", sa.Integer(), nullable=False),
        sa.Column("talk_us", sa.BigInteger(), nullable=False),
        sa.Column("wrap_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("start", "agent", name=op.f("pk_agent_rollups")),
    )
    op.create_table(
        "call_numbers",
        sa.Column("ending", sa.String(length=15), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("ending", "number", name=op.f("pk_call_numbers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_calls_number_call_id"), ["number", "call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_disposition_call_id"), ["disposition", "call_id"], unique=False)
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("disposition", sa.String(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_visits_queue_call_id"), ["queue", "call_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_visits_queue_disposition_call_id"), ["queue", "disposition", "call_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visits_agent_call_id_queue_disposition"),
            ["agent", "call_id", "queue", "disposition"],
            unique=False,
        )
        batch_op.create_index("ix_visits_open", ["joined_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    _fold_again()


def _fold_again() -> None:
    # What is counted must have been counted when it was written: the visits there are made again by the worker.
    op.execute(
        "INSERT INTO stale_calls (call_id) SELECT call_id FROM calls"
        " WHERE NOT EXISTS (SELECT 1 FROM stale_calls WHERE stale_calls.call_id = calls.call_id)"
    )
    op.execute("DELETE FROM visits")


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_open")
        batch_op.drop_index(batch_op.f("ix_visits_agent_call_id_queue_disposition"))
        batch_op.drop_index(batch_op.f("ix_visits_queue_disposition_call_id"))
        batch_op.drop_index(batch_op.f("ix_visits_queue_call_id"))
        batch_op.drop_column("disposition")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_disposition_call_id"))
        batch_op.drop_index(batch_op.f("ix_calls_number_call_id"))
        batch_op.drop_column("number")
    op.drop_table("call_numbers")
    op.drop_table("agent_rollups")
    op.drop_table("rollups")
