"""Ledgers of cases as sheets: 问题解决台账 for every kind, 返贫预警台账 with its own columns.

They are made just before they are sent, page by page; who asks is checked again then.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import case_cards, documents, sheet_pages
from bot.case_view_cards import KIND_NAMES
from bot.documents import Made
from bot.replies import Document, Message
from bot.texts import day_and_time, said, speaking
from domain.calendar import SHANGHAI
from domain.case_views import VIEWERS, View, view_of
from domain.cases import Case
from domain.ladders import Deed, Kind
from domain.people import Person, State
from domain.refusals import Refusal, Text
from exports import workbook
from exports.workbook import Cell, Sheet
from storage import areas, case_ledgers, case_views, people
from storage.case_steps import Step
from storage.database import Database

COMMON = ("编号", "事由", "紧急", "村", "户主", "提出人", "提出时间", "提出内容")
ENDS = ("现状", "首次答复", "办结时间", "办理结果", "满意度", "重开次数")
OF_ALERTS = ("认定类别", "核实时间", "核实人", "审核时间", "审核人", "定措施时间", "跟踪次数")
HEADINGS: Mapping[bool, Sequence[str]] = {
    False: (*COMMON, *ENDS),
    True: (*COMMON, *OF_ALERTS, *ENDS),
}
LAST = frozenset({Deed.SOLVED, Deed.ANSWERED, Deed.CLOSED, Deed.FALSE_ALARM})


def message(person: Person, view: View, now: datetime) -> Message:
    """Describe the ledger of a view."""
    values = {"person": person.id, "view": list(view.numbers), "at": now.isoformat()}
    return Message(document=Document(kind="case_ledger", values=values), private=True)


async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
    """Make a ledger as things stand now.

    Raises:
        Refusal: the account is closed, or sees no cases any more.
    """
    view, now = view_of(tuple(values["view"])), datetime.fromisoformat(values["at"])
    async with database.read() as db:
        person = await people.by_id(db, values["person"])
        if view is None or person.state is not State.ACTIVE or not person.areas(VIEWERS):
            raise Refusal("You take no ledgers out of an area any more.")
        wanted = await case_views.condition(db, person, view, now)
        area = await areas.name_of(db, view.area_code)

    async def page(after: Any) -> tuple[list[Sequence[Cell]], Any]:
        async with database.read() as db:
            found = await case_ledgers.lines(db, wanted, after)
        with speaking(person.language):
            rows: list[Sequence[Cell]] = [row(it) for it in found]
        return rows, found[-1].entry.case.number if found else None

    name = _name(view.kind)
    path = await asyncio.to_thread(documents.blank, folder, ".xlsx")
    sheet = Sheet(
        name=name,
        heading=HEADINGS[view.kind is Kind.ALERT],
        rows=sheet_pages.streamed(page, 0, asyncio.get_running_loop()),
        mark=f"{person.name} #{person.id} {values['at'][:4]}-{day_and_time(now)}",
    )
    count = await asyncio.to_thread(workbook.write, path, [sheet])
    caption = Text("{area}: {count} cases in the ledger.", area=area, count=count)
    return Made(name=f"{name}-{area}-{values['at'][:10]}.xlsx", content=path, caption=caption)


documents.register("case_ledger", make)


def _name(kind: Kind) -> str:
    return "返贫预警台账" if kind is Kind.ALERT else f"问题解决台账-{said(KIND_NAMES[kind])}"


def row(line: case_ledgers.Line) -> list[Cell]:
    """Write a case as one line."""
    case, steps = line.entry.case, line.steps
    begin: list[Cell] = [
        case.number,
        said(case_cards.topic(case)),
        "是" if case.is_urgent else "",
        line.entry.area,
        line.entry.about if case.household_id else "",
        line.asker,
        _time(case.raised_at),
        steps[0].text if steps else "",
    ]
    middle = _of_alert(line) if case.kind is Kind.ALERT else []
    return [*begin, *middle, *_ends(case, steps, line)]


def _ends(case: Case, steps: Sequence[Step], line: case_ledgers.Line) -> list[Cell]:
    last = _last(steps, LAST) if case.was_ended else None
    return [
        said(case_cards.state(line.entry)),
        _time(case.first_at),
        _time(case.ended_at),
        last.text if last else "",
        case.satisfaction,
        case.reopenings or None,
    ]


def _of_alert(line: case_ledgers.Line) -> list[Cell]:
    cells: list[Cell] = [line.class_code]
    for deed in (Deed.VERIFIED, Deed.REVIEWED):
        step = _last(line.steps, {deed})
        cells += [_time(step.at), step.by] if step else ["", ""]
    measures = _last(line.steps, {Deed.MEASURES_SET})
    followed = sum(it.deed is Deed.FOLLOWED_UP for it in line.steps)
    return [*cells, _time(measures.at) if measures else "", followed or None]


def _last(steps: Sequence[Step], deeds: set[Deed] | frozenset[Deed]) -> Step | None:
    return next((it for it in reversed(steps) if it.deed in deeds), None)


def _time(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""
