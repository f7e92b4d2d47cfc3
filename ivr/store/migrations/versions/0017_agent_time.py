"""What agents did with their time, thresholds with the moment from which they hold."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COUNTS, TIMES = (
    ("transferred", "agent_offers", "agent_not_taken"),
    ("available", "ringing", "on_call", "wrap_up", "paused"),
)
MOMENT = sa.DateTime(timezone=True)
LIMITS = ("service_level_s", "short_abandon_s", "goal_percent")


def upgrade() -> None:
    """Make the change; every agent's changes of state are then folded in the background."""
    for name in COUNTS:
        op.add_column("agent_rollups", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for name in TIMES:
        op.add_column("agent_rollups", sa.Column(f"{name}_us", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_legs_agent_rang_at"), "legs", ["agent", "rang_at"])
    _tables()
    _first_rules()
    op.execute(
        "INSERT INTO stale_agents (agent, since, until) SELECT agent, min(at), max(at) FROM call_events"
        " WHERE agent IS NOT NULL GROUP BY agent"
    )


def _tables() -> None:
    op.create_table(
        "agent_pauses",
        sa.Column("start", MOMENT, nullable=False),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("paused_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("start", "agent", "reason", name=op.f("pk_agent_pauses")),
    )
    op.create_table(
        "agent_spans",
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("agent", "since", name=op.f("pk_agent_spans")),
    )
    op.create_index(op.f("ix_agent_spans_since"), "agent_spans", ["since"])
    op.create_table(
        "stale_agents",
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("agent", name=op.f("pk_stale_agents")),
    )
    op.create_table(
        "queue_rules",
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in LIMITS),
        sa.PrimaryKeyConstraint("queue", "since", name=op.f("pk_queue_rules")),
    )


def _first_rules() -> None:
    """Those of today hold from the beginning: earlier ones are known from the rollups only, which keep them."""
    queues = sa.table("queues", sa.column("id"), *(sa.column(name) for name in LIMITS))
    rules = sa.table(
        "queue_rules", sa.column("queue"), sa.column("since", MOMENT), *(sa.column(name) for name in LIMITS)
    )
    always = sa.literal(datetime(1970, 1, 1, tzinfo=UTC), MOMENT)
    found = sa.select(queues.c.id, always, *(queues.c[name] for name in LIMITS))
    op.execute(sa.insert(rules).from_select(["queue", "since", *LIMITS], found))


def downgrade() -> None:
    """Take the change back."""
    for table in ("queue_rules", "stale_agents", "agent_spans", "agent_pauses"):
        op.drop_table(table)
    op.drop_index(op.f("ix_legs_agent_rang_at"), "legs")
    for name in (*COUNTS, *(f"{name}_us" for name in TIMES)):
        op.drop_column("agent_rollups", name)
