"""The questions by which a plan is loaded: its first day, which tasks, whether they begin at once.

The form is given `plan`, its place among the shipped ones, `area`, the code of the office,
`filled`, the keys of tasks that there is somebody for, and `known`, the numbers of campaigns of
the same names that are there already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.answers import Kind
from bot.calendar_cards import day_words
from bot.campaign_answers import LADDERS
from bot.forms import Filling, Option, Step
from bot.texts import said
from domain.calendar import local_day
from domain.campaign_edits import due_at
from domain.campaign_templates import PLANS, Plan, Planned, check_start, drafted
from domain.campaigns import Audience, Campaign
from domain.duties import DUE_TIME
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD
from storage import audiences, calendars

DRAFTS, AT_ONCE = "drafts", "begin"
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A task of a plan as it would be: the campaign, and the day that was meant at first."""

    task: Planned
    campaign: Campaign
    wished_on: date
    count: int


def plan_of(filling: Filling) -> Plan:
    """Return the plan that is being loaded."""
    return PLANS[filling.given["plan"]]


def first_day(filling: Filling) -> date:
    """Return the first due day, as answered so far."""
    written = filling.answer("starts")
    return date.fromisoformat(written) if written else _usual(filling)


def _usual(filling: Filling) -> date:
    return plan_of(filling).starts(local_day(filling.now))


async def made(filling: Filling) -> list[Made]:
    """Make the campaigns of the plan as answered so far, the one due first first."""
    overrides = (await calendars.book(filling.db, filling.now)).overrides
    first = first_day(filling)
    found = []
    for task in plan_of(filling).tasks:
        campaign = drafted(task, _base(filling, task), first, overrides)
        count = await audiences.count(filling.db, campaign.audience, campaign.area_code)
        wished_on = first + timedelta(days=task.after)
        found.append(Made(task=task, campaign=campaign, wished_on=wished_on, count=count))
    return sorted(found, key=lambda it: it.campaign.due_at)


def _base(filling: Filling, task: Planned) -> Campaign:
    """Bring what does not depend on the plan: office, owner, words in the owner's language."""
    today = local_day(filling.now)
    is_wide = len(filling.given["area"]) <= len("450503")
    return Campaign(
        title=said(task.title),
        what=said(task.what),
        criterion=task.criterion,
        audience=Audience(roles=task.roles),
        area_code=filling.given["area"],
        owner_id=filling.person.id,
        opens_on=today,
        due_at=due_at(today, DUE_TIME),
        rises=LADDERS["usual" if is_wide else "town"],
        set_at=filling.now,
    )


async def chosen(filling: Filling) -> list[Made]:
    """Return what of the plan is to be loaded."""
    keys: Sequence[str] = filling.answer("which") or filling.given["filled"]
    return [it for it in await made(filling) if it.task.key in keys]


async def _starts(filling: Filling) -> list[Option]:
    today = local_day(filling.now)
    days = {today + A_WEEK, _usual(filling)}
    return [Option(key=it.isoformat(), label=day_words(it)) for it in sorted(days)]


def _start(value: Any, filling: Filling) -> str:
    check_start(plan_of(filling), date.fromisoformat(value), local_day(filling.now))
    return str(value)


async def _when(filling: Filling) -> Text:
    usual = _usual(filling)
    return Text(
        "When is the first task due? Planned is {day}; all dates move by the same number of days.",
        day=day_words(usual),
    )


async def _tasks(filling: Filling) -> list[Option]:
    return [
        Option(
            key=it.task.key,
            label=Text("{day} {title}", day=day_words(_due(it)), title=it.campaign.title),
        )
        for it in await made(filling)
        if it.count
    ]


def _due(it: Made) -> date:
    return local_day(it.campaign.due_at)


async def _ways(_filling: Filling) -> list[Option]:
    return [
        Option(key=AT_ONCE, label=Text("▶ Begin all of them")),
        Option(key=DRAFTS, label=Text("📝 Keep as drafts")),
    ]


def _some(value: Any, _filling: Filling) -> list[str]:
    if not value:
        raise Refusal("Please choose at least one task.")
    return list(value)


STARTS = Step(
    name="starts",
    kind=Kind.DATE,
    label=Text("First due day"),
    prompt=_when,
    options=_starts,
    check=_start,
    day=AHEAD,
)
WHICH = Step(
    name="which",
    kind=Kind.CHOOSE_MANY,
    label=Text("Tasks"),
    prompt=Text("Which tasks? Tap away what is not needed."),
    options=_tasks,
    check=_some,
    prefill=lambda filling: list(filling.given["filled"]),
    unchanged=Text("✔ All that are ticked"),
)
HOW = Step(
    name="how",
    kind=Kind.CHOOSE,
    label=Text("Then"),
    prompt=Text("What then? What begins reminds people from its opening day on."),
    options=_ways,
)
STEPS = (STARTS, WHICH, HOW)
