"""Periods of duties that come back: the campaign that each month or quarter begins (DOMAIN §5)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from domain.calendar import (
    NO_OVERRIDES,
    SHANGHAI,
    local_day,
    working_day_by,
    working_day_from,
)
from domain.campaign_events import closes_at, opens_at
from domain.campaigns import Campaign, Every, Recurrence, State
from domain.duties import DUE_TIME, month_after, month_before
from domain.recurrences import is_shipped
from domain.worktime import Calendar

Overrides = Mapping[date, bool]
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}


def first_day(every: Every, day: date) -> date:
    """Give the first day of the period a day lies in."""
    return date(day.year, day.month - (day.month - 1) % MONTHS[every], 1)


def following(every: Every, first: date) -> date:
    """Give the first day of the period after one."""
    for _ in range(MONTHS[every]):
        first = month_after(first)
    return first


def _following_number(every: Every, number: int) -> date:
    return following(every, first_day(every, date(number // 100, number % 100, 1)))


def number_of(first: date) -> int:
    """Name a period by its first month: year times 100 plus month."""
    return first.year * 100 + first.month


def due_on(recurrence: Recurrence, first: date, overrides: Overrides = NO_OVERRIDES) -> date:
    """Give the due day of a period: of its last month, on a rest day the working day before.

    It never lies before the day on which the period opens.
    """
    opens_on = opening(recurrence, first)
    last_month = month_before(following(recurrence.every, first))
    wished = max(_day_of(last_month, recurrence.due_day), opens_on)
    before = working_day_by(wished, overrides)
    return before if before >= opens_on else working_day_from(wished, overrides)


def opening(recurrence: Recurrence, first: date) -> date:
    """Give the day of its first month with which a period begins."""
    return _day_of(first, recurrence.opens_day)


def _day_of(month: date, day: int) -> date:
    length = (month_after(month) - month.replace(day=1)).days
    return month.replace(day=min(day, length))


def campaign_of(
    recurrence: Recurrence, first: date, now: datetime, overrides: Overrides = NO_OVERRIDES
) -> Campaign:
    """Make the campaign with which a period begins."""
    day = due_on(recurrence, first, overrides)
    return Campaign(
        title=recurrence.title,
        what=recurrence.what,
        criterion=recurrence.criterion,
        audience=recurrence.audience,
        area_code=recurrence.area_code,
        owner_id=recurrence.owner_id,
        opens_on=opening(recurrence, first),
        due_at=datetime.combine(day, DUE_TIME, SHANGHAI),
        days_before=recurrence.days_before,
        days_after=recurrence.days_after,
        rises=recurrence.rises,
        is_loud=recurrence.is_loud,
        state=State.RUNNING,
        recurrence=recurrence.name,
        period=number_of(first),
        set_at=now,
    )


def to_begin(
    recurrence: Recurrence, last: int | None, now: datetime, overrides: Overrides = NO_OVERRIDES
) -> list[Campaign]:
    """List the campaigns that are to begin now; `last` is the newest period that has begun.

    What is on from the start begins in the middle of its first period; one that was made of a
    campaign waits for that. A change holds from the next period on. Periods that went by unnoticed
    begin while they can be made up for.
    """
    if not recurrence.is_on or (last is None and not is_shipped(recurrence)):
        return []
    made = (
        campaign_of(recurrence, it, now, overrides) for it in _open_ones(recurrence, last, now)
    )
    return [_looked_at(it, now) for it in made if _begins(recurrence, it, last, now)]


def _open_ones(recurrence: Recurrence, last: int | None, now: datetime) -> Iterator[date]:
    """Go through the periods that have opened since the last one, only the newest without one."""
    today = local_day(now)
    first = first_day(recurrence.every, today)
    if opening(recurrence, first) > today:
        first = first_day(recurrence.every, month_before(first))
    if last is not None:
        newest, first = first, _following_number(recurrence.every, last)
        while first < newest:
            yield first
            first = following(recurrence.every, first)
        if first > newest:
            return
    yield first


def _begins(recurrence: Recurrence, it: Campaign, last: int | None, now: datetime) -> bool:
    if recurrence.set_at is not None and it.opens_on < local_day(recurrence.set_at):
        return False
    return now < (it.due_at if last is None else closes_at(it.due_at, Calendar()))


def _looked_at(it: Campaign, now: datetime) -> Campaign:
    """Let the sweep look from today on, or from the due date on when that is past."""
    today = datetime.combine(local_day(now), time(), SHANGHAI)
    return replace(it, next_at=max(opens_at(it), min(today, it.due_at)))


def next_opening(recurrence: Recurrence, now: datetime) -> date:
    """Give the first day of the next period that has not opened yet."""
    first = first_day(recurrence.every, local_day(now))
    while opening(recurrence, first) <= local_day(now):
        first = following(recurrence.every, first)
    return first
