"""A campaign as answers to its questions, and answers as a campaign."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot import audience_steps
from bot.campaign_reminders import days_of, keys_of
from bot.forms import Filling
from bot.texts import said
from domain.calendar import SHANGHAI, local_day
from domain.campaign_edits import DUE_TIME, due_at
from domain.campaigns import RISES, Campaign, Criterion, Rise
from domain.recurrences import task_of, title_of

VILLAGE, TOWN, DISTRICT = (it.level for it in RISES)
LADDERS: Mapping[str, tuple[Rise, ...]] = {
    "usual": RISES,
    "quick": tuple(replace(it, days_after=at) for at, it in enumerate(RISES, start=1)),
    "slow": tuple(replace(it, days_after=at) for at, it in zip((3, 5, 10), RISES, strict=True)),
    "town": RISES[:2],
    "village": RISES[:1],
    "none": (),
}
"""Escalation ladders to choose from."""
OWN = "own"
TRAINING = "training"
"""Training has no records: whoever took part says so, and it is checked."""


def opens_on(filling: Filling) -> date:
    """Return the day on which it opens, as answered so far."""
    written = filling.answer("opens") or filling.given.get("opened")
    return date.fromisoformat(written) if written else local_day(filling.now)


def hour_of(filling: Filling) -> time:
    """Return the time at which it is due, as answered so far."""
    written = filling.answer("time")
    return time.fromisoformat(written) if written else DUE_TIME


def rises_given(filling: Filling) -> tuple[Rise, ...]:
    """Return the ladder that stands and is none of those to choose from."""
    known = {it.level.value: it for it in RISES}
    steps = filling.given.get("rises") or ()
    return tuple(replace(known[level], days_after=days) for level, days in steps)


def answers_of(campaign: Campaign) -> dict[str, Any]:
    """Write a campaign as answers to these questions."""
    audience = audience_steps.standing_audience(campaign.audience, campaign.area_code)
    local = campaign.due_at.astimezone(SHANGHAI)
    return {
        **{name: it or None for name, it in audience.items()},
        "title": said(title_of(campaign)),
        "what": said(task_of(campaign)),
        "criterion": campaign.criterion.value,
        "due": local.date().isoformat(),
        "time": local.strftime("%H:%M"),
        "opens": campaign.opens_on.isoformat(),
        "reminders": keys_of(campaign),
        "rises": _ladder_of(campaign),
        "sound": "loud" if campaign.is_loud else "quiet",
    }


def _ladder_of(campaign: Campaign) -> str:
    return next((key for key, it in LADDERS.items() if it == campaign.rises), OWN)


def given_rises(campaign: Campaign) -> list[tuple[str, int]]:
    """Write a ladder that is none of those to choose from."""
    is_own = _ladder_of(campaign) == OWN
    return [(it.level.value, it.days_after) for it in campaign.rises] if is_own else []


async def campaign_of(filling: Filling) -> Campaign:
    """Make the campaign that was described."""
    begins_on = opens_on(filling)
    due = due_at(date.fromisoformat(filling.answer("due")), hour_of(filling))
    before, after = await days_of(filling, begins_on, local_day(due))
    own = rises_given(filling)
    criterion = filling.answer("criterion")
    return Campaign(
        title=filling.answer("title"),
        what=filling.answer("what"),
        criterion=Criterion.CHECKED if criterion == TRAINING else Criterion(criterion),
        audience=await audience_steps.audience_of(filling),
        area_code=filling.given["area"],
        owner_id=filling.person.id,
        opens_on=begins_on,
        due_at=due,
        days_before=before,
        days_after=after,
        rises={**LADDERS, OWN: own}[filling.answer("rises")],
        is_loud=filling.answer("sound") == "loud",
        set_at=filling.now,
    )
