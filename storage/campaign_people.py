"""Who is in a campaign, with what was decided about him and when it is due for him, in SQL."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Subquery, case, exists, func, select
from sqlalchemy.orm import aliased

from domain.campaigns import Campaign, Criterion, Mark
from domain.people import Role
from storage import audiences
from storage.audiences import codes_of, inside
from storage.campaign_dues import Dues
from storage.campaign_homes import Ids, among
from storage.tables import CampaignMarkRow, DutyRow, HouseholdRow, PairingRow, PersonRow

BY_HOUSEHOLDS = frozenset(
    {Criterion.VISITED, Criterion.VERIFIED, Criterion.HAVES, Criterion.HANDBOOK}
)
"""Criteria that are answered household by household."""
SAID = Mark.CONFIRMED, Mark.HANDED_IN
Holder = aliased(PersonRow)


def people_of(campaign: Campaign, dues: Dues, ids: Ids, homes: CTE | None) -> CTE:
    """Select everybody of a campaign; reach is that of whoever is to do it.

    `homes` are the households they answer for, where it goes by households.
    """
    last, said = _last_marks(campaign, ids), _said(campaign, ids)
    extended, taken = aliased(CampaignMarkRow), aliased(CampaignMarkRow)
    area_code, source, conditions = _who(campaign, ids, homes)
    joined = (
        source.outerjoin(last, last.c.person_id == PersonRow.id)
        .outerjoin(said, said.c.person_id == PersonRow.id)
        .outerjoin(extended, extended.id == last.c.extended_id)
        .outerjoin(taken, taken.id == last.c.taken_id)
        .join(Holder, Holder.id == func.coalesce(taken.by_id, PersonRow.id))
    )
    who = (
        select(
            PersonRow.id.label("person_id"),
            PersonRow.name,
            PersonRow.unit,
            area_code.label("area_code"),
            case((PersonRow.telegram_id.is_not(None), PersonRow.bound_at)).label("registered_at"),
            Holder.state,
            Holder.telegram_id,
            Holder.bound_at,
            Holder.unreachable_at,
            taken.by_id.label("taken_by"),
            extended.until_at,
            extended.at.label("extended_at"),
            said.c.said_at,
            (last.c.checked_id > func.coalesce(last.c.sent_back_id, 0)).label("is_checked"),
            (last.c.excused_id > func.coalesce(last.c.extended_id, 0)).label("is_excused"),
        )
        .select_from(joined)
        .where(*conditions)
        .subquery()
    )
    own = dues.own(who.c.area_code)
    extra = dues.extended(who.c.area_code, who.c.until_at, who.c.extended_at)
    return select(who, case((extra > own, extra), else_=own).label("due_at")).cte()


def _who(
    campaign: Campaign, ids: Ids, homes: CTE | None
) -> tuple[Any, Any, list[ColumnElement[bool]]]:
    """Give where somebody works, what to select from, and who is in it.

    Closed accounts are only where households are still paired with them.
    """
    table: Any = PersonRow.__table__
    chosen = among(PersonRow.id, ids)
    if homes is None:
        belongs = audiences.belongs(campaign.audience, campaign.area_code)
        return _area_code(campaign), table, [belongs, *chosen]
    lowest = func.min(homes.c.area_code).label("area_code")
    by_person = select(homes.c.person_id, lowest).group_by(homes.c.person_id).subquery()
    source = table.join(by_person, by_person.c.person_id == PersonRow.id)
    return by_person.c.area_code, source, [audiences.of_unit(campaign.audience), *chosen]


def _area_code(campaign: Campaign) -> ColumnElement[str]:
    audience, codes = campaign.audience, codes_of(campaign.audience, campaign.area_code)
    held = DutyRow.person_id == PersonRow.id, DutyRow.role.in_(sorted(audience.roles))
    duty = select(func.min(DutyRow.area_code)).where(*held, inside(DutyRow.area_code, codes))
    found = [duty.correlate(PersonRow).scalar_subquery()]
    if Role.HELPER in audience.roles:
        open_pairing = PairingRow.person_id == PersonRow.id, PairingRow.until_on.is_(None)
        home = select(func.min(HouseholdRow.area_code)).join(
            PairingRow, PairingRow.household_id == HouseholdRow.id
        )
        here = home.where(*open_pairing, inside(HouseholdRow.area_code, codes))
        found.insert(0, here.correlate(PersonRow).scalar_subquery())
    return func.coalesce(*found, "")


def _last_marks(campaign: Campaign, ids: Ids) -> Subquery:
    """Of each kind of decision the last one about each person."""
    row = CampaignMarkRow
    kinds = {
        "extended_id": Mark.EXTENDED,
        "excused_id": Mark.EXCUSED,
        "taken_id": Mark.TAKEN_OVER,
        "sent_back_id": Mark.SENT_BACK,
        "checked_id": Mark.CHECKED,
    }
    newest = [func.max(case((row.mark == it, row.id))).label(name) for name, it in kinds.items()]
    wanted = select(row.person_id, *newest).where(row.campaign_id == campaign.number)
    return wanted.where(*among(row.person_id, ids)).group_by(row.person_id).subquery()


def _said(campaign: Campaign, ids: Ids) -> Subquery:
    """When somebody said first that it is done, since it was sent back last."""
    row, later = CampaignMarkRow, aliased(CampaignMarkRow)
    sent_back = exists().where(
        later.campaign_id == row.campaign_id,
        later.person_id == row.person_id,
        later.mark == Mark.SENT_BACK,
        later.id > row.id,
    )
    here = row.campaign_id == campaign.number, row.mark.in_(SAID)
    wanted = select(row.person_id, func.min(row.at).label("said_at")).where(*here, ~sent_back)
    return wanted.where(*among(row.person_id, ids)).group_by(row.person_id).subquery()
