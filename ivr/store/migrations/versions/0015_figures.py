"""What visits asked of agents, callers refused at the door, counts per day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COUNTS = (
    "offered", "answered", "abandoned", "short_abandoned", "answered_within", "abandoned_within", "timed_out",
    "key_exit", "callback", "diverted", "still_waiting", "refused", "handled", "transferred", "offers", "not_taken",
)  # fmt: skip
TIMES = ("answered_wait_us", "abandoned_wait_us", "talk_us", "wrap_us")
LONGEST = ("longest_answered_us", "longest_abandoned_us", "longest_wait_us")
RULE = ("timezone", "service_level_s", "short_abandon_s")


def upgrade() -> None:
    """Make the change; the whole history is then folded anew in the background, about a minute per 100,000 calls."""
    for name in ("offers", "not_taken"):
        op.add_column("visits", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("visits", sa.Column("transferred", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "refusals",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "number", name=op.f("pk_refusals")),
    )
    op.create_index(op.f("ix_refusals_refused_at"), "refusals", ["refused_at"])
    _rollups()
    _days()
    _count_anew()


def _rollups() -> None:
    for name in ("refused", "transferred", "offers", "not_taken"):
        op.add_column("rollups", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("rollups", sa.Column("longest_abandoned_us", sa.BigInteger(), nullable=True))
    op.add_column("rollups", sa.Column("given_up", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("rollups", sa.Column("timezone", sa.String(length=64), nullable=False, server_default="UTC"))
    op.execute(
        "UPDATE rollups SET timezone = coalesce((SELECT q.timezone FROM queues q WHERE q.id = rollups.queue), timezone)"
    )


def _days() -> None:
    op.create_table(
        "day_rollups",
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("service_level_s", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("short_abandon_s", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in TIMES),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in LONGEST),
        sa.Column("waits", sa.JSON(), nullable=False),
        sa.Column("given_up", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("start", "queue", *RULE, name=op.f("pk_day_rollups")),
    )


def _count_anew() -> None:
    """As `report rebuild`: the folded tables are emptied, only the rules of past quarters stay."""
    for name in ("calls", "legs", "visits", "promises", "agent_rollups", "stale_calls"):
        op.execute(sa.delete(sa.table(name)))
    lengths = sa.column("waits", sa.JSON()), sa.column("given_up", sa.JSON())
    nothing = dict.fromkeys((*COUNTS, *TIMES), 0) | dict.fromkeys(LONGEST)
    kept = sa.table("rollups", *lengths, *(sa.column(name) for name in nothing))
    op.execute(sa.update(kept).values(nothing | {column.name: {} for column in lengths}))
    op.execute("INSERT INTO stale_calls (call_id) SELECT DISTINCT call_id FROM call_events WHERE call_id IS NOT NULL")


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("day_rollups")
    op.drop_table("refusals")
    for name in ("refused", "transferred", "offers", "not_taken", "longest_abandoned_us", "given_up", "timezone"):
        op.drop_column("rollups", name)
    for name in ("offers", "not_taken", "transferred"):
        op.drop_column("visits", name)
