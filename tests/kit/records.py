"""Records put into the database as they are, for tests of what is read off them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.changes import State as Change
from domain.checkins import State as CheckIn
from domain.haves import Item, Verdict
from domain.visits import State as Visit
from storage.ids import new_id
from storage.tables import (
    ChangeRow,
    CheckInRow,
    CheckRow,
    DoubtRow,
    IncomeLineRow,
    VisitRow,
    WaiverRow,
)
from tests.kit.cast import VILLAGE


@dataclass
class Records:
    """Whoever keeps records in one transaction."""

    db: AsyncConnection

    async def _add(self, row: Any, **values: Any) -> None:
        await self.db.execute(insert(row).values(id=new_id(), **values))

    async def check_in(
        self, person: int, home: int | None, at: datetime, state: CheckIn = CheckIn.VERIFIED
    ) -> None:
        """Somebody stood at a household, or in the village."""
        await self._add(
            CheckInRow,
            person_id=person,
            household_id=home,
            area_code=VILLAGE,
            place=f"p{new_id()}",
            local_on=local_day(at),
            at=at,
            state=state,
            grade="live",
            flags="",
            proof_sealed=b"",
            proof_index=b"",
            version=1,
        )

    async def visit(
        self, person: int, home: int, at: datetime, state: Visit = Visit.KEPT, **more: Any
    ) -> None:
        """Somebody handed a visit in; one entered late when it says so."""
        plain = {"handed_in_at": at, "is_late": False, "answers_sealed": b"", "version": 1}
        kept = {"household_id": home, "person_id": person, "at": at, "state": state}
        await self._add(VisitRow, **(plain | kept | more))

    async def change(
        self, person: int, home: int, at: datetime, state: Change, decided_at: datetime | None
    ) -> None:
        """Somebody proposed to change a field."""
        await self._add(
            ChangeRow,
            household_id=home,
            member_number="",
            field="phone",
            person_id=person,
            at=at,
            state=state,
            version=1,
            values_sealed=b"",
            decided_at=decided_at,
        )

    async def doubt(
        self, home: int, rule: str, found_at: datetime, gone_at: datetime | None = None
    ) -> None:
        """A quality rule doubts a record."""
        row = {
            "household_id": home,
            "member_number": "",
            "rule": rule,
            "facts_index": rule.encode(),
            "found_at": found_at,
            "gone_at": gone_at,
        }
        await self.db.execute(insert(DoubtRow).values(row))

    async def waiver(self, person: int, home: int, rule: str, at: datetime) -> None:
        """Somebody explained a doubt."""
        await self._add(
            WaiverRow,
            household_id=home,
            member_number="",
            rule=rule,
            facts_index=rule.encode(),
            reason_sealed=b"",
            person_id=person,
            at=at,
        )

    async def check(self, home: int, item: Item, on: date, verdict: Verdict) -> None:
        """An item of the exit standard was looked at."""
        await self._add(
            CheckRow,
            household_id=home,
            item=item,
            standard="revised",
            checked_on=on,
            verdict=verdict,
            facts_sealed=b"",
        )

    async def income(
        self, person: int, home: int, at: datetime, retracted_at: datetime | None = None
    ) -> None:
        """A line of income was entered."""
        await self._add(
            IncomeLineRow,
            household_id=home,
            month_on=local_day(at).replace(day=1),
            category="wages",
            amount_sealed=b"",
            person_id=person,
            at=at,
            retracted_at=retracted_at,
        )
