"""Column kinds that both databases keep alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Row
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.types import TypeDecorator

AnyRow = Row[*tuple[Any, ...]]
"""A result row, whatever its columns; it becomes a domain fact at once."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is refused with TypeError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Check and convert to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a stored instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Make aware on the way out."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class database_clock(ColumnElement[datetime]):  # noqa: N801  # reads as an SQL function
    """The database's own clock, shifted; leases use it because workers' clocks differ."""

    inherit_cache = False
    type = Instant()

    def __init__(self, shift: timedelta = timedelta()) -> None:
        self.seconds = shift.total_seconds()


@compiles(database_clock, "sqlite")
def _on_sqlite(element: database_clock, _compiler: Any, **_: Any) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', '{element.seconds:+} seconds')"


@compiles(database_clock, "postgresql")
def _on_postgresql(element: database_clock, _compiler: Any, **_: Any) -> str:
    return f"(clock_timestamp() + interval '{element.seconds} seconds')"
