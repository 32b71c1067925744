"""What offices make of campaigns: beginning, changing, extending, cancelling, copying one.

Each returns the campaign's next version or refuses; whom it concerns is asked of the records.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.calendar import SHANGHAI, local_day, working_day_by
from domain.campaign_criteria import check_criterion
from domain.campaign_events import opens_at
from domain.campaign_openings import moved_opening, opened_by
from domain.campaigns import Campaign, Recurrence, State
from domain.people import Person, Role
from domain.refusals import Refusal

LONGEST_TITLE, LONGEST_TASK = 40, 600
FARTHEST = timedelta(days=400)
"""A due date beyond is taken for a slip of the finger."""
DUE_TIME = time(18)
DISTRICT_DIGITS = 6
GIVERS = frozenset({Role.TOWN_STATION, Role.DISTRICT_OFFICE})
MAKERS = GIVERS | {Role.ADMIN}
"""Who gives campaigns: town stations and district offices within their areas, administrators."""
TOLD_OF = ("title", "what", "criterion", "due_at")
"""What those who still owe it hear of when it changes; the rest is the office's business."""
CHANGEABLE = (*TOLD_OF, "audience", "opens_on", "days_before", "days_after", "rises", "is_loud")


def codes_of(person: Person) -> tuple[str, ...]:
    """List the areas in which somebody gives campaigns; "" stands for everywhere."""
    return ("",) if Role.ADMIN in person.roles else person.areas(GIVERS)


def may_manage(person: Person, campaign: Campaign | Recurrence) -> bool:
    """Tell whether it is of somebody's office or one below; district offices keep what is of all.

    The bot begins by itself what is of all.
    """
    codes = codes_of(person)
    is_of_all = not campaign.area_code and any(len(it) <= DISTRICT_DIGITS for it in codes)
    return is_of_all or any(campaign.area_code.startswith(it) for it in codes)


def worded(written: Any, most: int) -> str:
    """Take typed words of a campaign, without empty lines.

    Raises:
        Refusal: they were spoken or are too long.
    """
    if not isinstance(written, str):
        raise Refusal("Please type it: many people will read it.")
    lines = (" ".join(line.split()) for line in written.split("\n"))
    words = "\n".join(line for line in lines if line)
    if len(words) > most:
        raise Refusal(
            "This is {length} characters long; up to {most} fit here. "
            "Please send it shorter, the main thing first.",
            length=len(words),
            most=most,
        )
    return words


def due_at(day: date, hour: time) -> datetime:
    """Give the instant of a day and a time in Shanghai."""
    return datetime.combine(day, hour, SHANGHAI)


def check_dates(opens_on: date, due: datetime, now: datetime) -> None:
    """Make sure that something can be done between these dates.

    Raises:
        Refusal: it would be due before it opens, or is due already, or far away.
    """
    if due <= now:
        raise Refusal("This time is over already. Please choose a later one.")
    if local_day(due) < opens_on:
        raise Refusal(
            "It would be due before it opens on {day}. Please choose a later day.", day=opens_on
        )
    if due > now + FARTHEST:
        raise Refusal("This is more than a year away. Please check the year.")


def check_audience(campaign: Campaign, count: int) -> None:
    """Make sure that there is somebody to do it.

    Raises:
        Refusal: there is nobody, or the records do not know of them.
    """
    check_criterion(campaign.criterion, campaign.audience.roles)
    if not count:
        raise Refusal("Nobody is in this audience. Please choose other roles, areas or units.")


def begin(campaign: Campaign, count: int, now: datetime) -> Campaign:
    """Let a draft run; one that lay for some days opens today.

    Raises:
        Refusal: it runs or is over already, or its dates or audience make no sense any more.
    """
    if campaign.state is not State.DRAFT:
        raise Refusal("It was begun or dropped already.")
    opened = opened_by(campaign, local_day(now))
    check_dates(opened.opens_on, campaign.due_at, now)
    check_audience(campaign, count)
    begun = _next(opened, now, state=State.RUNNING)
    return replace(begun, next_at=min(opens_at(begun), now))


