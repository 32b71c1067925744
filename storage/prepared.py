"""Statements of the hot path, compiled once.

On SQLite they go to the driver as text and values, past SQLAlchemy's execution, which costs more
than SQLite itself (decision 0013); on PostgreSQL they are executed as any other statement.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.quick_sqlite import QuickConnection, QuickCursor

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


class Prepared:
    """A statement without expanding parameters; its rows have a column's name as attribute."""

    def __init__(self, statement: Any, *names: str) -> None:
        """Keep a statement; an INSERT without values names its columns."""
        self.statement: Executable = statement
        self._names = names
        self._direct: _Direct | None = None

    async def all(self, db: AsyncConnection, values: Values) -> Sequence[Any]:
        """Execute and return the rows."""
        if db.dialect.name != "sqlite":
            return (await db.execute(self.statement, dict(values))).all()
        direct = self._compiled(db.dialect)
        cursor = await direct.execute(db, values)
        return direct.rows(await cursor.fetchall())

    async def first(self, db: AsyncConnection, values: Values) -> Any | None:
        """Execute and return the first row."""
        return next(iter(await self.all(db, values)), None)

    async def run(self, db: AsyncConnection, values: Values) -> int:
        """Execute and return how many rows it changed."""
        if db.dialect.name != "sqlite":
            return (await db.execute(self.statement, dict(values))).rowcount
        return (await self._compiled(db.dialect).execute(db, values)).rowcount

    async def many(self, db: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
        """Execute once for each of some rows."""
        if not rows:
            return
        if db.dialect.name == "sqlite":
            await self._compiled(db.dialect).execute_each(db, rows)
        else:
            await db.execute(self.statement, rows)

    def _compiled(self, dialect: Dialect) -> "_Direct":
        if self._direct is None:
            self._direct = _Direct(self.statement, self._names, dialect)
        return self._direct


class _Direct:
    """A statement as SQLite's driver takes it: text, values by position, rows to convert."""

    def __init__(self, statement: Any, names: Sequence[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=names or None)
        self._text = str(compiled)
        self._takers = [
            _taker(compiled.binds[name], dialect) for name in compiled.positiontup or ()
        ]
        columns = getattr(statement, "exported_columns", ())
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        self._converters = [kind.result_processor(dialect, None) for kind in kinds]
        self._row = _row([column.name for column in columns])

    async def execute(self, db: AsyncConnection, values: Values) -> QuickCursor:
        """Execute on the driver's own connection, inside the open transaction."""
        return await _cursor(db).execute(self._text, [take(values) for take in self._takers])

    async def execute_each(self, db: AsyncConnection, rows: Sequence[Values]) -> None:
        """Execute for many rows in one visit."""
        takers = self._takers
        written = [[take(values) for take in takers] for values in rows]
        await _cursor(db).executemany(self._text, written)

    def rows(self, raw: Sequence[Sequence[Any]]) -> Sequence[Any]:
        """Convert what the driver returned."""
        return [self._row(*map(_converted, self._converters, row)) for row in raw]


def _cursor(db: AsyncConnection) -> QuickCursor:
    driver: QuickConnection = db.sync_connection.connection.driver_connection  # type: ignore[union-attr,assignment]
    return driver.cursor()


def _row(names: Sequence[str]) -> Callable[..., Any]:
    return namedtuple("PreparedRow", names, rename=True)  # noqa: PYI024  # names come at run time


def _converted(convert: Convert | None, value: Any) -> Any:
    return value if convert is None else convert(value)


def _taker(bind: Any, dialect: Dialect) -> Callable[[Values], Any]:
    """Make what finds one parameter's value and writes it for the driver."""
    processor = bind.type.dialect_impl(dialect).bind_processor(dialect)
    write, key = processor or _as_it_is, bind.key
    if bind.required:
        return (lambda values: write(values[key])) if processor else itemgetter(key)
    fixed = write(bind.effective_value)
    return lambda values: write(values[key]) if key in values else fixed


def _as_it_is(value: Any) -> Any:
    return value
