"""The trail of a campaign (提醒记录): who was told what, when, and whether it came."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import pages, progress_desk, trail_cards
from bot.filters import HasRole, Pressed, StandsIn
from bot.progress_desk import viewed
from bot.replies import Reply, change, say
from bot.trail_cards import LINES, Trail
from domain.campaigns import Campaign
from domain.people import Person
from domain.progress import VIEWERS
from storage import people, progress, trails

router = Router(name="trails")
router.callback_query.filter(HasRole(*VIEWERS), StandsIn())


@router.callback_query(Pressed("progress", "trail"))
async def show_the_trail(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show who was told what about a task, as wide as one sees."""
    campaign = await progress_desk.campaign_of(db, numbers[0] if numbers else 0)
    view = progress_desk.widest(person, campaign)
    asked = await progress.asked(db, person, campaign, view, now)
    call = ("trail", "list", *map(str, view.numbers))
    card = await _page(db, campaign, trails.of_view(asked), 0, call)
    return say(*card[:2], private=True)


@router.callback_query(Pressed("trail", "list"))
async def turn_the_pages(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show the trail of a view, and turn its pages."""
    view, page = viewed(numbers[:6]), [*numbers[6:], 0][0]
    asked = await progress_desk.asked(db, person, view, now)
    call = ("trail", "list", *map(str, view.numbers))
    card = await _page(db, asked.campaign, trails.of_view(asked), page, call)
    return change(*card) if numbers[6:] else say(*card[:2], private=True)


@router.callback_query(Pressed("trail", "of"))
async def show_what_somebody_was_told(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show what one person was told about a task."""
    number, whose, page = (*numbers, 0, 0, 0)[:3]
    campaign = await progress_desk.campaign_of(db, number)
    owing = await progress_desk.owing_of(db, person, campaign, whose, now)
    wanted, call = trails.of_person(number, whose), ("trail", "of", str(number), str(whose))
    card = await _page(db, campaign, wanted, page, call, owing.name)
    return change(*card) if numbers[2:] else say(*card[:2], private=True)


async def _page(  # noqa: PLR0913  # a page of some tellings of a campaign
    db: AsyncConnection,
    campaign: Campaign,
    wanted: trails.Wanted,
    page: int,
    call: tuple[str, ...],
    name: str = "",
) -> trail_cards.Card:
    count = await trails.count(db, wanted)
    page = min(page, pages.pages_of(count, LINES) - 1)
    told = await trails.page(db, wanted, LINES, page * LINES)
    names = await people.names(db, {it.by_id for it in told if it.by_id})
    trail = Trail(campaign=campaign, told=told, count=count, names=names, name=name)
    return trail_cards.card(trail, page, call)
