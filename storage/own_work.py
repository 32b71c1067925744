"""What lies with somebody beside campaigns: cases he holds that are due, returned changes."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.changes import State as ChangeState
from domain.people import Person
from storage.case_queues import GOES_ON
from storage.scope import seen_by
from storage.tables import CaseRow, ChangeRow, HouseholdRow


async def due_cases(
    db: AsyncConnection, person: Person, now: datetime, until: datetime
) -> tuple[int, int]:
    """Count the cases somebody holds that are due by an instant, and of these the overdue ones."""
    held = CaseRow.holder_id == person.id, GOES_ON, CaseRow.due_at <= until
    counted = select(func.count(), func.count().filter(CaseRow.due_at <= now)).where(*held)
    row = (await db.execute(counted)).one()
    return row[0], row[1]


async def returned_changes(db: AsyncConnection, person: Person) -> list[tuple[int, int, str]]:
    """List somebody's returned changes, the oldest first: id, version, head of the household."""
    his = ChangeRow.person_id == person.id, ChangeRow.state == ChangeState.RETURNED
    wanted = (
        select(ChangeRow.id, ChangeRow.version, HouseholdRow.head_name)
        .join(HouseholdRow, HouseholdRow.id == ChangeRow.household_id)
        .where(*his, seen_by(person))
        .order_by(ChangeRow.id)
    )
    return [(row.id, row.version, row.head_name) for row in await db.execute(wanted)]
