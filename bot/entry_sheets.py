"""The sheet of what an officer has to enter in the national system, in its columns' names."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_fields, documents
from bot.documents import Made
from bot.texts import said
from domain.areas import ancestors
from domain.calendar import SHANGHAI
from domain.changes import OFFICERS
from domain.people import State as Account
from domain.refusals import Refusal, Text
from exports import workbook
from exports.workbook import Sheet
from storage import areas, entries, households, people
from storage.database import Database
from storage.entries import Entry
from storage.households import Known

KIND = "entries"
MOST_ROWS = 5000
HEADING = ("县", "乡", "村", "户编号", "户主", "人编号", "姓名", "字段", "原值", "新值",
           "采纳人", "采纳时间", "依据")  # fmt: skip
WIDTHS = (10, 12, 12, 22, 10, 24, 10, 14, 20, 20, 10, 18, 30)


async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
    """Make the sheet of everything an officer still has to enter, in full.

    Raises:
        Refusal: whoever asked is no officer any more.
    """
    async with database.read() as db:
        rows = await _rows(db, values["person"])
    sheet = Sheet(name="录入国家系统", heading=HEADING, rows=rows, widths=WIDTHS)
    path = documents.blank(folder, ".xlsx")
    await asyncio.to_thread(workbook.write, path, [sheet])
    caption = Text(
        "{count} fields to enter. It holds personal data: please delete it when you are done.",
        count=len(rows),
    )
    return Made(name="录入国家系统.xlsx", content=path, caption=caption)


async def _rows(db: AsyncConnection, person_id: int) -> list[tuple[str, ...]]:
    person = await people.by_id(db, person_id)
    if person.state is not Account.ACTIVE or not person.roles & OFFICERS:
        raise Refusal("This list is for information officers.")
    rows: list[tuple[str, ...]] = []
    for pile in await entries.piles(db, person, MOST_ROWS):
        known = await households.seen(db, person, pile.household_id)
        if known is not None and len(rows) < MOST_ROWS:
            rows += await _of_household(db, known)
    return rows[:MOST_ROWS]


async def _of_household(db: AsyncConnection, known: Known) -> list[tuple[str, ...]]:
    found = await entries.waiting_of(db, known.id)
    names = await people.names(db, {it.latest.decided_by or 0 for it in found})
    codes = ancestors(known.household.area_code)[::-1]
    places = await areas.by_codes(db, codes)
    where = [places[code].name if code in places else code for code in codes]
    return [_row(known, it, names, where) for it in found]


def _row(
    known: Known, entry: Entry, names: Mapping[int, str], where: Sequence[str]
) -> tuple[str, ...]:
    change, household = entry.latest, known.household
    field = change_fields.plain_field(change)
    at = change.decided_at
    values = [
        said(change_fields.shown(change, it, is_masked=False)) for it in (entry.old, change.new)
    ]
    return (
        *where,
        household.number,
        household.head_name,
        change.member_number,
        said(change_fields.whose(change, known)),
        field.column if field else said(change_fields.label(change)),
        *values,
        names.get(change.decided_by or 0, ""),
        at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else "",
        change.evidence,
    )


documents.register(KIND, make)
