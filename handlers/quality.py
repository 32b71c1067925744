"""Data check-up: what does not fit together, by rule and household; explained, asked, mended."""

from datetime import datetime, time
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    form_walk,
    forms,
    household_cards,
    pairing_desk,
    quality_cards,
    quality_desk,
)
from bot.answers import Kind
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Step
from bot.menus import OFFICERS, keys_of
from bot.quality_cards import PAGE
from bot.quality_steps import usual_reasons
from bot.replies import Button, Reply, change, press, say
from bot.replies import Message as Said
from domain.calendar import SHANGHAI, local_day
from domain.doubts import NUMBERED
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, households, quality, quality_lists
from storage.households import Known
from storage.scope import REVEALS, SEES_HOUSEHOLDS, may_reveal

router = Router(name="quality")
router.message.filter(HasRole(*OFFICERS))


def _actions(person: Person, known: Known) -> list[Button]:
    """Offer on a household's card to see what does not fit."""
    if not person.roles & REVEALS:
        return []
    return [Button(label=Text("🩺 Check-up"), press=press("quality", "show", known.id))]


household_cards.ACTIONS.append(_actions)


@router.message(Says("quality", "Data check-up"))
async def look_at_the_data(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show how many doubts there are in one's areas, by rule."""
    words, rows = await _overview(db, person, now)
    return say(words, rows, private=True)


@router.callback_query(HasRole(*OFFICERS), Pressed("quality", "all"))
async def go_back_to_all(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Go back to that overview."""
    return change(*await _overview(db, person, now))


async def _overview(db: AsyncConnection, person: Person, now: datetime) -> tuple[Any, Any]:
    codes = person.areas(OFFICERS)
    month = datetime.combine(local_day(now).replace(day=1), time(), SHANGHAI)
    counts = await quality_lists.counts(db, codes)
    balance = await quality_lists.balance(db, codes, month)
    waiting = await quality_lists.count_outdated(db, codes)
    return quality_cards.overview(counts, balance, waiting)


@router.callback_query(HasRole(*OFFICERS), Pressed("quality", "rule"))
async def list_the_households(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List the households of one rule, or of all rules by 0, page by page."""
    number = numbers[0] if numbers else 0
    if number > len(NUMBERED):
        raise Refusal("This rule is not known.")
    page = min(numbers[1], 10_000) if len(numbers) > 1 else 0
    rule = NUMBERED[number - 1].value if number else ""
    codes = person.areas(OFFICERS)
    count = await quality_lists.count_homes(db, codes, rule)
    found = await quality_lists.homes(db, codes, rule, PAGE, page * PAGE)
    return change(*quality_cards.homes(number, page, count, found))


@router.callback_query(HasRole(*SEES_HOUSEHOLDS), Pressed("quality", "show"))
async def show_a_households_doubts(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show what does not fit about a household, and what was explained before."""
    return Reply(messages=(await _card(db, person, numbers[0] if numbers else 0, now),))


async def _known(db: AsyncConnection, person: Person, household_id: int) -> Known:
    known = await households.seen(db, person, household_id)
    if known is None:
        raise Refusal("This household is not in your area.")
    return known


async def _card(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Said:
    known = await _known(db, person, household_id)
    found = await quality_desk.open_doubts(db, known.id, local_day(now))
    rows = quality_cards.household_rows(
        known.id,
        [quality_desk.number_of(db, known.id, it) for it in found],
        may_explain=await may_reveal(db, person, known.id),
        may_ask=pairing_desk.serves(person, known.household.area_code),
    )
    text = quality_cards.household_text(
        known.household.head_name, found, await quality.waivers(db, known.id)
    )
    return Said(text=text, keyboard=rows, private=True)


@router.callback_query(HasRole(*REVEALS), Pressed("quality", "waive"))
async def explain_a_doubt(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the reason; a doubt whose facts have changed is shown as it is now."""
    household_id = numbers[0] if numbers else 0
    known = await _known(db, person, household_id)
    if not await may_reveal(db, person, known.id):
        raise Refusal("This household is not in your area.")
    number = numbers[1] if len(numbers) > 1 else 0
    doubt = await quality_desk.find(db, known.id, number, local_day(now))
    if doubt is None:
        card = await _card(db, person, known.id, now)
        gone = Text("This was explained or changed meanwhile. The card shows how it is now.")
        return change(card.text, card.keyboard, gone)
    given = {"household": known.id, "doubt": number, "about": known.household.head_name}
    return await form_walk.begin(db, person, EXPLAIN, now, given)


async def _hand_in(filling: Filling) -> Reply:
    """Keep the reason; the doubt is no more while its facts stay the same."""
    db, person, now = filling.db, filling.person, filling.now
    household_id, number = filling.given["household"], filling.given["doubt"]
    known = await households.seen(db, person, household_id)
    doubt = await quality_desk.find(db, known.id, number, local_day(now)) if known else None
    if known is None or doubt is None:
        gone = Text("This was explained or changed meanwhile. Nothing more is needed.")
        return say(gone, keys=keys_of(person))
    await quality.waive(db, known.id, doubt, filling.answer("reason"), (person.id, now))
    await audit.write(db, person.id, f"doubt.waived.{doubt.rule}", f"household:{known.id}", now)
    card = await _card(db, person, known.id, now)
    kept = Text("✅ Noted. It is asked again only when these facts change.")
    return say(kept, keys=keys_of(person)).and_then(card)


async def _question(filling: Filling) -> Text:
    household_id, number = filling.given["household"], filling.given["doubt"]
    doubt = await quality_desk.find(filling.db, household_id, number, local_day(filling.now))
    why = Text("What is the reason? Tap, type or say it.")
    return Text("{question}\n{why}", question=doubt.words, why=why) if doubt else why


EXPLAIN = forms.register(
    Form(
        name="explain_doubt",
        title=Text("Explain"),
        steps=(Step(name="reason", kind=Kind.TEXT, prompt=_question, options=usual_reasons),),
        submit=_hand_in,
        roles=REVEALS,
        has_summary=False,
        resumes=False,
    )
)


@router.callback_query(HasRole(*OFFICERS), Pressed("quality", "ask"))
async def ask_the_helpers(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask a household's helpers to look into it; once a day, whoever asks."""
    home = await pairing_desk.home_of(db, person, numbers[0] if numbers else 0)
    found = await quality_desk.open_doubts(db, home.id, local_day(now))
    if not found:
        raise Refusal("Everything fits together by now; nobody has to be asked.")
    letter = quality_cards.request(person, home, found)
    asked = await quality_desk.ask(db, home.id, letter, now)
    if not asked:
        raise Refusal("Nobody could be asked: asked today already, or not registered yet.")
    await audit.write(db, person.id, "doubt.asked", f"household:{home.id}", now)
    return Reply(toast=Text("Asked: {names}", names="、".join(asked)))
