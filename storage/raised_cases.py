"""What somebody has raised: what goes on, where an answer of his is awaited first; what ended."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import UNENDED, State
from storage import cases
from storage.cases import Entry
from storage.tables import CaseRow


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many cases of somebody go on, and how many have ended."""

    going_on: int
    ended: int

    def of(self, *, ended: bool) -> int:
        """Return one of the two."""
        return self.ended if ended else self.going_on


async def listed(
    db: AsyncConnection, person_id: int, *, ended: bool, most: int, offset: int
) -> list[Entry]:
    """List the cases somebody has raised and that go on, or have ended; the newest first."""
    asked_first = (CaseRow.state == State.WAITING.value).desc()
    wanted = (
        cases.whole().where(_of(person_id, ended=ended)).order_by(asked_first, CaseRow.id.desc())
    )
    return await cases.listed(db, wanted, most, offset)


async def counts(db: AsyncConnection, person_id: int) -> Counts:
    """Count both."""
    whole = select(func.count()).where(CaseRow.asker_id == person_id)
    going = await db.scalar(select(func.count()).where(_of(person_id, ended=False))) or 0
    return Counts(going_on=going, ended=(await db.scalar(whole) or 0) - going)


def _of(person_id: int, *, ended: bool) -> ColumnElement[bool]:
    goes_on = CaseRow.state.in_(UNENDED)
    return and_(CaseRow.asker_id == person_id, ~goes_on if ended else goes_on)
