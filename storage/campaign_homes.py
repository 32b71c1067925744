"""The households that each person of a campaign answers for, in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, select, union

from domain.calendar import local_day
from domain.campaign_events import paired_by
from domain.campaigns import Audience, Campaign, Criterion
from domain.people import RESIDENTS, Role, State
from storage import muted
from storage.audiences import codes_of, inside
from storage.tables import DutyRow, HouseholdRow, PairingRow, PersonRow

OF_VILLAGES = RESIDENTS | {Role.INFORMATION_OFFICER}
"""Whose households are those of the village he works in; a helper's are those paired with him."""
Ids = Sequence[int] | BindParameter[int] | None
"""These people only; None for everybody."""
GIVEN: BindParameter[int] = bindparam("ids", expanding=True)
"""People who are named when the statement is executed, as `ids`."""


def among(column: Any, ids: Ids) -> list[ColumnElement[bool]]:
    """Limit a column to some people."""
    if ids is None:
        return []
    return [column.in_(ids if isinstance(ids, BindParameter) else list(ids))]


def homes_of(campaign: Campaign, ids: Ids) -> Select[Any]:
    """Select the households each person of a campaign answers for; muted ones are left out."""
    audience, codes = campaign.audience, codes_of(campaign.audience, campaign.area_code)
    parts = []
    if Role.HELPER in audience.roles:
        parts.append(_paired(campaign, ids))
    if campaign.criterion is not Criterion.VISITED and audience.roles & OF_VILLAGES:
        parts.append(_of_village(audience, ids))
    last = local_day(campaign.due_at)
    resting = muted.is_muted(HouseholdRow.id, paired_by(campaign), last)
    limited = [it.where(inside(HouseholdRow.area_code, codes), ~resting) for it in parts]
    both = union(*limited).subquery() if len(limited) > 1 else None
    return select(both) if both is not None else (limited or [_nobody()])[0]


def _home(person_id: Any) -> Select[Any]:
    return select(
        person_id.label("person_id"),
        HouseholdRow.id.label("household_id"),
        HouseholdRow.head_name,
        HouseholdRow.area_code,
    )


def _nobody() -> Select[Any]:
    return _home(PairingRow.person_id).join(PairingRow).where(PairingRow.id.is_(None))


def _paired(campaign: Campaign, ids: Ids) -> Select[Any]:
    """Whoever is paired later than a week before the due date owes it the next time."""
    is_helper = exists().where(
        DutyRow.person_id == PairingRow.person_id, DutyRow.role == Role.HELPER
    )
    return (
        _home(PairingRow.person_id)
        .join(PairingRow, PairingRow.household_id == HouseholdRow.id)
        .where(PairingRow.until_on.is_(None), PairingRow.since_on <= paired_by(campaign))
        .where(is_helper, *among(PairingRow.person_id, ids))
    )


def _of_village(audience: Audience, ids: Ids) -> Select[Any]:
    wanted = DutyRow.role.in_(sorted(audience.roles & OF_VILLAGES))
    return (
        _home(DutyRow.person_id)
        .join(DutyRow, DutyRow.area_code == HouseholdRow.area_code)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(wanted, PersonRow.state == State.ACTIVE, *among(DutyRow.person_id, ids))
    )
