"""Somebody's tasks loaded: one of them, or all that lies with him."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import call_reading, rise_letters, said_done_letters, task_lists
from bot.replies import Button, Message, press
from bot.task_lists import Entry
from domain.calendar import SHANGHAI, local_day
from domain.campaigns import Campaign, Owing, State
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.rises import READERS
from domain.worktime import A_DAY
from storage import absences, campaigns, criteria, measures, muted, own_work, tellings

Numbers = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Task:
    """A campaign and how somebody stands in it."""

    campaign: Campaign
    owing: Owing


async def task(db: AsyncConnection, person: Person, numbers: Numbers, now: datetime) -> Task:
    """Load one of somebody's tasks as it is now.

    Raises:
        Refusal: it is over, or no longer his.
    """
    number, whose = (*numbers, 0, person.id)[0], (*numbers, 0, 0)[1] or person.id
    campaign = await campaigns.by_number(db, number)
    if campaign is None or campaign.state is not State.RUNNING:
        raise Refusal("This task is over. What is due now stands under 📒 My tasks.")
    for owing in await criteria.owing(db, campaign, now, [whose]):
        if owing.holder_id == person.id and campaign.opens_on <= local_day(now):
            return Task(campaign=campaign, owing=owing)
    raise Refusal("This task is not yours any more. What is due now stands under 📒 My tasks.")


async def tasks(db: AsyncConnection, person: Person, now: datetime) -> list[Task]:
    """List the tasks of campaigns that stand in somebody's list."""
    found = await criteria.owed_by(db, person, now)
    homes = {item.id for _, owing in found for item in owing.open}
    resting = await muted.resting(db, homes, local_day(now)) if homes else frozenset()
    shown = [
        (campaign, _awake(owing, resting))
        for campaign, owing in found
        if task_lists.is_shown(campaign, owing, now)
    ]
    return [Task(campaign=it, owing=owing) for it, owing in shown if owing is not None]


async def spoken_of(db: AsyncConnection, person: Person, now: datetime) -> list[Task]:
    """List what somebody still owes of what he was told of, or has taken over."""
    mine = [it for it in await tasks(db, person, now) if it.owing.is_open]
    told = await tellings.told_of(db, {it.campaign.number for it in mine}, [person.id])
    return [it for it in mine if it.owing.taken_by or (it.campaign.number, person.id) in told]


def _awake(owing: Owing, resting: Collection[int]) -> Owing | None:
    """Leave out what rests today and is owed again later; None when nothing else is left."""
    kept = tuple(it for it in owing.items if it not in owing.open or it.id not in resting)
    return replace(owing, items=kept) if kept or not owing.items else None


async def entries(db: AsyncConnection, person: Person, now: datetime) -> list[Entry]:
    """List all that lies with somebody."""
    mine = await tasks(db, person, now)
    found = [task_lists.of_task(it.campaign, it.owing, now, person.id) for it in mine]
    tonight = datetime.combine(local_day(now) + A_DAY, time(), SHANGHAI)
    due, late = await own_work.due_cases(db, person, now, tonight)
    if due:
        found.append(task_lists.of_cases(due, late, now))
    if returned := await own_work.returned_changes(db, person):
        found.append(task_lists.of_returned(returned, now))
    own = await measures.open_of_owner(db, person.id)
    return [*found, *[task_lists.of_measure(it, now) for it in own]]


async def beside(db: AsyncConnection, person: Person, now: datetime) -> list[Message]:
    """Make the cards below the list: what an officer looks at, what has risen to him."""
    acting = await absences.acting(db, person, local_day(now))
    if READERS.isdisjoint(acting.roles):
        return []
    found = await said_done_letters.queues(db, acting)
    card = await rise_letters.card(db, acting, now)
    if card.keyboard:
        return [*found, card]
    calls = await call_reading.to_call(db, acting, now)
    return [*found, _to_call(len(calls))] if calls else found


def _to_call(count: int) -> Message:
    label = Text("📞 To call: {count}", count=count)
    words = Text("📞 {count} people are not reached by letters and owe something.", count=count)
    button = Button(label=label, press=press("call", "list", 0))
    return Message(text=words, keyboard=[[button]], private=True)
