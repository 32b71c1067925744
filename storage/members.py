"""Members of households, as rows: ID numbers and facts are sealed for the row they stand in."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.households import Member
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.sealed import open_facts
from storage.tables import MemberRow
from storage.vault import Vault


async def of(db: AsyncConnection, household_ids: Sequence[int]) -> dict[int, tuple[Member, ...]]:
    """Return the members of each household, in the order they were added."""
    inside = MemberRow.household_id.in_(household_ids)
    found: dict[int, tuple[Member, ...]] = {}
    for row in await db.execute(select(MemberRow).where(inside).order_by(MemberRow.id)):
        found[row.household_id] = (*found.get(row.household_id, ()), _member(db, row))
    return found


async def add(db: AsyncConnection, families: Mapping[int, Iterable[Member]]) -> None:
    """Add members, given by their household's id."""
    numbers = count(new_id())
    placed = [
        (next(numbers), household_id, member)
        for household_id, family in families.items()
        for member in family
    ]
    await _insert.many(db, _rows(vault_of(db), placed))


async def remove(db: AsyncConnection, household_ids: Iterable[int]) -> None:
    """Remove everybody of these households."""
    inside = MemberRow.household_id.in_(list(household_ids))
    await db.execute(delete(MemberRow).where(inside))


def _member(db: AsyncConnection, row: AnyRow) -> Member:
    vault = vault_of(db)
    return Member(
        number=row.number,
        name=row.name,
        id_number=vault.open_text(_id_number_place(row.id), row.id_number_sealed) or "",
        facts=open_facts(vault, _facts_place(row.id), row.facts_sealed),
    )


def _facts_place(member_id: int) -> str:
    return f"members:{member_id}:facts"


def _id_number_place(member_id: int) -> str:
    return f"members:{member_id}:id_number"


def _rows(vault: Vault, placed: Sequence[tuple[int, int, Member]]) -> list[dict[str, Any]]:
    facts = [(_facts_place(it), orjson.dumps(dict(member.facts))) for it, _, member in placed]
    numbers = [
        (_id_number_place(it), member.id_number.encode() or None) for it, _, member in placed
    ]
    sealed = zip(placed, vault.seal_all(facts), vault.seal_all(numbers), strict=True)
    return [
        {
            "id": it,
            "household_id": household_id,
            "number": member.number,
            "name": member.name,
            "id_number_sealed": id_number,
            "id_number_index": vault.index("id_number", member.id_number) if id_number else None,
            "facts_sealed": facts_sealed,
        }
        for (it, household_id, member), facts_sealed, id_number in sealed
    ]


_insert = Prepared(insert(MemberRow), *[it.name for it in MemberRow.__table__.columns])
