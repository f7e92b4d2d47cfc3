"""What a queue tells its callers, whom it prefers, how many it lets in and what it does at closing time."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FLAGS = {"tells_time": sa.true(), "tells_range": sa.false(), "tells_position": sa.false(), "same_agent": sa.false()}


def upgrade() -> None:
    """Make the change; what the centre said of all its queues becomes each queue's own."""
    for name, usual in FLAGS.items():
        op.add_column("queues", sa.Column(name, sa.Boolean(), nullable=False, server_default=usual))
    op.add_column("queues", sa.Column("promise_percent", sa.Integer(), nullable=False, server_default="80"))
    op.add_column("queues", sa.Column("priority_s", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("queues", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column("queues", sa.Column("closing", sa.String(16), nullable=False, server_default=""))
    op.create_table(
        "announcement_clips",
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("clips", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("language", "name", name=op.f("pk_announcement_clips")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("call_id", sa.String(36), nullable=False),
        sa.Column("box", sa.String(64), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("queue", sa.String(64), nullable=True),
        sa.Column("caller_id", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_handled_at_left_at"), "messages", ["handled_at", "left_at"])
    queues = sa.table("queues", *(sa.column(name) for name in ("tells_range", "tells_position", "promise_percent")))
    if values := _of_the_centre():
        op.execute(queues.update().values(values))


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("messages")
    op.drop_table("announcement_clips")
    with op.batch_alter_table("queues") as batch:
        for name in (*FLAGS, "promise_percent", "priority_s", "capacity", "closing"):
            batch.drop_column(name)


def _of_the_centre() -> dict[str, object]:
    settings = sa.table("centre_settings", sa.column("key", sa.String), sa.column("value", sa.JSON))
    found = op.get_bind().execute(sa.select(settings.c.value).where(settings.c.key == "routing")).scalar()
    rules = json.loads(found) if isinstance(found, str) else found or {}
    values: dict[str, object] = {name: rules[name] for name in ("tells_range", "tells_position") if name in rules}
    return values | ({"promise_percent": round(rules["promise_level"] * 100)} if "promise_level" in rules else {})
