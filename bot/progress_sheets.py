"""Progress as a workbook: everybody of a view as he stands, and the whole trail.

It is made just before it is sent, page by page; who asks is checked again then.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import documents, sheet_pages
from bot.documents import Made
from bot.progress_cards import named
from bot.progress_people import STANDINGS
from bot.replies import Document, Message
from bot.texts import day_and_time, said, speaking
from bot.trail_cards import OUTCOMES, event_name
from domain.calendar import SHANGHAI, local_day
from domain.campaigns import Owing
from domain.people import Person, State
from domain.progress import VIEWERS, View, view_of
from domain.refusals import Refusal, Text
from exports import workbook
from exports.workbook import Cell, Sheet
from storage import absences, areas, campaigns, criteria, people, progress, trails
from storage.database import Database
from storage.progress import Asked
from storage.tellings import Outcome, Telling

PAGE = 200
PEOPLE = ("姓名", "单位", "区域", "状态", "截止时间", "完成时间", "最近提醒", "送达时间", "知道了")
TRAIL = ("姓名", "提醒", "时间", "结果", "送达时间", "知道了")


def message(person: Person, view: View, now: datetime) -> Message:
    """Describe the sheet of a view."""
    values = {"person": person.id, "view": list(view.numbers), "at": now.isoformat()}
    return Message(document=Document(kind="progress", values=values), private=True)


async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
    """Make a sheet as things stand now.

    Raises:
        Refusal: the account is closed, or sees no progress any more.
    """
    asked = await _asked(database, values)
    path = await asyncio.to_thread(documents.blank, folder, ".xlsx")
    loop = asyncio.get_running_loop()
    mark = f"{asked.person.name} #{asked.person.id} {values['at'][:4]}-{day_and_time(asked.now)}"
    parts = (
        Sheet(name="人员", heading=PEOPLE, rows=(), mark=mark),
        Sheet(name="提醒记录", heading=TRAIL, rows=(), mark=mark),
    )
    pages = (
        _pages(database, asked, _person_rows),
        _pages(database, asked, _trail_rows, is_trail=True),
    )
    sheets = [
        replace(sheet, rows=sheet_pages.streamed(page, 0, loop))
        for sheet, page in zip(parts, pages, strict=True)
    ]
    await asyncio.to_thread(workbook.write, path, sheets)
    name = f"{said(named(asked.campaign))}-{values['at'][:10]}.xlsx"
    caption = Text("Progress of {title}", title=named(asked.campaign))
    return Made(name=name.replace("/", "-"), content=path, caption=caption)


documents.register("progress", make)


async def _asked(database: Database, values: Mapping[str, Any]) -> Asked:
    view, now = view_of(tuple(values["view"])), datetime.fromisoformat(values["at"])
    async with database.read() as db:
        person = await people.by_id(db, values["person"])
        reader = await absences.acting(db, person, local_day(now))
        campaign = await campaigns.by_number(db, view.campaign) if view else None
        may = person.state is State.ACTIVE and not VIEWERS.isdisjoint(reader.roles)
        if view is None or campaign is None or not may:
            raise Refusal("You take no sheets of this task any more.")
        return await progress.asked(db, reader, campaign, view, now)


Rows = Callable[[Sequence[Owing], Mapping[int, list[Telling]], Mapping[str, str]], list[Any]]


def _pages(
    database: Database, asked: Asked, rows: Rows, *, is_trail: bool = False
) -> sheet_pages.Page:
    """Fetch people page by page; a trail goes on with the officers whom a miss was shown."""

    async def page(after: Any) -> tuple[list[Sequence[Cell]], Any]:
        async with database.read() as db:
            ids = await progress.ids_after(db, asked, after, PAGE)
            owings = await criteria.owing(db, asked.campaign, asked.now, ids) if ids else []
            told = await trails.of_people(db, asked.campaign.number, ids)
            names = await areas.by_codes(db, {it.area_code for it in owings})
            shown = [] if ids or not is_trail else await _shown(db, asked)
        with speaking(asked.person.language):
            made = rows(owings, told, {code: it.name for code, it in names.items()})
            made += [_told(it) for it in shown]
        return made, ids[-1] if ids else None

    return page


async def _shown(db: AsyncConnection, asked: Asked) -> list[Telling]:
    return await trails.page(db, trails.shown_a_miss_besides(asked), trails.MOST_AT_ONCE)


def _person_rows(
    owings: Sequence[Owing], told: Mapping[int, list[Telling]], names: Mapping[str, str]
) -> list[Any]:
    return [_person(it, told.get(it.person_id, []), names) for it in owings]


def _person(owing: Owing, told: Sequence[Telling], names: Mapping[str, str]) -> list[Cell]:
    last = next((it for it in reversed(told) if it.outcome is Outcome.TOLD), None)
    return [
        owing.name,
        owing.unit,
        names.get(owing.area_code, owing.area_code),
        said(STANDINGS[owing.standing]),
        _time(owing.due_at),
        _time(owing.done_at),
        *([_time(last.at), _time(last.delivered_at), _time(last.acknowledged_at)] if last else []),
    ]


def _trail_rows(
    owings: Sequence[Owing], told: Mapping[int, list[Telling]], _names: Mapping[str, str]
) -> list[Any]:
    return [_told(it) for owing in owings for it in told.get(owing.person_id, ())]


def _told(told: Telling) -> list[Cell]:
    times = _time(told.delivered_at), _time(told.acknowledged_at)
    result = said(OUTCOMES[told.outcome]) if not told.delivered_at else ""
    return [told.name, said(event_name(told.event)), _time(told.at), result, *times]


def _time(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""
