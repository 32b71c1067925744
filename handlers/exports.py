"""Exports: officers and offices take sheets of their areas, numbers masked or for a purpose."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import area_exports, form_walk, forms
from bot.answers import Kind
from bot.area_exports import PURPOSES
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Message as Said
from bot.replies import Reply, say
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit
from storage.exported import EXPORTERS, IN_FULL

router = Router(name="exports")
router.message.filter(HasRole(*EXPORTERS))
router.callback_query.filter(HasRole(*EXPORTERS))


@router.message(Says("export", "Export"))
async def offer_sheets(_message: Message, person: Person) -> Reply:
    """Offer the sheets somebody may have."""
    return say(Text("Tap what you want to have as a sheet."), area_exports.rows(person))


async def _take(
    db: AsyncConnection, person: Person, what: str, now: datetime, purpose: str = ""
) -> Said:
    """Write down who takes what; the sheet is made just before it is sent."""
    codes = "、".join(person.areas(IN_FULL if purpose else EXPORTERS))
    if not codes:
        raise Refusal("You have no area to take a sheet of.")
    action = f"export.{what}.{purpose or 'masked'}"
    await audit.write(db, person.id, action, f"areas:{codes}", now)
    return area_exports.message(person, what, purpose, now)


@router.callback_query(Pressed("export", "households"))
async def take_households(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Send the households, private numbers masked."""
    sheet = await _take(db, person, "households", now)
    return Reply(messages=(sheet,), toast=_COMING)


@router.callback_query(Pressed("export", "pairings"))
async def take_pairings(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Send the pairings."""
    sheet = await _take(db, person, "pairings", now)
    return Reply(messages=(sheet,), toast=_COMING)


@router.callback_query(Pressed("export", "visits"))
async def take_visits(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Send the ledger of visits."""
    sheet = await _take(db, person, "visits", now)
    return Reply(messages=(sheet,), toast=_COMING)


_COMING = Text("It is being made and comes in a moment.")


@router.callback_query(Pressed("export", "full"))
async def ask_what_for(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask for the purpose before private numbers leave."""
    if IN_FULL.isdisjoint(person.roles):
        raise Refusal("Only information officers take out private numbers.")
    return await form_walk.begin(db, person, FULL, now)


async def _purposes(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=label) for key, label in PURPOSES.items()]


async def hand_in(filling: Filling) -> Reply:
    """Send the households in full, for what was said."""
    person, purpose = filling.person, filling.answer("purpose")
    sheet = await _take(filling.db, person, "households", filling.now, purpose)
    return say(_COMING, keys=keys_of(person)).and_then(sheet)


FULL = forms.register(
    Form(
        name="export_in_full",
        title=Text("Households with private numbers"),
        steps=(
            Step(
                name="purpose",
                kind=Kind.CHOOSE,
                label=Text("Purpose"),
                prompt=Text(
                    "ID numbers and phones in full: what are they for? It is written down."
                ),
                options=_purposes,
            ),
        ),
        submit=hand_in,
        roles=IN_FULL,
        has_summary=False,
        resumes=False,
    )
)
