"""My tasks: what somebody still owes; and what officers do about visits that were missed."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import duty_cards, duty_letters, measure_cards
from bot.filters import HasRole, Pressed, Says
from bot.menus import OBLIGED, OFFICERS, WITH_MEASURES, keys_of
from bot.replies import Message as Said
from bot.replies import Reply, say
from bot.texts import day_and_time
from domain.calendar import local_day
from domain.duties import Period, Round, next_hour
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, duties, measures
from storage.duties import ACKNOWLEDGED, NUDGED

TASKS = Text("Tasks")
"""A shorter word than the key's."""

router = Router(name="duties")
router.message.filter(HasRole(*OBLIGED, *WITH_MEASURES))
router.callback_query.filter(HasRole(*OBLIGED, *WITH_MEASURES))


@router.message(Says("tasks", "My tasks", TASKS.msgid))
async def list_my_tasks(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List the households still to visit, and to officers whom they have to look after."""
    return await _tasks(db, person, now)


@router.callback_query(Pressed("duties", "mine"))
async def list_my_tasks_from_a_reminder(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same from a reminder's button."""
    return await _tasks(db, person, now)


async def _tasks(db: AsyncConnection, person: Person, now: datetime) -> Reply:
    cards = await _measures(db, person, now)
    cards += await _cards(db, person, now) if person.areas(OFFICERS) else []
    rounds = await _my_rounds(db, person, now)
    if not rounds and not cards:
        return say(Text("Nothing is waiting for you. Thank you!"), keys=keys_of(person))
    if not rounds:
        return Reply(messages=tuple(cards))
    words = Joined(rounds, by="\n\n")
    return say(words, keys=keys_of(person), private=True).and_then(*cards)


async def _measures(db: AsyncConnection, person: Person, now: datetime) -> list[Said]:
    """List what somebody has to do for households in danger."""
    mine = await measures.open_of_owner(db, person.id)
    return [measure_cards.tasks(mine, local_day(now))] if mine else []


async def _my_rounds(db: AsyncConnection, person: Person, now: datetime) -> list[Joined]:
    """Write the months somebody owes visits of: missed ones while open, then this one."""
    this = await duties.period(db, local_day(now))
    missed = [it for it in await duty_letters.missed_months(db, now) if it != this]
    found = []
    for month in (*missed, this):
        round_ = await duties.round_of(db, person, month)
        if round_ and (month == this or round_.hears(month.due_at)):
            found.append(duty_cards.my_round(round_, month, now))
    return found


async def _cards(db: AsyncConnection, officer: Person, now: datetime) -> list[Said]:
    found = []
    for month in await duty_letters.missed_months(db, now):
        if officer.id not in await duties.bound_by(db, month.passed_on_at):
            continue  # whoever came later was not told of it, and is not asked about it
        rounds = await duty_letters.rounds_under(db, officer, month)
        if any(it.open for it in rounds):
            found.append(await duty_letters.missed_card(db, officer, rounds, month))
    return found


@router.callback_query(HasRole(*OFFICERS), Pressed("visits", "nudge"))
async def ask_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask those who still owe visits; each of them once a day, whoever asks."""
    month, rounds = await _missed(db, person, numbers, now)
    owing = [it for it in rounds if it.open]
    asked = [it for it in owing if await duty_letters.ask_again(db, person, it, month, now)]
    if owing and not asked:
        raise Refusal(
            "Everybody who can be reached was asked today already. Please call the others."
        )
    for subject in duty_letters.subjects(asked, month):
        await audit.write(db, person.id, NUDGED, subject, now)
    return await _changed(db, person, month, _asked(len(asked), now), now)


def _asked(count: int, now: datetime) -> Text:
    at = next_hour(now)
    if at == now:
        return Text("Asked: {count}", count=count)
    return Text("{count} will be asked at {at}.", count=count, at=day_and_time(at))


@router.callback_query(HasRole(*OFFICERS), Pressed("visits", "known"))
async def take_note(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that an officer knows of missed visits; the others see it on their cards."""
    month, rounds = await _missed(db, person, numbers, now)
    known = await duties.notes(db, duty_letters.subjects(rounds, month))
    if any((it.action, it.by_id) == (ACKNOWLEDGED, person.id) for it in known):
        raise Refusal("You have noted this already.")
    for subject in duty_letters.subjects(rounds, month):
        await audit.write(db, person.id, ACKNOWLEDGED, subject, now)
    return await _changed(db, person, month, Text("Noted. The other officers see it."), now)


async def _missed(
    db: AsyncConnection, officer: Person, numbers: tuple[int, ...], now: datetime
) -> tuple[Period, list[Round]]:
    """Load what a card is about, as it is now."""
    months = await duty_letters.missed_months(db, now)
    month = next((it for it in months if (it.number,) == numbers), None)
    if month is None:
        raise Refusal("This month is closed. What is due now stands under 📒 My tasks.")
    rounds = await duty_letters.rounds_under(db, officer, month)
    if not rounds:
        raise Refusal("These visits are not in your area.")
    return month, rounds


async def _changed(
    db: AsyncConnection, officer: Person, month: Period, over: Text, now: datetime
) -> Reply:
    """Show the card as it is now, to every officer who has it."""
    rounds = await duty_letters.rounds_under(db, officer, month)
    await duty_letters.refresh_others(db, officer, rounds, month, now)
    card = await duty_letters.missed_card(db, officer, rounds, month)
    return Reply(messages=(replace(card, edits=True),), toast=over)
