"""What the screens of cases in numbers have in common: the view asked for, and its counts."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.case_view_cards import Shown
from domain.case_views import VIEWERS, Standing, View, view_of
from domain.people import Person
from domain.refusals import Refusal
from storage import areas, case_views, ladders


def asked(numbers: tuple[int, ...]) -> View:
    """Read the view a button asks for.

    Raises:
        Refusal: nobody writes such buttons any more.
    """
    view = view_of(numbers)
    if view is None:
        raise Refusal("This button is no longer understood. Please open the ledger again.")
    return view


async def shown(db: AsyncConnection, person: Person, view: View, now: datetime) -> Shown:
    """Count a view and its parts."""
    ladder = await ladders.on(db, view.kind, now)
    parts = await case_views.parts(db, person, view, now)
    if not view.counts_places:
        parts = [replace(it, name=ladder.topic(it.key)) for it in parts]
    return Shown(
        view=view,
        area=await areas.name_of(db, view.area_code),
        topic=await case_views.topic_name(db, view, ladder),
        total=await case_views.total(db, person, replace(view, standing=Standing.ANY), now),
        parts=parts,
        own=person.areas(VIEWERS),
    )
