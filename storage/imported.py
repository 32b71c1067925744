"""One record of a file beside what is known. Each kind of table has a file `imported_….py`.

beside(db, records, absent)   what each record is now and would be
write(db, besides)            write them, and return the subjects
present(db, subjects)         what subjects are now
restore(db, things)           make them what they were before
remove(db, subjects)          take new ones away; returns those that are needed by now
plain(thing), thing(plain)    as plain values and back
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import Row
from storage.vault import Vault

MARK_BYTES = 8


@dataclass(frozen=True, kw_only=True)
class Held:
    """A value of a record that stays although the file says another: a proposal is open."""

    member_number: str
    field: str
    told: Any


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A record of a file and what is known; a new one has no `before` and no `subject`."""

    name: str
    after: Any
    before: Any = None
    subject: str = ""
    row: int = 0
    held: tuple[Held, ...] = ()

    @property
    def is_new(self) -> bool:
        """Tell whether nothing is known of it."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Tell whether it is known and would be another."""
        return self.before is not None and self.before != self.after


class Imported(Protocol):
    """What can be done with the records of one kind of table."""

    async def beside(
        self, db: AsyncConnection, records: Sequence[Any], absent: Collection[str]
    ) -> list[Beside]:
        """Put records beside what is known."""

    async def write(self, db: AsyncConnection, besides: Sequence[Beside]) -> list[str]:
        """Write new and changed records; returns their subjects in the same order."""

    async def present(self, db: AsyncConnection, subjects: Sequence[str]) -> dict[str, Any]:
        """Return what subjects are now; those that are gone are missing."""

    async def restore(self, db: AsyncConnection, things: Mapping[str, Any]) -> None:
        """Make subjects what they were."""

    async def remove(self, db: AsyncConnection, subjects: Sequence[str]) -> frozenset[str]:
        """Take subjects away; returns those that stay because something else needs them."""

    def plain(self, thing: Any) -> dict[str, Any]:
        """Write a thing as plain values; equal things give equal ones."""

    def thing(self, plain: Mapping[str, Any]) -> Any:
        """Read a thing from plain values."""


def mark(vault: Vault, plain: Mapping[str, Any] | None) -> bytes:
    """Make the keyed mark of a record; nothing has a mark of zeros."""
    if plain is None:
        return bytes(MARK_BYTES)
    written = orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()
    return vault.index("record", written)[:MARK_BYTES]


def numbers(subjects: Sequence[str]) -> dict[int, str]:
    """Read the ids in subjects like `household:17`."""
    return {number_of(subject): subject for subject in subjects}


def number_of(subject: str) -> int:
    """Read the id in a subject like `household:17`."""
    return int(subject.partition(":")[2])


async def in_use(
    db: AsyncConnection, table_name: str, ids: Collection[Any], besides: Collection[str] = ()
) -> set[Any]:
    """Return those keys of a table that rows of other tables refer to."""
    (key,) = Row.metadata.tables[table_name].primary_key.columns
    found: set[Any] = set()
    for table in Row.metadata.sorted_tables:
        if table.name in besides:
            continue
        for column in table.columns:
            if column.references(key):
                found |= set(await db.scalars(select(column).where(column.in_(list(ids)))))
    return found
