"""What the screens of progress have in common: the view asked for, as its reader may see it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.progress_cards import LEVELS, NONE, Shown
from domain.areas import contains
from domain.campaigns import Campaign, Criterion, Owing, State
from domain.people import Person, Role
from domain.progress import NOWHERE, OF_AREAS, Count, Share, View, view_of
from domain.refusals import Joined, Refusal, Text
from domain.rises import OFFICES, READERS
from storage import areas, campaigns, criteria, progress
from storage.progress import Asked, Counted


async def campaign_of(db: AsyncConnection, number: int) -> Campaign:
    """Load a campaign that has begun.

    Raises:
        Refusal: there is none of this number.
    """
    campaign = await campaigns.by_number(db, number)
    if campaign is None or campaign.state is State.DRAFT:
        raise Refusal("This task is not in your area.")
    return campaign


def viewed(numbers: tuple[int, ...]) -> View:
    """Read the view a button asks for.

    Raises:
        Refusal: nobody writes such buttons any more.
    """
    view = view_of(numbers)
    if view is None:
        raise Refusal("This button is no longer understood. Please open 📊 Progress again.")
    return view


def widest(person: Person, campaign: Campaign) -> View:
    """Give the view with which somebody begins: what he sees of the campaign's area."""
    own, given = person.areas(OF_AREAS), campaign.area_code
    if Role.ADMIN in person.roles or any(contains(it, given) for it in own):
        return View(campaign=campaign.number, area_code=given)
    is_one = len(own) == 1 and Role.UNIT_MANAGER not in person.roles
    return View(campaign=campaign.number, area_code=own[0] if is_one else "")


async def asked(db: AsyncConnection, person: Person, view: View, now: datetime) -> Asked:
    """Load what a view is about.

    Raises:
        Refusal: there is no such campaign.
    """
    campaign = await campaign_of(db, view.campaign)
    return await progress.asked(db, person, campaign, view, now)


async def shown(db: AsyncConnection, asked: Asked, page: int = 0) -> Shown:
    """Count a view and its parts."""
    person, view = asked.person, asked.view
    whole = replace(asked, view=replace(view, share=Share.ALL))
    is_read = asked.campaign.criterion is Criterion.ACKNOWLEDGED and view.level is None
    levels = await progress.levels(db, whole) if is_read else {}
    parts = await progress.parts(db, whole)
    return Shown(
        campaign=asked.campaign,
        view=view,
        place=await place(db, asked),
        total=_sum(parts) if parts else await progress.total(db, whole),
        parts=parts,
        levels=levels if len(levels) > 1 else {},
        own=progress.own_areas(person),
        may_nudge=may_nudge(person, asked.campaign) and asks_all(person, view),
        page=page,
    )


def may_nudge(person: Person, campaign: Campaign) -> bool:
    """Tell whether somebody may ask people of a campaign again."""
    return campaign.state is State.RUNNING and not READERS.isdisjoint(person.roles)


def asks_all(person: Person, view: View) -> bool:
    """Tell whether all whom somebody sees of a view are under him, and he does not only look."""
    if Role.ADMIN in person.roles:
        return True
    code, offices = view.area_code, person.areas(OFFICES)
    sees = [it for it in person.areas(OF_AREAS) if it.startswith(code) or code.startswith(it)]
    return all(any(contains(it, max(one, code, key=len)) for it in offices) for one in sees)


def _sum(parts: Iterable[Counted]) -> Count:
    return sum((it.count for it in parts), Count())


async def place(db: AsyncConnection, asked: Asked) -> Text:
    """Name the place, level and unit a view is about."""
    view = asked.view
    level = LEVELS[view.level] if view.level else ""
    area = await areas.name_of(db, view.area_code) if view.area_code else Text("All areas")
    unit = (asked.unit or NONE) if view.unit else ""
    return Joined([NONE if view.area_code == NOWHERE else area, level, unit], by=" · ")


async def owings(db: AsyncConnection, asked: Asked, most: int, offset: int = 0) -> list[Owing]:
    """List the people of a view as they stand: what is due first first, then by name."""
    found = await progress.people(db, asked, most, offset)
    owed = await criteria.owing(db, asked.campaign, asked.now, found)
    by_id = {it.person_id: it for it in owed}
    return [by_id[it] for it in found if it in by_id]


async def owing_of(
    db: AsyncConnection, person: Person, campaign: Campaign, number: int, now: datetime
) -> Owing:
    """Load how one person of a campaign stands, if he may be seen.

    Raises:
        Refusal: he is not in it any more, or not for this reader.
    """
    found = await criteria.owing(db, campaign, now, [number])
    if not found or not await progress.may_see(db, person, campaign, number, now):
        raise Refusal("This person is not in your area, or not in this task any more.")
    return found[0]
