"""The questions of a duty that comes back: days, reminders, rises, audience.

The form is given `area`, the code of the office whose it is; `name` and `version` of one that is
changed, `campaign` of one that is made of a campaign, and `rises` that are none of the usual.
Everything stands already: the form opens at its summary, and each answer is changed from there.
"""

from dataclasses import replace
from typing import Any

from bot import audience_steps
from bot.answers import Kind
from bot.campaign_answers import LADDERS, OWN, answers_of, rises_given
from bot.campaign_reminders import CHOICES, OPENING, REMINDERS
from bot.campaign_steps import LADDER, SOUND
from bot.forms import Filling, Option, Step, Steps
from domain.campaigns import Campaign, Every, Recurrence
from domain.refusals import Refusal, Text

EVERY_NAMES = {Every.MONTH: Text("Every month"), Every.QUARTER: Text("Every quarter")}
LAST_DAY = 31


async def _everies(_filling: Filling) -> list[Option]:
    return [Option(key=it, label=words) for it, words in EVERY_NAMES.items()]


async def _due_days(_filling: Filling) -> list[Option]:
    last = Option(key=str(LAST_DAY), label=Text("The last day"))
    return [last, *(Option(key=str(it), label=day_of_month(it)) for it in (28, 25, 20))]


async def _opening_days(_filling: Filling) -> list[Option]:
    return [Option(key=str(it), label=day_of_month(it)) for it in (1, 10, 15, 20)]


async def _reminders(_filling: Filling) -> list[Option]:
    """Leave out the opening: how far it lies from the due date differs from month to month."""
    return [Option(key=key, label=it) for key, it in CHOICES.items() if key != OPENING]


def day_of_month(day: int) -> Text:
    """Name a day of the month; the 31st stands for the last one."""
    return Text("day {day}", day=day) if day < LAST_DAY else Text("the last day")


def _day(value: Any, _filling: Filling) -> str:
    day = int(value) if str(value).isdecimal() else 0
    if not 1 <= day <= LAST_DAY:
        raise Refusal("Please send a day of the month, 1 to 31; 31 is the last day.")
    return str(day)


EVERY = Step(
    name="every",
    kind=Kind.CHOOSE,
    label=Text("How often"),
    prompt=Text("How often does it come back?"),
    options=_everies,
)
OPENS = Step(
    name="opens",
    kind=Kind.NUMBER,
    label=Text("Opens on"),
    prompt=Text("On which day does it open? Of a quarter it is a day of the first month."),
    options=_opening_days,
    check=_day,
)
DUE = Step(
    name="due",
    kind=Kind.NUMBER,
    label=Text("Due on"),
    prompt=Text(
        "By which day? Of a quarter it is a day of the last month. "
        "On a rest day it comes on the working day before."
    ),
    options=_due_days,
    check=_day,
)


def steps(filling: Filling) -> Steps:
    """Ask how often only of one that is new."""
    frequency = (EVERY,) if "campaign" in filling.given else ()
    reminders = replace(REMINDERS, options=_reminders, prefill=None)
    ladder, sound = replace(LADDER, prefill=None), replace(SOUND, prefill=None)
    places = audience_steps.steps(filling.given)
    return (*frequency, OPENS, DUE, reminders, ladder, sound, *places)


def answers(recurrence: Recurrence, campaign: Campaign) -> dict[str, Any]:
    """Write a duty as answers; `campaign` is one of its periods, or the one it is made of."""
    same = answers_of(campaign)
    kept = {name: same[name] for name in ("rises", "sound", *audience_steps.NAMES)}
    reminders = [it for it in same["reminders"] if it != OPENING]
    days = {"opens": str(recurrence.opens_day), "due": str(recurrence.due_day)}
    return {"every": recurrence.every.value, **days, "reminders": reminders, **kept}


async def described(filling: Filling, base: Recurrence) -> Recurrence:
    """Make of a duty what was answered."""
    chosen = filling.answer("reminders") or []
    return replace(
        base,
        every=Every(filling.answer("every") or base.every),
        opens_day=int(filling.answer("opens")),
        due_day=int(filling.answer("due")),
        days_before=tuple(sorted((int(it) for it in chosen if it.isdigit()), reverse=True)),
        days_after=tuple(sorted(int(it[1:]) for it in chosen if it.startswith("a"))),
        rises={**LADDERS, OWN: rises_given(filling)}[filling.answer("rises")],
        is_loud=filling.answer("sound") == "loud",
        audience=await audience_steps.audience_of(filling),
    )
