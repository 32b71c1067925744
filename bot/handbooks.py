"""Handbooks 电子帮扶手册: everything of one household in one document, for whoever may see it.

Private numbers are masked unless a purpose was stated; every page says who took it, and when.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import documents, handbook_chapters, handbook_sources, record_desk
from bot.documents import Made
from bot.handbook_parts import Book
from bot.replies import Document
from bot.texts import said
from domain import phones
from domain.calendar import SHANGHAI, local_day
from domain.people import Person, State
from domain.refusals import Refusal, Text
from exports import handbook_pdf, handbook_xlsx
from exports.handbook import Handbook
from storage import people, scope
from storage.database import Database
from storage.households import Known

KIND = "handbook"
PDF, XLSX = "pdf", "xlsx"
WRITERS = {PDF: handbook_pdf.write, XLSX: handbook_xlsx.write}
TITLE = Text("Electronic handbook of help")
MASKED = Text("Private numbers are masked.")
IN_FULL = Text("Private numbers are in full. Purpose: {purpose}")


def described(
    person: Person, household_id: int, form: str, purpose: str, now: datetime
) -> Document:
    """Describe a handbook for the outbox; without a purpose private numbers are masked."""
    values = {
        "household": household_id,
        "person": person.id,
        "form": form,
        "purpose": purpose,
        "at": now.isoformat(),
    }
    return Document(kind=KIND, values=values)


async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
    """Make the handbook somebody asked for, as the records are now.

    Raises:
        Refusal: the household is no longer one of his, or private numbers are none of his work.
    """
    at, form, purpose = datetime.fromisoformat(values["at"]), values["form"], values["purpose"]
    async with database.read() as db:
        person, known = await _allowed(db, values)
        book = await handbook_sources.book_of(db, known, local_day(at), is_masked=not purpose)
        shown = await handbook_sources.photos_of(db, book)
        phone = await people.phone_of(db, person.id)
    photos = await handbook_sources.small(database, folder, shown)
    mark = f"{person.name} {phones.mask(phone or '')} · {_moment(at)}"
    marked = f"{mark} · {purpose}" if purpose else mark
    handbook = _bound(replace(book, photos=photos), marked, purpose)
    path = await asyncio.to_thread(documents.blank, folder, f".{form}")
    await asyncio.to_thread(WRITERS[form], path, handbook)
    name = f"{handbook.title}-{known.household.head_name}-{local_day(at)}.{form}"
    return Made(name=name.replace("/", "-"), content=path, caption=_caption(known, purpose))


async def _allowed(db: AsyncConnection, values: Mapping[str, Any]) -> tuple[Person, Known]:
    person = await people.by_id(db, values["person"])
    if person.state is not State.ACTIVE:
        raise Refusal("This account is closed, so nothing can be shown.")
    known = await record_desk.opened(db, person, values["household"])
    if values["purpose"] and not await scope.may_reveal(db, person, known.id):
        raise Refusal("ID numbers and phones are for those who work with the household.")
    return person, known


def _bound(book: Book, mark: str, purpose: str) -> Handbook:
    household = book.known.household
    privacy = Text(IN_FULL.msgid, purpose=purpose) if purpose else MASKED
    lines = [Text("Taken by {mark}", mark=mark), privacy]
    about = Text(
        "{head}, {area}, no. {number}",
        head=household.head_name,
        area=book.known.area_name,
        number=household.number,
    )
    return Handbook(
        title=said(TITLE),
        about=said(about),
        lines=[said(line) for line in lines],
        chapters=handbook_chapters.chapters(book),
        mark=mark,
        page=said(Text("page {page} of {pages}")),
    )


def _caption(known: Known, purpose: str) -> Text:
    head = known.household.head_name
    if not purpose:
        return Text("📘 Handbook of {head}. Private numbers are masked.", head=head)
    return Text(
        "📘 Handbook of {head}, numbers in full, for: {purpose}. "
        "Please delete it when you are done.",
        head=head,
        purpose=purpose,
    )


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


documents.register(KIND, make)
