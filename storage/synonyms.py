"""Synonyms: the shipped ones, and what officers put over them; each with who did it and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.shipped_synonyms import SHIPPED
from domain.synonyms import NOTHING, Synonyms, standing
from storage.tables import PersonRow, SynonymRow


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What an officer said of a word; it means nothing when he took it off the list."""

    word: str
    means: str
    by: str
    at: datetime


async def kept(db: AsyncConnection) -> dict[str, Kept]:
    """Return what officers said, by word."""
    wanted = select(SynonymRow, PersonRow.name).outerjoin(
        PersonRow, PersonRow.id == SynonymRow.set_by
    )
    return {
        row.word: Kept(word=row.word, means=row.means, by=row.name or "", at=row.set_at)
        for row in await db.execute(wanted)
    }


async def known(db: AsyncConnection) -> dict[str, str]:
    """Return every word that holds, with what it means."""
    rows = await db.execute(select(SynonymRow.word, SynonymRow.means))
    return standing(SHIPPED, {row.word: row.means for row in rows})


_made: dict[str, Synonyms] = {}
"""The synonyms of the last search, by what they were made of: making them takes longer."""


async def in_force(db: AsyncConnection) -> Synonyms:
    """Return the synonyms that hold, ready to search by."""
    pairs = await known(db)
    key = repr(sorted(pairs.items()))
    if key not in _made:
        _made.clear()
        _made[key] = Synonyms(pairs)
    return _made[key]


async def put(
    db: AsyncConnection, seen: Kept | None, fresh: Mapping[str, str], by: int, now: datetime
) -> bool:
    """Say what a word means from now on; False when somebody said something meanwhile.

    `seen` is what was said of it before, `fresh` the word and its meaning.
    """
    ((word, means),) = fresh.items()
    values = {"means": means, "set_by": by, "set_at": now}
    if seen is None:
        row = insert(SynonymRow).values(word=word, **values).on_conflict_do_nothing()
        return (await db.execute(row)).rowcount == 1
    same = SynonymRow.word == word, SynonymRow.set_at == seen.at
    return (await db.execute(update(SynonymRow).where(*same).values(values))).rowcount == 1


async def remove(
    db: AsyncConnection, word: str, seen: Kept | None, by: int, now: datetime
) -> bool:
    """Take a word off the list; False when somebody was quicker."""
    return await put(db, seen, {word: NOTHING}, by, now)
