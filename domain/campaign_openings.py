"""What is said of a campaign on the day it opens: a reminder so many days before it is due."""

from collections.abc import Mapping
from dataclasses import replace
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


def moved_opening(
    campaign: Campaign, opens_on: date, due_on: date | None = None
) -> tuple[int, ...]:
    """Let what is said when it opens be said on another day, of another due date if wished."""
    if not speaks_when_it_opens(campaign):
        return campaign.days_before
    once = {opening(campaign.opens_on, local_day(campaign.due_at))} - set(DAYS_BEFORE)
    first = opening(opens_on, due_on or local_day(campaign.due_at))
    return tuple(sorted({*campaign.days_before} - once | {first}, reverse=True))


def opened_by(campaign: Campaign, today: date) -> Campaign:
    """Give a campaign as it would begin today: it opens now at the earliest, and says so."""
    opens_on = max(campaign.opens_on, today)
    return replace(campaign, opens_on=opens_on, days_before=moved_opening(campaign, opens_on))
