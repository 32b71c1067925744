"""Relapse alerts: somebody raises one for a household, then confirms line by line what it says."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_raising, alert_steps, case_words, form_walk, forms, raising, record_desk
from bot.alert_raising import Fear
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import keys_of
from bot.replies import Button, Reply, in_rows, press, say
from domain.ladders import Kind
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import households, pairings, scope
from storage.scope import SEES_HOUSEHOLDS

WORDS = Text("Relapse alert"), Text("Alert")
"""What the key is called besides."""
MOST_CHOICES = 10

router = Router(name="alerts")
router.message.filter(HasRole(*SEES_HOUSEHOLDS))
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))


@router.message(Says("alert", "Raise an alert", *[it.msgid for it in WORDS]))
async def raise_an_alert(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Begin with the household; of several of one's own, ask which."""
    return await _choose(db, person, now)


async def _choose(db: AsyncConnection, person: Person, now: datetime) -> Reply:
    places = await pairings.places_of(db, person)
    mine = [it for it in places if it.household_id][:MOST_CHOICES]
    if len(mine) == 1:
        return await _begin(db, person, mine[0].household_id or 0, now)
    if not mine:
        raise Refusal(
            "Whose alert is it? Type the name of the household's head, open its card, "
            "and tap ⚠️ Raise an alert there."
        )
    choices = [
        Button(label=it.name, press=press("alert", "begin", it.household_id or 0)) for it in mine
    ]
    return say(Text("Which household is in danger?"), in_rows(choices), private=True)


@router.callback_query(Pressed("alert", "begin"))
async def raise_an_alert_here(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Do the same from a household's card, a check-in or a list."""
    if not numbers:
        return await _choose(db, person, now)
    return await _begin(db, person, numbers[0], now)


async def _begin(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Reply:
    known = await record_desk.opened(db, person, household_id)
    await raising.first_office(db, person, Kind.ALERT, known.household.area_code, now)
    given = {
        "about": known.household.head_name,
        "household": known.id,
        alert_steps.NAME: await alert_steps.given(db, known, now),
    }
    return await form_walk.begin(db, person, ALERT, now, given)


async def hand_in(filling: Filling) -> Reply:
    """Keep the alert and bring it to the town; what it rests on may be confirmed after that."""
    db, person, household_id = filling.db, filling.person, filling.given["household"]
    known = await households.by_id(db, household_id)
    if known is None or not await scope.may_see(db, person, household_id):
        raise Refusal("This household is no longer paired with you. Please tap Cancel.")
    fear = Fear(
        known=known,
        facts=alert_steps.facts_of(filling.given[alert_steps.NAME], filling.draft.answers),
        words=case_words.of(filling, alert_steps.WHAT),
        heard=case_words.heard_in(filling, alert_steps.WHAT),
    )
    entry = await alert_raising.raise_alert(db, person, fear, filling.now)
    words = await raising.raised_words(db, entry)
    reply = say(words, keys=keys_of(person), private=True)
    return reply.and_then(await alert_raising.checklist(db, entry))


ALERT = forms.register(
    Form(
        name="alert",
        title=Text("Relapse alert"),
        steps=alert_steps.steps,
        submit=hand_in,
        roles=SEES_HOUSEHOLDS,
        has_summary=False,
    )
)
