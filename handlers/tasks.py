"""My tasks: everything somebody owes, by consequence, each with what finishes it."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    audience_steps,
    rise_letters,
    said_done_letters,
    task_desk,
    task_lists,
    task_pages,
)
from bot.filters import HasRole, Pressed, Says
from bot.menus import keys_of
from bot.replies import Reply, change, say
from bot.task_desk import Numbers, Task
from domain.campaigns import Criterion, Mark, Standing
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import (
    areas,
    audit,
    campaign_marks,
    campaign_reasons,
    people,
    tellings,
)

TASKS = Text("Tasks")
"""A shorter word than the key's."""
OLD = Text("This card is old. What is overdue now stands under 📒 My tasks.")
NOTHING = Text("Nothing is waiting for you. Thank you!")

router = Router(name="tasks")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


@router.message(Says("tasks", "My tasks", TASKS.msgid))
async def list_my_tasks(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List what somebody owes, and to officers whom they have to look after."""
    return await _listed(db, person, now)


@router.callback_query(Pressed("tasks", "mine"))
async def list_my_tasks_from_a_letter(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same from a letter's button."""
    return await _listed(db, person, now)


@router.callback_query(Pressed("duties", "mine"))
async def list_my_tasks_from_an_old_letter(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same from a letter written before there were campaigns."""
    return await _listed(db, person, now)


async def _listed(db: AsyncConnection, person: Person, now: datetime) -> Reply:
    entries = await task_desk.entries(db, person, now)
    cards = await task_desk.beside(db, person, now)
    if entries:
        cards = [task_lists.listed(entries), *cards]
    if not cards:
        return say(NOTHING, keys=keys_of(person))
    return Reply(messages=tuple(cards))


@router.callback_query(Pressed("tasks", "page"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Turn the pages of the list."""
    return await _again(db, person, now, "", (*numbers, 0)[0])


async def _again(
    db: AsyncConnection, person: Person, now: datetime, over: Text | str, page: int = 0
) -> Reply:
    """Show the list as it is now in place of what was pressed."""
    entries = await task_desk.entries(db, person, now)
    if not entries:
        return change(NOTHING, toast=over)
    card = task_lists.listed(entries, page)
    return change(card.text, card.keyboard, over)


@router.callback_query(Pressed("task", "show"))
async def open_a_task(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Show a task with all its actions."""
    return await _shown(db, person, await task_desk.task(db, person, numbers, now), now)


async def _shown(db: AsyncConnection, person: Person, task: Task, now: datetime) -> Reply:
    marks = await campaign_marks.of_campaign(db, task.campaign.number, [task.owing.person_id])
    card = task_pages.card(task.campaign, task.owing, marks, person.id, now)
    return Reply(messages=(replace(card, edits=True),))


@router.callback_query(Pressed("task", "why"))
async def say_why_it_is_mine(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Say by which records a task is somebody's."""
    task = await task_desk.task(db, person, numbers, now)
    campaign, owing = task.campaign, task.owing
    whose = person if owing.person_id == person.id else await people.by_id(db, owing.person_id)
    found = await campaign_reasons.why(db, whose, campaign)
    audience = await audience_steps.described(db, campaign.audience, campaign.area_code)
    words = task_pages.why(campaign, owing, found, await areas.names(db), audience)
    return change(words, [[task_pages.back(campaign, owing)]])


@router.callback_query(Pressed("task", "away"))
async def say_who_is_away(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Ask which household of a round is away."""
    task = await task_desk.task(db, person, numbers, now)
    if not task.owing.open:
        raise Refusal("Nothing of it is open any more. Thank you!")
    return change(*task_pages.away(task.campaign, task.owing))


@router.callback_query(Pressed("task", "done"))
async def say_that_it_is_done(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Take somebody's word that it is done; where it is checked, bring it to the officer."""
    task = await _open(db, person, numbers, now, Criterion.CONFIRMED, Criterion.CHECKED)
    await _marked(db, person, task, Mark.CONFIRMED, now)
    whose = await people.by_id(db, task.owing.person_id)
    looks = await said_done_letters.show(db, task.campaign, whose, person, now)
    names = "、".join(it.name for it in looks)
    words = (
        Text("Noted. {names} looks at it.", names=names) if looks else Text("Noted. Thank you!")
    )
    return await _again(db, person, now, words)


@router.callback_query(Pressed("task", "read"))
async def say_that_it_was_read(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Note that somebody has read a directive."""
    task = await _open(db, person, numbers, now, Criterion.ACKNOWLEDGED)
    await _marked(db, person, task, Mark.CONFIRMED, now)
    await tellings.acknowledge(db, task.campaign.number, person.id, now)
    return await _again(db, person, now, Text("Noted: you have read it."))


async def _open(
    db: AsyncConnection, person: Person, numbers: Numbers, now: datetime, *kinds: Criterion
) -> Task:
    task = await task_desk.task(db, person, numbers, now)
    if task.campaign.criterion not in kinds:
        raise Refusal("How this task is done has changed. Please look under 📒 My tasks.")
    if task.owing.standing is not Standing.OPEN:
        raise Refusal("This is noted already. Thank you!")
    return task


async def _marked(
    db: AsyncConnection, person: Person, task: Task, mark: Mark, now: datetime
) -> None:
    number = task.campaign.number
    await campaign_marks.keep(db, number, task.owing.person_id, mark, person.id, now)
    await audit.write(db, person.id, f"campaign.{mark}", f"campaign:{number}", now)
    await rise_letters.refresh(db, [task.owing], now)


@router.callback_query(Pressed("visits", "nudge"))
async def point_to_the_newest_card(_query: CallbackQuery) -> Reply:
    """Answer the cards of missed visits that were written before there were campaigns."""
    raise Refusal(OLD.msgid)


@router.callback_query(Pressed("visits", "known"))
async def say_that_the_card_is_old(_query: CallbackQuery) -> Reply:
    """Do the same for their other button."""
    raise Refusal(OLD.msgid)
