"""Alembic's entry: runs the revisions on the connection it is given."""

from typing import Any, Literal

from alembic import context

from storage.columns import Instant
from storage.tables import Row


def plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column kinds as what they are in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
