"""What belongs to an alert: the way to the household, and the photos that were sent."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_desk, case_deeds
from bot.filters import HasRole, Pressed
from bot.replies import Button, Message, Reply, say
from domain.ladders import DESKS, Kind
from domain.navigation import links, place_name
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import households
from storage.cases import Entry

router = Router(name="alert_views")
router.callback_query.filter(HasRole(*DESKS))


@router.callback_query(Pressed("case", "way"))
async def show_the_way(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Offer the maps that lead to the household of an alert."""
    entry = await _alert(db, person, numbers, now)
    known = await households.by_id(db, entry.case.household_id or 0)
    if known is None or known.household.point is None:
        raise Refusal("This household has no coordinates yet. Please ask its helper for the way.")
    place = place_name(known.area_name, known.household.number)
    ways = [Button(label=it.label, url=it.url) for it in links(known.household.point, place)]
    return say(Text("The way to {name}", name=entry.about), [ways], private=True)


@router.callback_query(Pressed("case", "photos"))
async def show_the_photos(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show what was sent as evidence, by the asker and by whoever verified it."""
    entry = await _alert(db, person, numbers, now)
    alert = await alert_desk.of(db, entry)
    sent = (*alert.files, *(alert.verified.files if alert.verified else ()))
    if not sent:
        raise Refusal("No photo was sent for #{number} yet.", number=alert.number)
    albums = [sent[at : at + 10] for at in range(0, len(sent), 10)]
    return Reply(messages=tuple(Message(files=it, private=True) for it in albums))


async def _alert(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime
) -> Entry:
    entry = await case_deeds.load(db, person, numbers, now)
    if entry.case.kind is not Kind.ALERT:
        raise Refusal("This is not in your area.")
    return entry
