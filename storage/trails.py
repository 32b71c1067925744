"""Trails, page by page: who was told what about a campaign, of the people somebody may see."""

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.areas import Level
from domain.campaigns import Audience
from domain.people import Role
from domain.progress import NOWHERE, OF_AREAS
from storage import audiences
from storage.progress import Asked
from storage.tables import PersonRow, TellingRow
from storage.tellings import Telling, telling_of

Wanted = ColumnElement[bool]


def of_view(asked: Asked) -> Wanted:
    """Limit tellings to the people of a view, and to officers there whom a miss was shown."""
    who, wanted = asked.who()
    theirs = TellingRow.person_id.in_(select(who.c.person_id).where(wanted))
    about = TellingRow.campaign_id == asked.campaign.number
    return or_(and_(about, theirs), shown_a_miss(asked))


def shown_a_miss(asked: Asked) -> Wanted:
    """Limit tellings to officers of a view's place whom a miss was shown."""
    view, own = asked.view, asked.person.areas(OF_AREAS)
    if Role.ADMIN in asked.person.roles:
        own = ("",)
    if not own or view.unit or view.level or view.area_code == NOWHERE:
        return false()
    is_own = any(view.area_code.startswith(it) for it in own)
    audience = Audience(
        roles=frozenset(Role), area_codes=(view.area_code,) if is_own else tuple(own)
    )
    there = select(PersonRow.id).where(audiences.belongs(audience, ""))
    rises = or_(*[TellingRow.event.startswith(f"{it}@") for it in Level])
    about = TellingRow.campaign_id == asked.campaign.number
    return and_(about, rises, TellingRow.person_id.in_(there))


def shown_a_miss_besides(asked: Asked) -> Wanted:
    """Limit tellings to officers whom a miss was shown and who are not among a view's people."""
    who, wanted = asked.who()
    theirs = select(who.c.person_id).where(wanted)
    return and_(shown_a_miss(asked), TellingRow.person_id.not_in(theirs))


def of_person(campaign: int, person_id: int) -> Wanted:
    """Limit tellings to what one person was told about a campaign."""
    return and_(TellingRow.campaign_id == campaign, TellingRow.person_id == person_id)


async def count(db: AsyncConnection, wanted: Wanted) -> int:
    """Count some tellings."""
    return await db.scalar(select(func.count()).select_from(TellingRow).where(wanted)) or 0


async def page(db: AsyncConnection, wanted: Wanted, most: int, offset: int = 0) -> list[Telling]:
    """List some tellings, the newest first."""
    newest = TellingRow.at.desc(), TellingRow.event, TellingRow.person_id
    found = (
        select(TellingRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == TellingRow.person_id)
        .where(wanted)
        .order_by(*newest)
        .limit(most)
        .offset(offset)
    )
    return [telling_of(row) for row in await db.execute(found)]


async def of_people(
    db: AsyncConnection, campaign: int, person_ids: list[int]
) -> dict[int, list[Telling]]:
    """List what some people were told about a campaign, by person, the oldest first."""
    here = and_(TellingRow.campaign_id == campaign, TellingRow.person_id.in_(person_ids))
    found: dict[int, list[Telling]] = {}
    for it in reversed(await page(db, here, MOST_AT_ONCE)):
        found.setdefault(it.person_id, []).append(it)
    return found


MOST_AT_ONCE = 10_000
"""More than a page of people was ever told about one campaign."""
