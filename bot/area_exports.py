"""Sheets of whole areas: households in the columns of the national export, pairings, visits.

They are made just before they are sent, page by page; who asks is checked again then. Private
numbers are masked unless a purpose was stated.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import documents, sheet_pages
from bot.documents import Made
from bot.export_rows import HEADINGS, Names, household_rows, pairing_row, visit_row
from bot.replies import Button, Document, Message, in_rows, press
from bot.sheet_pages import Page
from bot.texts import day_and_time, said, speaking
from domain.people import Person, State
from domain.refusals import Refusal, Text
from exports import workbook
from exports.workbook import Cell, Sheet
from storage import areas, exported, people
from storage.database import Database
from storage.exported import EXPORTERS, IN_FULL

WHAT = {
    "households": Text("Households"),
    "pairings": Text("Pairings"),
    "visits": Text("Visits"),
}
PURPOSES = {
    "entry": Text("Entry in the national system"),
    "inspection": Text("Inspection"),
    "archive": Text("Archive"),
}
"""What private numbers may be taken out for."""


def may_export(person: Person) -> bool:
    """Tell whether somebody takes sheets out of his areas."""
    return not EXPORTERS.isdisjoint(person.roles)


def rows(person: Person) -> list[list[Button]]:
    """Offer what somebody may have."""
    if not may_export(person):
        return []
    buttons = [
        Button(label=Text("⬇ {what}", what=label), press=press("export", what))
        for what, label in WHAT.items()
    ]
    if not IN_FULL.isdisjoint(person.roles):
        buttons.append(Button(label=Text("🔓 Numbers in full"), press=press("export", "full")))
    return in_rows(buttons)


def message(person: Person, what: str, purpose: str, now: datetime) -> Message:
    """Describe a sheet; without a purpose private numbers are masked."""
    values = {"person": person.id, "what": what, "purpose": purpose, "at": now.isoformat()}
    return Message(document=Document(kind="area_sheet", values=values), private=True)


async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
    """Make a sheet of somebody's areas as they are now.

    Raises:
        Refusal: the account is closed, or has no area to take a sheet of.
    """
    what, purpose = values["what"], values["purpose"]
    async with database.read() as db:
        person = await people.by_id(db, values["person"])
        roles = IN_FULL if purpose else EXPORTERS
        if person.state is not State.ACTIVE or not person.areas(roles):
            raise Refusal("You take no sheets out of an area any more.")
        names = Names(await areas.names(db))
    path = await asyncio.to_thread(documents.blank, folder, ".xlsx")
    page, first = _pages(database, person, names, values)
    mark = _mark(person, values)
    loop = asyncio.get_running_loop()
    sheet = Sheet(
        name=said(WHAT[what]),
        heading=HEADINGS[what],
        rows=sheet_pages.streamed(page, first, loop),
        mark=mark,
    )
    count = await asyncio.to_thread(workbook.write, path, [sheet])
    name = f"{said(WHAT[what])}-{values['at'][:10]}.xlsx"
    return Made(name=name, content=path, caption=_caption(what, purpose, count))


documents.register("area_sheet", make)


def _mark(person: Person, values: Mapping[str, Any]) -> str:
    """Write who took it, and when, below every page."""
    at = day_and_time(datetime.fromisoformat(values["at"]))
    return f"{person.name} #{person.id} {values['at'][:4]}-{at}"


def _caption(what: str, purpose: str, count: int) -> Text:
    words = {"what": WHAT[what], "count": count}
    if not purpose:
        return Text("{what}: {count} rows, private numbers masked.", **words)
    return Text(
        "{what}: {count} rows, numbers in full, for: {purpose}. Delete it when that is done.",
        **words,
        purpose=PURPOSES[purpose],
    )


def _pages(
    database: Database, person: Person, names: Names, values: Mapping[str, Any]
) -> tuple[Page, Any]:
    in_full = bool(values["purpose"])

    async def families(after: Any) -> tuple[list[Sequence[Cell]], Any]:
        async with database.read() as db:
            found = await exported.families(db, person, after, in_full=in_full)
        rows = [row for it in found for row in household_rows(it, names, in_full=in_full)]
        return rows, exported.last_place(found) if found else None

    async def pairings(after: Any) -> tuple[list[Sequence[Cell]], Any]:
        async with database.read() as db:
            found = await exported.pairings(db, person, after)
        return [pairing_row(it, names) for it in found], found[-1].id if found else None

    async def visits(after: Any) -> tuple[list[Sequence[Cell]], Any]:
        async with database.read() as db:
            found = await exported.visited(db, person, after)
        with speaking(person.language):
            rows = [visit_row(it, names) for it in found]
        return rows, found[-1].visit.id if found else None

    kinds: dict[str, tuple[Page, Any]] = {
        "households": (families, ("", "")),
        "pairings": (pairings, 0),
        "visits": (visits, 0),
    }
    return kinds[values["what"]]
