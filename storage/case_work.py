"""What each officer did with cases in a period, and the cases behind each number."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.case_work import Ending
from domain.cases import ENDS
from domain.people import Person
from storage.case_views import is_inside, seen_by
from storage.tables import CaseRow, PersonRow, StepRow


def _within(person: Person, area_code: str, since: datetime | None) -> ColumnElement[bool]:
    """Limit steps to the ends of cases that somebody may view, since an instant."""
    wanted = [seen_by(person), is_inside(area_code), StepRow.deed.in_(list(ENDS))]
    return and_(*wanted, StepRow.at >= since) if since else and_(*wanted)


async def endings(
    db: AsyncConnection, person: Person, area_code: str, since: datetime | None
) -> list[Ending]:
    """List every end of a case by an office, in one's areas, since an instant."""
    columns = (
        StepRow.case_id,
        StepRow.person_id,
        PersonRow.name,
        StepRow.level,
        CaseRow.area_code,
        CaseRow.raised_at,
        CaseRow.first_at,
        StepRow.at,
        CaseRow.reopenings,
        CaseRow.satisfaction,
    )
    wanted = (
        select(*columns)
        .join(CaseRow, CaseRow.id == StepRow.case_id)
        .join(PersonRow, PersonRow.id == StepRow.person_id)
        .where(_within(person, area_code, since))
    )
    rows = (await db.execute(wanted)).mappings().all()
    return [Ending(**{**row, "level": Level(row["level"])}) for row in rows]


async def ended_by(
    db: AsyncConnection, person: Person, area_code: str, since: datetime | None, who: int
) -> list[int]:
    """Number the cases that one person ended, the newest first."""
    wanted = (
        select(StepRow.case_id)
        .join(CaseRow, CaseRow.id == StepRow.case_id)
        .where(_within(person, area_code, since), StepRow.person_id == who)
        .group_by(StepRow.case_id)
        .order_by(StepRow.case_id.desc())
    )
    return list(await db.scalars(wanted))
