"""The history smaller: indexes of the rows they are for only, and imported calls without their id in every field."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OWN = sa.text("substr(call_id, 15, 1) <> '8'")
OF_CALLS, OF_AGENTS = sa.text("call_id IS NOT NULL"), sa.text("agent IS NOT NULL")
PARTS = (("call_id", OF_CALLS), ("agent", OF_AGENTS))
PACKED = "UPDATE call_events SET body = call_id || replace(body, call_id, :sign) WHERE kind = :kind AND body LIKE '[%'"
SINGLE = "UPDATE call_events SET body = '[' || body || ']' WHERE kind = :kind AND body LIKE '{%'"
LISTED = (
    "UPDATE call_events SET body = replace(substr(body, 37), :sign, call_id) WHERE kind = :kind AND body NOT LIKE '{%'"
)


def upgrade() -> None:
    """Make the change."""
    op.drop_index("ix_call_events_at", "call_events")
    for name, where in PARTS:
        op.drop_index(f"ix_call_events_{name}_at", "call_events")
        op.create_index(
            f"ix_call_events_{name}_at", "call_events", [name, "at"], sqlite_where=where, postgresql_where=where
        )
    op.drop_index("ix_visits_agent_talk_ended_at", "visits")
    op.create_index("ix_visits_talked", "visits", ["agent", "talk_ended_at"], sqlite_where=OWN, postgresql_where=OWN)
    for statement in (SINGLE, PACKED):
        op.execute(_told(statement))


def downgrade() -> None:
    """Take the change back."""
    op.execute(_told(LISTED))
    op.drop_index("ix_visits_talked", "visits")
    op.create_index("ix_visits_agent_talk_ended_at", "visits", ["agent", "talk_ended_at"])
    for name, _ in PARTS:
        op.drop_index(f"ix_call_events_{name}_at", "call_events")
        op.create_index(f"ix_call_events_{name}_at", "call_events", [name, "at"])
    op.create_index("ix_call_events_at", "call_events", ["at"])


def _told(statement: str) -> sa.TextClause:
    return sa.text(statement).bindparams(kind="CallImported", **({"sign": "\u00a7"} if ":sign" in statement else {}))
