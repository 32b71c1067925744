"""The questions of a campaign, and how answers become one.

What usually stands is prefilled: one tap on "rest" leaves it, and the summary changes each.
The form is given `area`, the code of the office it is for; of one that is changed or copied also
`says`, its answers so far, and `opened`, the day on which it opened if it runs.
"""

from datetime import date, timedelta
from typing import Any

from bot import audience_steps, campaign_words
from bot.answers import Kind
from bot.calendar_cards import day_words
from bot.campaign_answers import LADDERS, OWN, TRAINING, hour_of, opens_on, rises_given
from bot.campaign_reminders import REMINDERS
from bot.forms import Filling, Option, Step, Steps
from domain.calendar import local_day, working_day_by
from domain.campaign_criteria import check_criterion, suits
from domain.campaign_edits import (
    DUE_TIME,
    LONGEST_TASK,
    LONGEST_TITLE,
    check_dates,
    due_at,
    worded,
)
from domain.campaigns import Criterion
from domain.dates import parse_time
from domain.people import Role
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD
from storage import calendars

A_WEEK = timedelta(days=7)


def _title(value: Any, _filling: Filling) -> str:
    return " ".join(worded(value, LONGEST_TITLE).split())


def _what(value: Any, _filling: Filling) -> str:
    return worded(value, LONGEST_TASK)


async def _criteria(filling: Filling) -> list[Option]:
    """Offer what the records know of these people."""
    roles = _roles(filling)
    found = [
        Option(key=it, label=words)
        for it, words in campaign_words.CRITERIA.items()
        if suits(it, roles)
    ]
    training = Option(key=TRAINING, label=Text("Took part in training, it is checked"))
    return [*found, training]


def _roles(filling: Filling) -> frozenset[Role]:
    return frozenset(map(Role, filling.answer("roles") or ()))


def _criterion(value: Any, filling: Filling) -> str:
    if value != TRAINING:
        check_criterion(Criterion(value), _roles(filling))
    return str(value)


async def _due_days(filling: Filling) -> list[Option]:
    """Offer working days in a week, in two, and at the month's end."""
    opens = max(opens_on(filling), local_day(filling.now))
    month_end = (opens.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    overrides = (await calendars.book(filling.db, filling.now)).overrides
    wished = (opens + A_WEEK, opens + 2 * A_WEEK, month_end)
    days = {working_day_by(it, overrides) for it in wished}
    return [Option(key=it.isoformat(), label=day_words(it)) for it in sorted(days) if it >= opens]


def _due(value: Any, filling: Filling) -> str:
    check_dates(
        opens_on(filling), due_at(date.fromisoformat(value), hour_of(filling)), filling.now
    )
    return str(value)


def _time(value: Any, filling: Filling) -> str:
    at = parse_time(value) if isinstance(value, str) else None
    if at is None:
        raise Refusal("Please send a time like 18:00 or 下午6点, or tap one below.")
    if day := filling.answer("due"):
        check_dates(opens_on(filling), due_at(date.fromisoformat(day), at), filling.now)
    return at.isoformat("minutes")


async def _times(_filling: Filling) -> list[Option]:
    return [Option(key=it, label=it) for it in ("12:00", "17:00", "18:00", "20:00")]


def _opens(value: Any, filling: Filling) -> str:
    first = local_day(filling.now)
    if date.fromisoformat(value) < first and value != filling.given.get("opened"):
        raise Refusal("What was decided stays true: please choose today or a later day.")
    return str(value)


async def _opening_days(_filling: Filling) -> list[Option]:
    days = {"今天": Text("Today"), "明天": Text("Tomorrow"), "下周一": Text("Next Monday")}
    return [Option(key=key, label=label) for key, label in days.items()]


async def _ladders(filling: Filling) -> list[Option]:
    own = {OWN: rises_given(filling)} if filling.given.get("rises") else {}
    return [
        Option(key=key, label=campaign_words.ladder(steps))
        for key, steps in {**LADDERS, **own}.items()
    ]


async def _sounds(_filling: Filling) -> list[Option]:
    sounds = {"quiet": False, "loud": True}
    return [
        Option(key=key, label=campaign_words.loudness(is_loud=loud))
        for key, loud in sounds.items()
    ]


def _usual_ladder(filling: Filling) -> str:
    """An office's own task does not climb beyond it."""
    return "usual" if len(filling.given["area"]) <= 6 else "town"


TITLE = Step(
    name="title",
    kind=Kind.TEXT,
    label=Text("Title"),
    prompt=Text("What is the task called? A few words, for example: bind your account."),
    check=_title,
)
WHAT = Step(
    name="what",
    kind=Kind.TEXT,
    label=Text("Task"),
    prompt=Text("What is to be done? One sentence; those who do it read exactly this."),
    check=_what,
)
CRITERION = Step(
    name="criterion",
    kind=Kind.CHOOSE,
    label=Text("Done when"),
    prompt=Text("How does it show that somebody is done? Who is done is not reminded."),
    options=_criteria,
    check=_criterion,
)
DUE = Step(
    name="due",
    kind=Kind.DATE,
    label=Text("Due"),
    prompt=Text("By which day? Tap one or write it: 7月20日, 下周五, 月底."),
    options=_due_days,
    check=_due,
    day=AHEAD,
)
HOUR = Step(
    name="time",
    kind=Kind.TEXT,
    label=Text("Due time"),
    prompt=Text("Until what time of that day?"),
    options=_times,
    check=_time,
    prefill=lambda _filling: DUE_TIME.isoformat("minutes"),
)
OPENS = Step(
    name="opens",
    kind=Kind.DATE,
    label=Text("Opens"),
    prompt=Text("From which day on? What is recorded before does not count."),
    options=_opening_days,
    check=_opens,
    day=AHEAD,
    prefill=lambda filling: local_day(filling.now).isoformat(),
)
LADDER = Step(
    name="rises",
    kind=Kind.CHOOSE,
    label=Text("If missed"),
    prompt=Text("Who is shown a miss, how many working days after the due date?"),
    options=_ladders,
    prefill=_usual_ladder,
)
SOUND = Step(
    name="sound",
    kind=Kind.CHOOSE,
    label=Text("Sound"),
    prompt=Text("Shall its reminders ring?"),
    options=_sounds,
    prefill=lambda _filling: "quiet",
)
USUAL = (HOUR, OPENS, REMINDERS, LADDER, SOUND)


def steps(filling: Filling) -> Steps:
    """Ask for what nobody else knows, then for what is as usual; one that runs has opened."""
    roles, *places = audience_steps.steps(filling.given)
    opened = filling.given.get("opened")
    usual = (it for it in USUAL if not (opened and it is OPENS))
    return (TITLE, WHAT, roles, CRITERION, DUE, *places, *usual)
