"""The rule book's figures: an admin changes them in chat, each from a day on."""

from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any

from aiogram import Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import calendar_cards, form_walk, forms
from bot.answers import Kind
from bot.filters import HasRole, Says
from bot.forms import Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say
from bot.since import SINCE
from domain import worktime
from domain.calendar import SHANGHAI, local_day
from domain.dates import parse_time
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from domain.speaking import DAY_MIN
from storage import audit, calendars, case_clocks, rules

router = Router(name="rules")
router.message.filter(HasRole(Role.ADMIN))

FIGURES = {
    "household_radius_m": Text("Radius of a household, m"),
    "village_radius_m": Text("Radius of a village, m"),
    "accuracy_cap_m": Text("Accuracy allowed for, m"),
    "stale_after_min": Text("A location holds, minutes"),
    "fastest_kmh": Text("Fastest travel, km/h"),
    "households_per_helper": Text("Households a helper may have"),
    "helpers_per_household": Text("Helpers a household may have"),
    "late_visits_a_month": Text("Late entries a month, per helper"),
    "late_visit_days": Text("Late entries, days back"),
    "poverty_line_yuan": Text("Poverty line per head and year, yuan"),
    "income_year_month": Text("First month of the income year"),
    "import_undo_days": Text("Imports can be taken back, days"),
    "income_differs_percent": Text("Income differs from the national system by, %"),
    "checked_for_days": Text("A check of the eight haves holds, days"),
    "lowest_income_yuan": Text("Doubt incomes a head below, yuan"),
    "highest_income_yuan": Text("Doubt incomes a head above, yuan"),
    "school_from_age": Text("School age begins with, years"),
    "school_until_age": Text("School age ends with, years"),
    "office_from_min": Text("Offices open"),
    "noon_from_min": Text("Noon break begins"),
    "noon_until_min": Text("Noon break ends"),
    "office_until_min": Text("Offices close"),
    "digest_min": Text("Daily reminder at"),
    "quiet_from_min": Text("Quiet hours begin"),
    "quiet_until_min": Text("Quiet hours end"),
    "pushes_a_day": Text("Messages that ring, a day"),
}
OFFICE_TIMES = frozenset(it.name for it in fields(worktime.Rules))
TIMES = OFFICE_TIMES | {"digest_min", "quiet_from_min", "quiet_until_min"}
"""Figures that are times of the day, kept in minutes."""
LIMITS = {
    "household_radius_m": (20, 5000),
    "village_radius_m": (50, 20000),
    "accuracy_cap_m": (0, 1000),
    "stale_after_min": (1, 1440),
    "fastest_kmh": (10, 400),
    "households_per_helper": (1, 30),
    "helpers_per_household": (1, 10),
    "late_visits_a_month": (0, 20),
    "late_visit_days": (1, 60),
    "poverty_line_yuan": (500, 100_000),
    "income_year_month": (1, 12),
    "import_undo_days": (0, 90),
    "income_differs_percent": (1, 100),
    "checked_for_days": (30, 1000),
    "lowest_income_yuan": (0, 100_000),
    "highest_income_yuan": (1000, 1_000_000),
    "school_from_age": (3, 10),
    "school_until_age": (10, 20),
    "digest_min": (6 * 60, 12 * 60),
    "quiet_from_min": (18 * 60, 23 * 60 + 59),
    "quiet_until_min": (5 * 60, 10 * 60),
    "pushes_a_day": (1, 20),
}
_PAIRED = Text("✅ {figure}: {value}, from {day} on. Pairings that there are stay.")
_ENTERED = Text("✅ {figure}: {value}, from {day} on. Late entries made before stay.")
_OF_YEARS = Text("✅ {figure}: {value}, from {day} on. Earlier years stay as they were.")
_LOOKED_AT = Text("✅ {figure}: {value}, from {day} on. Every record is looked at anew then.")
HOLDS = {
    "": Text("✅ {figure}: {value}, from {day} on. Earlier check-ins stay as they were judged."),
    "households_per_helper": _PAIRED,
    "helpers_per_household": _PAIRED,
    "late_visits_a_month": _ENTERED,
    "late_visit_days": _ENTERED,
    "poverty_line_yuan": _OF_YEARS,
    "income_year_month": _OF_YEARS,
    "income_differs_percent": _OF_YEARS,
    "checked_for_days": _OF_YEARS,
    "lowest_income_yuan": _LOOKED_AT,
    "highest_income_yuan": _LOOKED_AT,
    "school_from_age": _LOOKED_AT,
    "school_until_age": _LOOKED_AT,
    **dict.fromkeys(
        TIMES | {"pushes_a_day"}, Text("✅ {figure}: {value}, for what is said from {day} on.")
    ),
    **dict.fromkeys(
        OFFICE_TIMES, Text("✅ {figure}: {value}, from {day} on. Due times are set anew.")
    ),
}


