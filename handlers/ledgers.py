"""Taking cases along: the ledger as a sheet, a picture for the meeting, a map of what goes on."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_ledgers, case_pictures
from bot.case_viewing import asked, shown
from bot.filters import HasRole, Pressed
from bot.replies import Reply, toast
from domain.case_views import VIEWERS, Standing
from domain.people import Person
from domain.refusals import Text
from storage import audit, case_views
from storage import case_ledgers as stored

router = Router(name="ledgers")
router.callback_query.filter(HasRole(*VIEWERS))

_COMING = Text("It is being made and comes in a moment.")


@router.callback_query(Pressed("view", "sheet"))
async def take_the_ledger(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Send the cases of a view as a sheet; that it was taken is written down."""
    view = asked(numbers)
    await audit.write(db, person.id, f"ledger.{view.kind}", f"area:{view.area_code}", now)
    return Reply(messages=(case_ledgers.message(person, view, now),), toast=_COMING)


@router.callback_query(Pressed("view", "picture"))
async def take_the_picture(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Send a view as a picture without names, to show in a meeting."""
    picture = case_pictures.bars(await shown(db, person, asked(numbers), now))
    return Reply(messages=(picture,), toast=_COMING)


@router.callback_query(Pressed("view", "map"))
async def take_the_map(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Send a sketch map of the households whose cases go on."""
    view = replace(asked(numbers), standing=Standing.GOING_ON)
    wanted = await case_views.condition(db, person, view, now)
    spots = await stored.spots(db, wanted, case_pictures.MOST_SPOTS)
    if not spots:
        return toast(Text("No case that goes on here has a household with coordinates."))
    return Reply(messages=(case_pictures.sketch(spots, now),), toast=_COMING)
