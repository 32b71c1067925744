"""Progress of tasks: who is through, of how many, down to each person of one's areas."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    pages,
    progress_cards,
    progress_desk,
    progress_lists,
    progress_people,
    progress_sheets,
)
from bot.filters import HasRole, Pressed, Says, StandsIn
from bot.progress_desk import viewed
from bot.progress_lists import Listed
from bot.progress_people import Seen
from bot.replies import Reply, Rows, change, say
from bot.said_done_cards import queues
from domain.campaigns import Campaign, Owing
from domain.people import Person
from domain.progress import VIEWERS, Share
from domain.refusals import Refusal, Text
from domain.rises import may_act
from storage import (
    areas,
    audit,
    campaign_marks,
    campaigns,
    people,
    progress,
    said_done,
    scope,
    trails,
)

router = Router(name="progress")
router.message.filter(HasRole(*VIEWERS), StandsIn())
router.callback_query.filter(HasRole(*VIEWERS), StandsIn())

COMING = Text("It is being made and comes in a moment.")


@router.message(Says("progress", "Progress of tasks", "Progress"))
async def list_what_runs(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List the tasks that run and have people one sees, and what waits to be looked at."""
    words, rows = await _running(db, person, 0, now)
    return say(words, rows, private=True)


@router.callback_query(Pressed("progress", "all"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of that list."""
    return change(*await _running(db, person, [*numbers, 0][0], now))


async def _running(
    db: AsyncConnection, person: Person, page: int, now: datetime
) -> tuple[Text, Rows]:
    running = sorted(await campaigns.running(db), key=lambda it: (it.due_at, it.number))
    few = await progress.few(db, person)
    mine = [it for it in running if await progress.concerns(db, person, it, few)]
    waiting = await said_done.counts(db, person)
    queued = [(it, waiting[it.number]) for it in running if it.number in waiting]
    page = min(page, pages.pages_of(len(mine)) - 1)
    shown = mine[page * pages.PAGE :][: pages.PAGE]
    words, rows = progress_lists.running_card(shown, len(mine), page, now)
    return words, [*queues(queued), *rows]


@router.callback_query(Pressed("progress", "show"))
async def show_the_progress(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show a task in numbers, as wide as one sees."""
    campaign = await progress_desk.campaign_of(db, numbers[0] if numbers else 0)
    view = progress_desk.widest(person, campaign)
    shown = await progress_desk.shown(db, await progress.asked(db, person, campaign, view, now))
    if not shown.total.of(Share.ALL):
        raise Refusal("Nobody in your area has to do this task.")
    return say(*progress_cards.view_card(shown), private=True)


@router.callback_query(Pressed("progress", "open"))
async def open_a_view(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one place, level or unit of it, as narrow as was asked."""
    view, page = viewed(numbers[:6]), [*numbers[6:], 0][0]
    asked = await progress_desk.asked(db, person, view, now)
    shown = await progress_desk.shown(db, asked, page)
    over = pages.page_words(shown.at, shown.many) if numbers[6:] else ""
    return change(*progress_cards.view_card(shown), over)


@router.callback_query(Pressed("progress", "list"))
async def list_the_people(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """List the people behind a number."""
    view, page = viewed(numbers[:6]), [*numbers[6:], 0][0]
    asked = await progress_desk.asked(db, person, view, now)
    count = (await progress.total(db, asked)).of(Share.ALL)
    page = min(page, pages.pages_of(count) - 1)
    listed = Listed(
        campaign=asked.campaign,
        view=view,
        place=await progress_desk.place(db, asked),
        owings=await progress_desk.owings(db, asked, pages.PAGE, page * pages.PAGE),
        count=count,
        page=page,
    )
    return change(*progress_lists.list_card(listed))


@router.callback_query(Pressed("progress", "person"))
async def show_a_person(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show how one person stands, what is behind it, and what he was told."""
    number, whose = (*numbers, 0, 0)[:2]
    campaign = await progress_desk.campaign_of(db, number)
    owing = await progress_desk.owing_of(db, person, campaign, whose, now)
    seen = await _seen(db, person, campaign, owing)
    return say(*progress_people.person_card(seen), private=True)


async def _seen(db: AsyncConnection, reader: Person, campaign: Campaign, owing: Owing) -> Seen:
    """Load what is behind it; of the households those the reader may see."""
    visible = await scope.visible(db, reader, [it.id for it in owing.items])
    found = await trails.of_people(db, campaign.number, [owing.person_id])
    told = found.get(owing.person_id, [])
    marks = await campaign_marks.of_campaign(db, campaign.number, [owing.person_id])
    decides = may_act(reader, owing, campaign)
    return Seen(
        campaign=campaign,
        owing=owing,
        area=await areas.name_of(db, owing.area_code) if owing.area_code else "",
        items=[it for it in owing.items if it.id in visible],
        marks=marks if decides else [replace(it, words="") for it in marks],
        told=told,
        names=await people.names(db, {it.by_id for it in told if it.by_id}),
        may_act=decides and progress_desk.may_nudge(reader, campaign),
    )


@router.callback_query(Pressed("progress", "picture"))
async def take_the_picture(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Send a view as a picture without names, to show in a meeting."""
    asked = await progress_desk.asked(db, person, viewed(numbers), now)
    picture = progress_cards.bars(await progress_desk.shown(db, asked))
    return Reply(messages=(picture,), toast=COMING)


@router.callback_query(Pressed("progress", "sheet"))
async def take_the_sheet(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Send the people of a view as a sheet; that it was taken is written down."""
    asked = await progress_desk.asked(db, person, replace(viewed(numbers), share=Share.ALL), now)
    await audit.write(db, person.id, "campaign.sheet", f"campaign:{asked.campaign.number}", now)
    return Reply(messages=(progress_sheets.message(person, asked.view, now),), toast=COMING)