def change(before: Campaign, after: Campaign, count: int, now: datetime) -> Campaign:
    """Accept what an office makes of a draft or of what runs.

    Raises:
        Refusal: it is over, comes of a duty, or makes no sense.
    """
    check_changeable(before)
    if not _same_dates(before, after):
        check_dates(after.opens_on, after.due_at, now)
    check_audience(after, count)
    made = {name: getattr(after, name) for name in CHANGEABLE}
    return _next(before, now, **made, next_at=_look_by(before, now))


def _look_by(campaign: Campaign, now: datetime) -> datetime | None:
    """Let the sweep look at what runs: what it was to say before now is still said."""
    if campaign.state is not State.RUNNING:
        return None
    return min(campaign.next_at or now, now)


def _same_dates(one: Campaign, other: Campaign) -> bool:
    return (one.opens_on, one.due_at) == (other.opens_on, other.due_at)


def extend(campaign: Campaign, until: datetime, now: datetime) -> Campaign:
    """Give everybody more time.

    Raises:
        Refusal: it does not run, or that would be no extension.
    """
    check_running(campaign)
    check_later(local_day(campaign.due_at), local_day(until))
    check_dates(campaign.opens_on, until, now)
    return _next(campaign, now, due_at=until, next_at=_look_by(campaign, now))


def check_later(due_on: date, until_on: date) -> None:
    """Make sure that an extension gives more time.

    Raises:
        Refusal: it does not.
    """
    if until_on <= due_on:
        raise Refusal("It is due on {day} already. Please choose a later day.", day=due_on)


def cancel(campaign: Campaign, now: datetime) -> Campaign:
    """End it for everybody: nothing is owed any more.

    Raises:
        Refusal: it is over already.
    """
    check_open(campaign)
    return _next(campaign, now, state=State.CANCELLED, next_at=None)


def check_open(campaign: Campaign) -> None:
    """Make sure that it is a draft or runs.

    Raises:
        Refusal: it is over.
    """
    if campaign.state is State.CANCELLED:
        raise Refusal("It was cancelled already.")
    if campaign.state is State.CLOSED:
        raise Refusal("It is over. A copy can be begun anew.")


def check_changeable(campaign: Campaign) -> None:
    """Make sure that everything about it can be changed.

    Raises:
        Refusal: it is over, or comes of a duty.
    """
    check_open(campaign)
    if campaign.recurrence:
        raise Refusal(
            "This comes back by itself: change it under 🔁 Standing tasks, from the next time on. "
            "This time it can be extended or cancelled."
        )


def check_running(campaign: Campaign) -> None:
    """Make sure that it has begun and is not over.

    Raises:
        Refusal: it has not, or is.
    """
    check_open(campaign)
    if campaign.state is not State.RUNNING:
        raise Refusal("It has not begun. ✎ Change the task and ✖ Drop it stand on its card.")


def copy(campaign: Campaign, today: date, overrides: Mapping[date, bool]) -> Campaign:
    """Draft the same once more, opening today and lasting as long, until a working day."""
    lasts = local_day(campaign.due_at) - campaign.opens_on
    hour = campaign.due_at.astimezone(SHANGHAI).time()
    due_on = max(today, working_day_by(today + lasts, overrides))
    return replace(
        campaign,
        number=0,
        opens_on=today,
        due_at=due_at(due_on, hour),
        days_before=moved_opening(campaign, today, due_on),
        state=State.DRAFT,
        version=1,
        recurrence=None,
        period=0,
        next_at=None,
    )


def differences(before: Campaign, after: Campaign) -> tuple[str, ...]:
    """Name what differs between two versions, as far as somebody can change it."""
    names = (*CHANGEABLE, "state")
    return tuple(it for it in names if getattr(before, it) != getattr(after, it))


def _next(campaign: Campaign, now: datetime, **made: Any) -> Campaign:
    return replace(campaign, version=campaign.version + 1, set_at=now, **made)
