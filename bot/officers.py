"""Who answers for an account: the information officers of its areas, else the administrators."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import contains
from domain.people import Person, Role
from storage import pairings, people


async def areas_of(db: AsyncConnection, account: Person) -> list[str]:
    """List where somebody works: the areas of the roles, else those of the paired households."""
    held = {duty.area_code for duty in account.duties if duty.area_code}
    paired = set() if held else {it.area_code for it in await pairings.places_of(db, account)}
    return sorted(held or paired)


async def of(db: AsyncConnection, account: Person) -> list[Person]:
    """Find who may decide about an account and hears of it; never the person itself."""
    found: dict[int, Person] = {}
    for code in await areas_of(db, account):
        role = Role.INFORMATION_OFFICER
        for officer in await people.responsible(db, code, role, besides=account.id):
            found[officer.id] = officer
    if found:
        return list(found.values())
    return [admin for admin in await people.with_role(db, Role.ADMIN) if admin.id != account.id]


async def answers_for(db: AsyncConnection, officer: Person, account: Person) -> bool:
    """Tell whether somebody may decide about an account; nobody may about his own."""
    if officer.id == account.id:
        return False
    mine = officer.areas({Role.INFORMATION_OFFICER})
    theirs = await areas_of(db, account)
    covers = any(contains(outer, inner) for outer in mine for inner in theirs)
    return covers or Role.ADMIN in officer.roles
