"""Where somebody checks in because he took visits over (🙋 我来办)."""

from sqlalchemy import exists, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.campaigns import Criterion, Mark, State
from domain.checkins import Place
from domain.people import Person
from domain.rises import OFFICES
from storage import pairings
from storage.scope import seen_by
from storage.tables import CampaignMarkRow, CampaignRow, HouseholdRow, PairingRow


async def places_of(db: AsyncConnection, person: Person) -> list[Place]:
    """List the households of visits that somebody of an office does in others' place."""
    if person.roles.isdisjoint(OFFICES):
        return []
    mark, later, taken = CampaignMarkRow, aliased(CampaignMarkRow), f"'{Mark.TAKEN_OVER}'"
    is_over = exists().where(
        later.campaign_id == mark.campaign_id,
        later.person_id == mark.person_id,
        later.mark == Mark.TAKEN_OVER,
        later.id > mark.id,
    )
    columns = HouseholdRow.head_name, HouseholdRow.area_code, HouseholdRow.point_sealed
    wanted = (
        select(HouseholdRow.id, *columns)
        .join(PairingRow, PairingRow.household_id == HouseholdRow.id)
        .join(mark, mark.person_id == PairingRow.person_id)
        .join(CampaignRow, CampaignRow.id == mark.campaign_id)
        .where(mark.by_id == person.id, mark.mark == literal_column(taken), ~is_over)
        .where(CampaignRow.state == State.RUNNING, CampaignRow.criterion == Criterion.VISITED)
        .where(PairingRow.until_on.is_(None), seen_by(person))
        .distinct()
        .order_by(HouseholdRow.head_name)
    )
    return [pairings.household_place(db, row) for row in await db.execute(wanted)]
