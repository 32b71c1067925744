"""Income and expenditure in a visit: nothing new in one tap, else line after line."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.income_answers import (
    MOST_LINES,
    NAME,
    Answers,
    category_of,
    group_of,
    noted,
    read,
    step_name,
)
from bot.visit_parts import Part, Settled
from domain.calendar import local_day
from domain.income_categories import GROUPS, Group
from domain.incomes import Line, months_of
from domain.refusals import Joined, Refusal, Text
from storage import households, incomes

MOST_YUAN = 10_000_000
NOTHING_MORE = Text("That is all")
SAVE = Text("✔ That is all, save")


async def given(db: AsyncConnection, household_id: int, now: datetime) -> dict[str, Any]:
    """Return how many people there are, up to when lines are known, and this month."""
    known = await households.by_id(db, household_id)
    latest = await incomes.latest_on(db, household_id)
    return {
        "people": max(1, len(known.members) if known else 1),
        "latest": f"{latest:%Y-%m}" if latest else "",
        "month": f"{local_day(now):%Y-%m}",
    }


def steps(filling: Filling) -> Steps:
    """Ask for a line, and after each one for another, until that is all."""
    mine = filling.given.get(NAME) or {}
    if not mine:
        return ()
    found: list[Step] = []
    for number in range(1, MOST_LINES + 1):
        found += _of_line(number, mine, filling)
        if len(noted(filling.draft.answers)) < number:
            break
    return tuple(found)


def _of_line(number: int, mine: dict[str, Any], filling: Filling) -> list[Step]:
    answers = filling.draft.answers
    found = [_group(number, mine, filling)]
    group = group_of(number, answers)
    if group is None:
        return found
    if len(group.categories) > 1:
        found.append(_category(number, group))
    found += [_month(number, mine), _amount(number)]
    category = category_of(number, answers)
    if category and category.has_heads:
        found.append(_heads(number, mine["people"]))
    return found


def _group(number: int, mine: dict[str, Any], filling: Filling) -> Step:
    options = [Option(key=it.key, label=it.label) for it in GROUPS]
    step = partial(
        Step,
        name=step_name(number, "group"),
        kind=Kind.CHOOSE,
        label=_name_of_group(number, filling),
        about=_line(number) if group_of(number, filling.draft.answers) else None,
        options=_offering(options),
    )
    if number == 1:
        prompt = _first_question(mine, filling)
        return step(prompt=prompt) if mine.get("alone") else step(prompt=prompt, prefill=_nothing)
    lines = [read(it) for it in noted(filling.draft.answers)[: number - 1]]
    prompt = Joined([*lines, Text("Is there anything else?")])
    unchanged = SAVE if mine.get("alone") else NOTHING_MORE
    return step(prompt=prompt, prefill=_nothing, unchanged=unchanged)


def _name_of_group(number: int, filling: Filling) -> Text:
    """Name what is a line; that there is none, or no other, is none."""
    if filling.answer(step_name(number, "group")) is not None:
        return Text("income and costs")
    return Text("Income and costs") if number == 1 else Text("More income and costs")


def _first_question(mine: dict[str, Any], filling: Filling) -> Text:
    if mine.get("alone"):
        whose = Text("Household: {name}", name=filling.given.get("about", "?"))
        return Joined([whose, Text("What kind of income or cost is it?")])
    known = Text("Written down up to {month}.", month=mine["latest"]) if mine["latest"] else ""
    question = Text("Has the household earned or spent anything that is not written down yet?")
    return Joined([question, known])


def _nothing(_filling: Filling) -> None:
    return None


def _category(number: int, group: Group) -> Step:
    return Step(
        name=step_name(number, "category"),
        kind=Kind.CHOOSE,
        about=_line(number),
        label=Text("which"),
        prompt=Text("{group}: which?", group=group.label),
        options=_offering([Option(key=it.code, label=it.label) for it in group.categories]),
    )


def _month(number: int, mine: dict[str, Any]) -> Step:
    this = date.fromisoformat(f"{mine['month']}-01")
    back = reversed(months_of(date(this.year - 1, this.month, 1))[1:])
    options = [
        Option(key=f"{this:%Y-%m}", label=Text("This month")),
        *(Option(key=f"{it:%Y-%m}", label=f"{it:%Y-%m}") for it in back),
    ]
    return Step(
        name=step_name(number, "month"),
        kind=Kind.CHOOSE,
        about=_line(number),
        label=Text("month"),
        prompt=Text("In which month? If it came in parts, take the month of the last one."),
        options=_offering(options),
    )


def _amount(number: int) -> Step:
    async def prompt(filling: Filling) -> Text:
        category = category_of(number, filling.draft.answers)
        label = category.label if category else Text("income and costs")
        return Text("{category}: how many yuan altogether? Type the number.", category=label)

    return Step(
        name=step_name(number, "amount"),
        kind=Kind.NUMBER,
        about=_line(number),
        label=Text("yuan"),
        prompt=prompt,
        check=_yuan,
    )


def _yuan(value: Any, _filling: Filling) -> str:
    amount = Decimal(value)
    if not 0 < amount <= MOST_YUAN or amount != round(amount, 2):
        raise Refusal(
            "Please send the amount in yuan, more than 0 and at most {most}.", most=MOST_YUAN
        )
    return str(value)


def _heads(number: int, people: int) -> Step:
    offered = [Option(key=str(it), label=str(it)) for it in range(1, people + 1)]
    return Step(
        name=step_name(number, "heads"),
        kind=Kind.NUMBER,
        about=_line(number),
        label=Text("people"),
        prompt=Text("How many people earned it?"),
        options=_offering(offered),
        check=partial(_among, people),
    )


def _among(people: int, value: Any, _filling: Filling) -> str:
    if not 1 <= Decimal(value) <= people or Decimal(value) % 1:
        raise Refusal("Please send a number from 1 to {people}.", people=people)
    return str(int(Decimal(value)))


def _line(number: int) -> Text:
    return Text("Line {number}", number=number)


def _offering(options: Sequence[Option]) -> Callable[[Filling], Awaitable[Sequence[Option]]]:
    async def offer(_filling: Filling) -> Sequence[Option]:
        return options

    return offer


async def keep(settled: Settled) -> None:
    """Write the lines down; they count from now on."""
    of_visit = {"household_id": settled.visit.household_id, "visit_id": settled.visit.id}
    await write_down(settled.db, settled.answers, person_id=settled.person.id,
                     at=settled.now, **of_visit)  # fmt: skip


async def write_down(db: AsyncConnection, answers: Answers, **about: Any) -> int:
    """Keep what was answered as lines of a household, by a person, at a moment; returns how many.

    `about` are the line's household_id, person_id, at and maybe visit_id.
    """
    lines = noted(answers)
    for it in lines:
        line = Line(
            id=0,
            month_on=it.month_on,
            category=it.category.code,
            amount_yuan=it.amount_yuan,
            heads=it.heads,
            **about,
        )
        await incomes.add(db, line)
    return len(lines)


PART = Part(name=NAME, given=given, steps=steps, keep=keep)
