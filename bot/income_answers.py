"""What was answered about income and expenditure, put together to lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.income_categories import BY_CODE, BY_KEY, Category, Group
from domain.incomes import money
from domain.refusals import Joined, Text

NAME = "income"
MOST_LINES = 9
Answers = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A line as it was answered."""

    category: Category
    month_on: date
    amount_yuan: Decimal
    heads: int | None = None


def step_name(number: int, key: str) -> str:
    """Name a step of a line, counted from 1."""
    return f"{NAME}.{number}.{key}"


def group_of(number: int, answers: Answers) -> Group | None:
    """Find the group that was chosen for a line."""
    return BY_KEY.get(answers.get(step_name(number, "group")) or "")


def category_of(number: int, answers: Answers) -> Category | None:
    """Find the category of a line; a group of one needs no question."""
    group = group_of(number, answers)
    if group is None:
        return None
    if len(group.categories) == 1:
        return group.categories[0]
    chosen = BY_CODE.get(answers.get(step_name(number, "category")) or "")
    return chosen if chosen in group.categories else None


def noted(answers: Answers) -> list[Noted]:
    """List the lines that are answered in full, in order, up to where nothing more was said."""
    found: list[Noted] = []
    for number in range(1, MOST_LINES + 1):
        line = _line(number, answers)
        if line is None:
            break
        found.append(line)
    return found


def _line(number: int, answers: Answers) -> Noted | None:
    category = category_of(number, answers)
    month, amount = (answers.get(step_name(number, it)) for it in ("month", "amount"))
    heads: Any = answers.get(step_name(number, "heads"))
    if category is None or not month or not amount or (category.has_heads and not heads):
        return None
    return Noted(
        category=category,
        month_on=date.fromisoformat(f"{month}-01"),
        amount_yuan=Decimal(amount),
        heads=int(heads) if category.has_heads else None,
    )


def read(line: Any) -> Text:
    """Write a line: the month, what it is, how much, by how many people."""
    category = BY_CODE[line.category] if isinstance(line.category, str) else line.category
    sign = "−" if category.is_cost else "+"
    people = Text("{number} people", number=line.heads) if line.heads else ""
    amount = Text("{sign}{amount} yuan", sign=sign, amount=money(line.amount_yuan))
    return Joined([f"{line.month_on:%Y-%m}", category.label, amount, people], by=" ")
