"""Areas of a file; see imported.py."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area, Level
from domain.geo import Datum, Point
from storage import areas
from storage.imported import Beside, in_use
from storage.tables import AreaRow, DutyRow


async def beside(
    db: AsyncConnection, records: Sequence[Area], _absent: Collection[str]
) -> list[Beside]:
    """Put areas beside the known ones; a missing point leaves the known one."""
    known = await areas.by_codes(db, [area.code for area in records])
    return [_beside(area, known.get(area.code)) for area in records]


def _beside(told: Area, known: Area | None) -> Beside:
    if known is None:
        return Beside(name=told.code, after=told)
    after = replace(told, point=told.point or known.point)
    return Beside(name=told.code, before=known, after=after, subject=f"area:{told.code}")


async def write(db: AsyncConnection, besides: Sequence[Beside]) -> list[str]:
    """Add and correct areas."""
    for it in besides:
        await areas.put(db, it.after)
    return [f"area:{it.after.code}" for it in besides]


async def present(db: AsyncConnection, subjects: Sequence[str]) -> dict[str, Area]:
    """Return areas as they are."""
    found = await areas.by_codes(db, [_code(subject) for subject in subjects])
    return {f"area:{code}": area for code, area in found.items()}


async def restore(db: AsyncConnection, things: Mapping[str, Area]) -> None:
    """Make areas what they were, a missing point included."""
    none = {"latitude": None, "longitude": None, "datum": None}
    for area in things.values():
        await areas.put(db, area)
        if area.point is None:
            await db.execute(update(AreaRow).where(AreaRow.code == area.code).values(none))


async def remove(db: AsyncConnection, subjects: Sequence[str]) -> frozenset[str]:
    """Take areas away in which nothing and nobody is."""
    left = set()
    for code in sorted(map(_code, subjects), reverse=True):  # what lies inside goes first
        inside = select(AreaRow.code).where(AreaRow.parent_code == code).limit(1)
        duty = select(DutyRow.area_code).where(DutyRow.area_code == code).limit(1)
        needed = await db.scalar(inside) or await db.scalar(duty)
        if needed or await in_use(db, "areas", [code]):
            left.add(f"area:{code}")
        else:
            await db.execute(delete(AreaRow).where(AreaRow.code == code))
    return frozenset(left)


def _code(subject: str) -> str:
    return subject.partition(":")[2]


def plain(area: Area) -> dict[str, Any]:
    """Write an area as plain values."""
    return asdict(area)


def thing(plain: Mapping[str, Any]) -> Area:
    """Read an area from plain values."""
    point = plain["point"]
    at = point and Point(**point | {"datum": Datum(point["datum"])})
    return Area(**{**plain, "level": Level(plain["level"]), "point": at})
