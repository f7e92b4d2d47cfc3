"""What agents did per day, beside their quarters of an hour; each queue's days of first contact resolution."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

COUNTS = ("answered", "handled", "transferred", "agent_offers", "agent_not_taken")
TIMES = ("talk_us", "wrap_us", "available_us", "ringing_us", "on_call_us", "wrap_up_us", "paused_us")
DAY = {
    "sqlite": "substr(start, 1, 10) || ' 00:00:00.000000'",
    "postgresql": "date_trunc('day', start AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'",
}


def upgrade() -> None:
    """Make the change; the days are added up from the quarters there are."""
    _days("agent_days", (), (*COUNTS, *TIMES))
    _days("agent_day_pauses", ("reason",), ("paused_us",))
    _add_up("agent_rollups", "agent_days", (), (*COUNTS, *TIMES))
    _add_up("agent_pauses", "agent_day_pauses", ("reason",), ("paused_us",))
    for table in ("queues", "queue_rules"):
        op.add_column(table, sa.Column("contact_days", sa.Integer(), nullable=False, server_default="7"))


def downgrade() -> None:
    """Take the change back."""
    for table in ("queues", "queue_rules"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("contact_days")
    for table in ("agent_day_pauses", "agent_days"):
        op.drop_table(table)


def _days(table: str, more: tuple[str, ...], sums: tuple[str, ...]) -> None:
    key = ("agent", *more)
    op.create_table(
        table,
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(length=64), nullable=False) for name in key),
        *(sa.Column(name, sa.BigInteger() if name in TIMES else sa.Integer(), nullable=False) for name in sums),
        sa.PrimaryKeyConstraint("start", *key, name=op.f(f"pk_{table}")),
    )


def _add_up(quarters: str, days: str, more: tuple[str, ...], sums: tuple[str, ...]) -> None:
    key = ("agent", *more)
    kept, made = (sa.table(name, *map(sa.column, ("start", *key, *sums))) for name in (quarters, days))
    named = [sa.literal_column(DAY[op.get_bind().dialect.name]), *(kept.c[name] for name in key)]
    wish = sa.select(*named, *(sa.func.sum(kept.c[name]) for name in sums)).select_from(kept).group_by(*named)
    op.execute(sa.insert(made).from_select(["start", *key, *sums], wish))
