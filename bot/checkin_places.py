"""Where somebody may check in: his households and villages, and where his work leads him.

That is an alert in his hands, or visits that he took over.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.checkins import Place
from domain.people import Person
from storage import alerts, pairings, taken_over


async def of(db: AsyncConnection, person: Person) -> list[Place]:
    """List them, each once."""
    found: dict[str, Place] = {}
    for places_of in (pairings.places_of, alerts.places_of, taken_over.places_of):
        for place in await places_of(db, person):
            found.setdefault(place.key, place)
    return list(found.values())


async def one(db: AsyncConnection, person: Person, key: str) -> Place | None:
    """Return one of them; None when it is no longer his."""
    return next((it for it in await of(db, person) if it.key == key), None)
