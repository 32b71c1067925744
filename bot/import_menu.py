"""The screen of imports and exports: what can be sent in, what was, and what can be had."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import area_exports, batch_cards
from bot.replies import Button, in_rows
from domain.batches import kinds_for
from domain.people import Person
from domain.refusals import Joined, Text
from storage import batches

LATEST = 4


def words(person: Person) -> Text:
    """Say how to import and export, by what somebody may."""
    kinds = Joined([batch_cards.KINDS[kind] for kind in kinds_for(person)], by="、")
    lines = []
    if kinds_for(person):
        how = Text(
            "Send a table here (CSV, XLSX, XLS, ODS): {kinds}. "
            "You see what it would change before anything is written.",
            kinds=kinds,
        )
        lines.append(how)
    if area_exports.may_export(person):
        lines.append(Text("Or tap what you want to have as a sheet."))
    return Joined(lines)


async def rows(db: AsyncConnection, person: Person) -> list[list[Button]]:
    """Offer what was sent lately, and exports."""
    latest = await batches.of_person(db, person.id, LATEST)
    return [*in_rows(batch_cards.listed(latest)), *area_exports.rows(person)]
