"""What is said of a campaign on the day it opens: a reminder so many days before it is due."""

from collections.abc import Mapping
from datetime import date

from domain.calendar import NO_OVERRIDES, local_day, working_day_from
from domain.campaigns import DAYS_BEFORE, Campaign, Criterion


def opening(opens_on: date, due_on: date, overrides: Mapping[date, bool] = NO_OVERRIDES) -> int:
    """Give how many days before the due date the first working day lies."""
    return max(0, (due_on - working_day_from(opens_on, overrides)).days)


def speaks_when_it_opens(campaign: Campaign) -> bool:
    """Tell whether people are told on the first day; a usual reminder may fall on it by chance."""
    first = opening(campaign.opens_on, local_day(campaign.due_at))
    is_meant = campaign.criterion is Criterion.ACKNOWLEDGED or first not in DAYS_BEFORE
    return is_meant and first in campaign.days_before


def moved_opening(campaign: Campaign, opens_on: date) -> tuple[int, ...]:
    """Let what is said when it opens be said on another day."""
    if not speaks_when_it_opens(campaign):
        return campaign.days_before
    due_on = local_day(campaign.due_at)
    once = {opening(campaign.opens_on, due_on)} - set(DAYS_BEFORE)
    days = {*campaign.days_before, opening(opens_on, due_on)} - once
    return tuple(sorted(days | {opening(opens_on, due_on)}, reverse=True))
