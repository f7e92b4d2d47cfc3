"""Run by alembic: migrations over the connection that was handed to it (ivr.store.migration)."""

from typing import Any, Literal

from alembic import context

from ivr.store.columns import Utc
from ivr.store.schema import tables


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our moments as plain columns: a migration must not change when our code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables(),
    render_as_batch=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
