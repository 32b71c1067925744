"""Where somebody may check in: his households and villages, and where his alerts lead him."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.checkins import Place
from domain.people import Person
from storage import alerts, pairings


async def of(db: AsyncConnection, person: Person) -> list[Place]:
    """List them, each once."""
    mine = await pairings.places_of(db, person)
    known = {it.key for it in mine}
    return [*mine, *[it for it in await alerts.places_of(db, person) if it.key not in known]]


async def one(db: AsyncConnection, person: Person, key: str) -> Place | None:
    """Return one of them; None when it is no longer his."""
    return next((it for it in await of(db, person) if it.key == key), None)
