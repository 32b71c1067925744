"""Why somebody is in a campaign, down to the records: duties, unit, households."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.campaigns import Campaign
from domain.people import Duty, Person, Role
from storage import audiences
from storage.campaign_homes import homes_of
from storage.campaign_people import BY_HOUSEHOLDS
from storage.tables import PairingRow


@dataclass(frozen=True, kw_only=True)
class Home:
    """A household somebody answers for; `since_on` is when he was paired, None for a village's."""

    household_id: int
    head_name: str
    area_code: str
    since_on: date | None


@dataclass(frozen=True, kw_only=True)
class Why:
    """By what somebody is in a campaign: duties, unit ("" where it is for all), households."""

    duties: tuple[Duty, ...]
    unit: str
    homes: tuple[Home, ...]


async def why(db: AsyncConnection, person: Person, campaign: Campaign) -> Why:
    """Return the records by which somebody is in a campaign."""
    codes = audiences.codes_of(campaign.audience, campaign.area_code)
    duties = [
        it
        for it in person.duties
        if it.role in campaign.audience.roles
        and (it.role is Role.HELPER or any(it.area_code.startswith(code) for code in codes))
    ]
    return Why(
        duties=tuple(duties),
        unit=person.unit if campaign.audience.units else "",
        homes=await _homes(db, person, campaign),
    )


async def _homes(db: AsyncConnection, person: Person, campaign: Campaign) -> tuple[Home, ...]:
    if campaign.criterion not in BY_HOUSEHOLDS:
        return ()
    homes = homes_of(campaign, [person.id]).subquery()
    paired = and_(
        PairingRow.household_id == homes.c.household_id,
        PairingRow.person_id == homes.c.person_id,
        PairingRow.until_on.is_(None),
    )
    wanted = select(homes, PairingRow.since_on).select_from(homes.outerjoin(PairingRow, paired))
    rows = await db.execute(wanted.order_by(homes.c.head_name, homes.c.household_id))
    return tuple(
        Home(
            household_id=row.household_id,
            head_name=row.head_name,
            area_code=row.area_code,
            since_on=row.since_on,
        )
        for row in rows
    )
