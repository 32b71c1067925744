"""Column kinds that both databases keep alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Row
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
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


LEASE = timedelta(seconds=30)


class DatabaseClock(FunctionElement[datetime]):
    """Now by the database's own clock; leases use it because workers' clocks differ."""

    inherit_cache = True
    type = Instant()


class LeaseEnd(DatabaseClock):
    """When a lease that begins now runs out, by the database's own clock."""

    inherit_cache = True


class SecondsFromNow(FunctionElement[datetime]):
    """So many seconds from now by the database's own clock: leases of another length."""

    inherit_cache = True
    type = Instant()


class DayBegins(FunctionElement[datetime]):
    """The midnight with which a day begins in Shanghai, of a column of days."""

    inherit_cache = True
    type = Instant()


@compiles(DatabaseClock, "sqlite")
def _now_on_sqlite(_element: DatabaseClock, _compiler: Any, **_: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


@compiles(DatabaseClock, "postgresql")
def _now_on_postgresql(_element: DatabaseClock, _compiler: Any, **_: Any) -> str:
    return "clock_timestamp()"


@compiles(LeaseEnd, "sqlite")
def _end_on_sqlite(_element: LeaseEnd, _compiler: Any, **_: Any) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', '+{LEASE.seconds} seconds')"


@compiles(LeaseEnd, "postgresql")
def _end_on_postgresql(_element: LeaseEnd, _compiler: Any, **_: Any) -> str:
    return f"(clock_timestamp() + interval '{LEASE.seconds} seconds')"


@compiles(SecondsFromNow, "sqlite")
def _later_on_sqlite(element: SecondsFromNow, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


@compiles(SecondsFromNow, "postgresql")
def _later_on_postgresql(element: SecondsFromNow, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"(clock_timestamp() + make_interval(secs => {seconds}))"


@compiles(DayBegins, "sqlite")
def _midnight_on_sqlite(element: DayBegins, compiler: Any, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%d %H:%M:%f000', {day}, '-8 hours')"


@compiles(DayBegins, "postgresql")
def _midnight_on_postgresql(element: DayBegins, compiler: Any, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"(({day})::timestamp AT TIME ZONE 'Asia/Shanghai')"
