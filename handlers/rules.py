"""The rule book's figures: an admin changes them in chat, each from a day on."""

from datetime import date, datetime
from typing import Any

from aiogram import Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms
from bot.answers import Kind
from bot.filters import HasRole, Says
from bot.forms import Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say
from bot.since import SINCE
from domain.calendar import local_day
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from storage import audit, rules

router = Router(name="rules")
router.message.filter(HasRole(Role.ADMIN))

FIGURES = {
    "household_radius_m": Text("Radius of a household, m"),
    "village_radius_m": Text("Radius of a village, m"),
    "accuracy_cap_m": Text("Accuracy allowed for, m"),
    "stale_after_min": Text("A location holds, minutes"),
    "fastest_kmh": Text("Fastest travel, km/h"),
    "visits_due_day": Text("Monthly visits due by day (31: the last)"),
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
}
LIMITS = {
    "household_radius_m": (20, 5000),
    "village_radius_m": (50, 20000),
    "accuracy_cap_m": (0, 1000),
    "stale_after_min": (1, 1440),
    "fastest_kmh": (10, 400),
    "visits_due_day": (15, 31),
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
}
_PAIRED = Text("✅ {figure}: {value}, from {day} on. Pairings that there are stay.")
_ENTERED = Text("✅ {figure}: {value}, from {day} on. Late entries made before stay.")
_OF_YEARS = Text("✅ {figure}: {value}, from {day} on. Earlier years stay as they were.")
_LOOKED_AT = Text("✅ {figure}: {value}, from {day} on. Every record is looked at anew then.")
HOLDS = {
    "": Text("✅ {figure}: {value}, from {day} on. Earlier check-ins stay as they were judged."),
    "visits_due_day": Text("✅ {figure}: {value}, for months that begin on {day} or later."),
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
        Option(key=name, label=Text("{figure}: {value}", figure=words, value=book[name]))
        for name, words in FIGURES.items()
    ]


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
    name, value = filling.answer("figure"), int(filling.answer("value"))
    since_on = date.fromisoformat(filling.answer("since"))
    await rules.set_figure(
        filling.db, rules.Figure(name, value, since_on), filling.person.id, filling.now
    )
    await audit.write(filling.db, filling.person.id, "rule.set", f"rule:{name}", filling.now)
    day = since_on.isoformat()
    words = Text(HOLDS.get(name, HOLDS[""]).msgid, figure=FIGURES[name], value=value, day=day)
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
            ),
            SINCE,
        ),
        submit=hand_in,
        roles=frozenset({Role.ADMIN}),
    )
)