@router.message(Says("rules", "Rules"))
async def change_a_figure(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Choose a figure, its new value and the day from which it holds."""
    return await form_walk.begin(db, person, RULE, now)


async def _figures(filling: Filling) -> list[Option]:
    book = await rules.figures_on(filling.db, local_day(filling.now))
    return [
        Option(
            key=name, label=Text("{figure}: {value}", figure=words, value=_shown(name, book[name]))
        )
        for name, words in FIGURES.items()
    ]


def _shown(name: str, value: int) -> str:
    return f"{value // 60:02}:{value % 60:02}" if name in TIMES else str(value)


def _is_a_time(filling: Filling) -> bool:
    return filling.answer("figure") in TIMES


def _is_a_number(filling: Filling) -> bool:
    return not _is_a_time(filling)


def _time(value: Any, filling: Filling) -> str:
    at = parse_time(value) if isinstance(value, str) else None
    if at is None:
        raise Refusal("Please type a time, for example 8:30.")
    name = filling.answer("figure")
    first, last = LIMITS.get(name, (0, DAY_MIN))
    if not first <= at.hour * 60 + at.minute <= last:
        raise Refusal(
            "Please choose a time from {first} to {last}.",
            first=_shown(name, first),
            last=_shown(name, last),
        )
    return f"{at:%H:%M}"


async def _check_hours(filling: Filling, value: int, since_on: date) -> None:
    """See that morning, noon and afternoon follow each other on that day."""
    book = await calendars.book(filling.db, filling.now)
    hours = book.of_area("").hours_on(since_on)
    after = replace(hours, **{filling.answer("figure"): value})
    if not after.is_in_order:
        raise Refusal(
            "The hours of that day are {hours}; with this one they would not follow each other.",
            hours=calendar_cards.hours_words(hours),
        )


def _in_limits(value: Any, filling: Filling) -> str:
    lowest, highest = LIMITS[filling.answer("figure")]
    if not value.isdigit() or not lowest <= int(value) <= highest:
        raise Refusal(
            "Please send a whole number from {lowest} to {highest}.",
            lowest=lowest,
            highest=highest,
        )
    return str(int(value))


async def hand_in(filling: Filling) -> Reply:
    """Let the figure hold from that day on."""
    name, since_on = filling.answer("figure"), date.fromisoformat(filling.answer("since"))
    value = int(filling.answer("value") or 0)
    if name in TIMES:
        at = time.fromisoformat(filling.answer("time"))
        value = at.hour * 60 + at.minute
    if name in OFFICE_TIMES:
        await _check_hours(filling, value, since_on)
        midnight = datetime.combine(since_on, time(), SHANGHAI)
        await case_clocks.retime(filling.db, "", midnight)
    await rules.set_figure(
        filling.db, rules.Figure(name, value, since_on), filling.person.id, filling.now
    )
    await audit.write(filling.db, filling.person.id, "rule.set", f"rule:{name}", filling.now)
    day = since_on.isoformat()
    words = Text(HOLDS.get(name, HOLDS[""]).msgid, figure=FIGURES[name],
                 value=_shown(name, value), day=day)  # fmt: skip
    return say(words, keys=keys_of(filling.person))


RULE = forms.register(
    Form(
        name="rule",
        title=Text("Rule book"),
        steps=(
            Step(
                name="figure",
                kind=Kind.CHOOSE,
                label=Text("Figure"),
                prompt=Text("Which figure changes? The value of today stands beside it."),
                options=_figures,
            ),
            Step(
                name="value",
                kind=Kind.NUMBER,
                label=Text("New value"),
                prompt=Text("What is the new value?"),
                check=_in_limits,
                when=_is_a_number,
            ),
            Step(
                name="time",
                kind=Kind.TEXT,
                label=Text("New time"),
                prompt=Text("What is the new time? For example 8:30."),
                check=_time,
                when=_is_a_time,
            ),
            SINCE,
        ),
        submit=hand_in,
        roles=frozenset({Role.ADMIN}),
    )
)
