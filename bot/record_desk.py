"""Who may read and who may add to a household's record."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.changes import REVIEWERS
from domain.people import Person, Role
from domain.refusals import Refusal
from storage import households
from storage.households import Known

WRITERS = REVIEWERS | {Role.HELPER}
"""Roles that add to the records they see; the offices above only read them."""


async def opened(db: AsyncConnection, person: Person, household_id: int) -> Known:
    """Open a household's record for somebody who may see it.

    Raises:
        Refusal: it is somebody else's, or there is none.
    """
    known = await households.seen(db, person, household_id)
    if known is None:
        raise Refusal("There is no such household among yours. See 🏠 for those you may open.")
    return known
