"""People, teams and projects."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

THRESHOLDS = (
    "min_agents",
    "longest_wait_warn_s",
    "longest_wait_alarm_s",
    "waiting_warn",
    "waiting_alarm",
    "service_level_warn_percent",
    "service_level_alarm_percent",
)


def upgrade() -> None:
    """Make the change."""
    _kept("teams")
    _kept("projects", sa.Column("client", sa.Text(), nullable=False))
    _kept(
        "pause_reasons",
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("limit_s", sa.Integer(), nullable=True),
        sa.Column("auto_unpause", sa.Boolean(), nullable=False),
    )
    for table in ("skills", "agents", "queues"):
        op.add_column(table, sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    # Batch mode would make the tables anew, and the agents' skills would go with the old one.
    for table, name, other in (("agents", "team", "teams"), ("queues", "project", "projects")):
        reference = f"CONSTRAINT fk_{table}_{name} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR(64) {reference}")
    op.add_column("queues", sa.Column("goal_percent", sa.Integer(), nullable=False, server_default="80"))
    for name in THRESHOLDS:
        op.add_column("queues", sa.Column(name, sa.Integer(), nullable=True))


def _kept(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *columns,
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
