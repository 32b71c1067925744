"""What has risen to somebody: his card of overdue tasks, and what he does about each person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_nudges, rise_cards, rise_desk, rise_letters, rise_people, rise_reading
from bot.filters import HasRole, Pressed, StandsIn
from bot.replies import Reply, change, say
from bot.rise_desk import Opened
from domain.campaigns import Mark, Owing
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.rises import READERS, Section, stamp
from storage import audit, rises, tellings

router = Router(name="rises")
router.callback_query.filter(HasRole(*READERS), StandsIn())


@router.callback_query(Pressed("rise", "nudge"))
async def ask_them_again(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask everybody on the card again; each of them once a day, whoever asks."""
    sections = await rise_reading.sections(db, person, now)
    if not sections:
        return await _newest(db, person, sections, rise_people.NOTHING)
    done = [await campaign_nudges.nudge(db, person, it.campaign, it.open, now) for it in sections]
    asked = {it.holder_id for one in done for it in one.asked}
    owings = [it for one in sections for it in one.open]
    if not asked:
        raise Refusal(
            "Everybody who can be reached was asked today already. Please call the others."
        )
    over = rise_cards.asked(len(asked), min(it.at for it in done if it.asked), now)
    return await _changed(db, person, owings, over, now)


@router.callback_query(Pressed("rise", "known"))
async def take_note(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that somebody knows of those on his card: it climbs no further for them."""
    sections = await rise_reading.sections(db, person, now)
    fresh = [it for one in sections for it in one.fresh]
    if not fresh:
        words = Text("Nothing new is on the card: it is noted already, or done.")
        return await _newest(db, person, sections, words)
    if numbers != (stamp(sections),):
        words = Text("The card has changed meanwhile. Please look, and tap again.")
        return await _newest(db, person, sections, words)
    await rises.note(db, fresh, person.id, now)
    for number in sorted({it.campaign for it in fresh}):
        await tellings.acknowledge_rises(db, number, person.id, now)
        await audit.write(db, person.id, "campaign.noted", f"campaign:{number}", now)
    done = Text("Noted: it climbs no further. The other officers see it.")
    return await _changed(db, person, fresh, done, now)


async def _newest(
    db: AsyncConnection, person: Person, sections: Sequence[Section], words: Text
) -> Reply:
    card = await rise_letters.shown(db, person, sections)
    return Reply(messages=(replace(card, edits=True),), toast=words, alert=True)


async def _changed(
    db: AsyncConnection, person: Person, owings: Sequence[Owing], over: Text, now: datetime
) -> Reply:
    """Show the card as it is now, to everybody who has one."""
    await rise_letters.refresh(db, owings, now, besides=[person.id])
    card = await rise_letters.card(db, person, now)
    return Reply(messages=(replace(card, edits=True),), toast=over)


@router.callback_query(Pressed("rise", "people"))
async def go_through_them(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List the people on the card, each a button."""
    return say(*rise_people.listed(await rise_reading.sections(db, person, now), 0), private=True)


@router.callback_query(Pressed("rise", "turn"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of that list."""
    sections = await rise_reading.sections(db, person, now)
    return change(*rise_people.listed(sections, [*numbers, 0][0]))


@router.callback_query(Pressed("rise", "who"))
async def look_at_one(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one person's task, and what can be done about it."""
    return await _one(db, person, await rise_desk.opened(db, person, numbers, now))


async def _one(db: AsyncConnection, person: Person, found: Opened, over: Text | str = "") -> Reply:
    card = await rise_desk.card(db, person, found)
    return change(card.text, card.keyboard, over)


@router.callback_query(Pressed("rise", "ask"))
async def ask_one_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask one person again, once a day."""
    found = await rise_desk.opened(db, person, numbers, now)
    done = await campaign_nudges.nudge(db, person, found.campaign, [found.owing], now)
    if done.before:
        raise Refusal("{name} was asked today already.", name=found.owing.name)
    if not done.asked:
        raise Refusal("{name} is not reached by letters, or is done. Please call.",
                      name=found.owing.name)  # fmt: skip
    await rise_letters.refresh(db, [found.owing], now)
    return await _one(db, person, found, rise_cards.asked(1, done.at, now))


@router.callback_query(Pressed("rise", "note"))
async def take_note_of_one(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that somebody knows of one person: it climbs no further for him."""
    found = await rise_desk.for_deed(db, person, numbers, now)
    if isinstance(found, Reply):
        return found
    if await rise_letters.climbing(db, [found.owing]):
        await rises.note(db, [found.owing], person.id, now)
        await audit.write(db, person.id, "campaign.noted", rise_desk.subject(found), now)
        await rise_letters.refresh(db, [found.owing], now)
    again = await rise_desk.opened(db, person, numbers, now)
    return await _one(db, person, again, Text("Noted: it climbs no further."))


@router.callback_query(Pressed("rise", "over"))
async def take_it_over(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Do it in somebody's place: it stands under one's own tasks from now on."""
    found = await rise_desk.for_deed(db, person, numbers, now)
    if isinstance(found, Reply):
        return found
    await rise_desk.check_can_take_over(db, person, found)
    await rise_desk.decide(db, person, found, Mark.TAKEN_OVER, now)
    return change(rise_people.taken_over(found.campaign, found.owing), rise_people.TAKEN_ROWS)
