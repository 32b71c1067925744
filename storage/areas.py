"""Areas and their centre points."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Area, Level
from domain.geo import Datum, Point
from storage.columns import AnyRow
from storage.tables import AreaRow


async def by_codes(db: AsyncConnection, codes: Iterable[str]) -> dict[str, Area]:
    """Return the areas with these codes that exist, by code."""
    rows = await db.execute(select(AreaRow).where(AreaRow.code.in_(list(codes))))
    return {row.code: _area(row) for row in rows}


async def codes(db: AsyncConnection) -> frozenset[str]:
    """Return every known code."""
    return frozenset(await db.scalars(select(AreaRow.code)))


async def first_district(db: AsyncConnection) -> str:
    """Return the code of the district; of several the first."""
    wanted = select(func.min(AreaRow.code)).where(AreaRow.level == Level.DISTRICT)
    return await db.scalar(wanted) or ""


async def inside(db: AsyncConnection, code: str) -> list[Area]:
    """List the areas right below one, by code."""
    wanted = select(AreaRow).where(AreaRow.parent_code == code).order_by(AreaRow.code)
    return [_area(row) for row in await db.execute(wanted)]


async def names(db: AsyncConnection) -> dict[str, str]:
    """Return every area's name by its code."""
    rows = await db.execute(select(AreaRow.code, AreaRow.name))
    return {row.code: row.name for row in rows}


async def name_of(db: AsyncConnection, code: str) -> str:
    """Return an area's name, or its code when it is unknown."""
    return await db.scalar(select(AreaRow.name).where(AreaRow.code == code)) or code


async def put(db: AsyncConnection, area: Area) -> None:
    """Add an area or correct it; a missing point leaves the stored one."""
    point = area.point
    values: dict[str, Any] = {
        "name": area.name,
        "level": area.level,
        "parent_code": area.parent_code,
    }
    if point:
        values |= {
            "latitude": point.latitude,
            "longitude": point.longitude,
            "datum": point.datum,
        }
    statement = insert(AreaRow).values(code=area.code, **values)
    await db.execute(statement.on_conflict_do_update(index_elements=["code"], set_=values))


def _area(row: AnyRow) -> Area:
    return Area(
        code=row.code,
        name=row.name,
        level=Level(row.level),
        parent_code=row.parent_code,
        point=point_of(row),
    )


def point_of(row: AnyRow) -> Point | None:
    """Read the centre point of a row that has an area's columns."""
    if row.latitude is None or row.longitude is None:
        return None
    return Point(latitude=row.latitude, longitude=row.longitude, datum=Datum(row.datum or "WGS84"))
