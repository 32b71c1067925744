"""The queues of the offices."""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import GOING_ON
from domain.ladders import DESKS
from domain.people import Person
from storage import cases
from storage.cases import Entry
from storage.tables import CaseRow


async def waiting_for(
    db: AsyncConnection, person: Person, most: int, offset: int = 0
) -> list[Entry]:
    """List the open cases at the offices somebody works in: urgent first, then the oldest."""
    order = CaseRow.is_urgent.desc(), CaseRow.id
    return await cases.listed(
        db, cases.whole().where(_at_offices_of(person)).order_by(*order), most, offset
    )


async def count_waiting_for(db: AsyncConnection, person: Person) -> int:
    """Count them."""
    return await cases.count(db, _at_offices_of(person))


def _at_offices_of(person: Person) -> ColumnElement[bool]:
    """Limit to cases going on that somebody may act on: by role and area."""
    served = [
        and_(CaseRow.role == role, CaseRow.area_code.startswith(code, autoescape=True))
        for role in sorted(DESKS)
        for code in person.areas({role})
    ]
    goes_on = CaseRow.state.in_(GOING_ON), CaseRow.asker_id != person.id
    return and_(*goes_on, or_(false(), *served))
