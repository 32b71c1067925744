"""What offices make of duties that come back: switching, changing, making one of a campaign.

What is decided holds from the next period on; what has begun keeps its course.
"""

from dataclasses import replace
from datetime import date, datetime

from domain.calendar import local_day
from domain.campaign_edits import may_manage
from domain.campaigns import Campaign, Criterion, Every, Recurrence, State
from domain.duties import A_DAY
from domain.people import Person
from domain.periods import due_on, first_day, following, number_of, opening
from domain.recurrences import SHIPPED
from domain.refusals import Refusal

CHANGEABLE = ("opens_day", "due_day", "audience", "days_before", "days_after", "rises", "is_loud")
EARLIEST_OF_VISITS = 15
"""A visit's due day: whoever was paired in the week before it owes nothing of that month."""
OWN = "own"


def number_of_name(name: str) -> int:
    """Give the number by which buttons call a duty: its place, or what its name says."""
    shipped = [it.name for it in SHIPPED]
    return shipped.index(name) + 1 if name in shipped else int(name.removeprefix(OWN))


def name_of_number(number: int) -> str:
    """Give the name back; there may be no such duty."""
    return SHIPPED[number - 1].name if 0 < number <= len(SHIPPED) else f"{OWN}{number}"


def may_keep(person: Person, recurrence: Recurrence) -> bool:
    """Tell whether somebody may change a duty: as with campaigns of its area."""
    return may_manage(person, recurrence)


def switched(recurrence: Recurrence) -> Recurrence:
    """Switch a duty on or off."""
    return replace(recurrence, is_on=not recurrence.is_on, version=recurrence.version + 1)


def changed(before: Recurrence, after: Recurrence) -> Recurrence:
    """Accept what an office makes of a duty.

    Raises:
        Refusal: its days make no sense.
    """
    check_days(after)
    made = {name: getattr(after, name) for name in CHANGEABLE}
    return replace(before, **made, version=before.version + 1)


def check_days(recurrence: Recurrence) -> None:
    """Make sure that there is time between the opening and the due day.

    Raises:
        Refusal: there is not.
    """
    is_month = recurrence.every is Every.MONTH
    if is_month and recurrence.due_day < recurrence.opens_day:
        raise Refusal(
            "It would be due on day {due} and open on day {opens}. Please choose a later due day.",
            due=recurrence.due_day,
            opens=recurrence.opens_day,
        )
    if recurrence.criterion is Criterion.VISITED and recurrence.due_day < EARLIEST_OF_VISITS:
        raise Refusal(
            "Visits can be due on day {day} or later: nobody should have to do a whole month's "
            "in a few days.",
            day=EARLIEST_OF_VISITS,
        )


def differences(before: Recurrence, after: Recurrence) -> tuple[str, ...]:
    """Name what differs between two versions, as far as somebody can change it."""
    return tuple(it for it in CHANGEABLE if getattr(before, it) != getattr(after, it))


def made_of(campaign: Campaign, every: Every) -> Recurrence:
    """Make a duty of a campaign: the same task, the same days of the month."""
    local = local_day(campaign.due_at)
    is_last = (local + A_DAY).day == 1
    same = ("title", "what", "criterion", "audience", "area_code", "days_before", "days_after")
    due_day = 31 if is_last else local.day
    return Recurrence(
        name="",
        every=every,
        opens_day=campaign.opens_on.day if campaign.opens_on.day <= due_day else 1,
        due_day=due_day,
        rises=campaign.rises,
        is_loud=campaign.is_loud,
        **{name: getattr(campaign, name) for name in same},
    )


def holds_from(recurrence: Recurrence, last: int | None, today: date) -> date:
    """Give the first day of the first period that a change made today reaches.

    That is one that opens today or later and has not begun; `last` is the newest that has.
    """
    first = first_day(recurrence.every, today)
    while opening(recurrence, first) < today or number_of(first) <= (last or 0):
        first = following(recurrence.every, first)
    return first


def period_of(recurrence: Recurrence, campaign: Campaign) -> int:
    """Name the period a campaign stands for: of those since it opens the last one due by then."""
    first, due_day = first_day(recurrence.every, campaign.opens_on), local_day(campaign.due_at)
    while due_on(recurrence, following(recurrence.every, first)) <= due_day:
        first = following(recurrence.every, first)
    return number_of(first)


def check_repeats(campaign: Campaign) -> None:
    """Make sure that a campaign can come back.

    Raises:
        Refusal: it does already, or does not run.
    """
    if campaign.recurrence:
        raise Refusal("This comes back by itself already.")
    if campaign.state is not State.RUNNING:
        raise Refusal("Only what runs can come back: copy it, begin it, then repeat it.")


def begun_by(campaign: Campaign, recurrence: Recurrence, now: datetime) -> Campaign:
    """Make a campaign the first period of the duty that was made of it.

    Raises:
        Refusal: it comes back already, or does not run.
    """
    check_repeats(campaign)
    return replace(
        campaign,
        recurrence=recurrence.name,
        period=period_of(recurrence, campaign),
        version=campaign.version + 1,
        set_at=now,
    )
