"""Income and expenditure 收支登记: monthly lines, and the two figures of a year (DOMAIN §2).

The register's net income counts every line; the recognised stable net income leaves out what
the standard does not count, and names it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from domain.areas import contains
from domain.changes import REVIEWERS
from domain.households import Member
from domain.income_categories import BY_CODE, Category, Counts
from domain.people import Person
from domain.refusals import Text

FEN = Decimal("0.01")
WITHOUT_LABOUR = frozenset({"丧失", "无"})
"""What the record says about members who cannot work."""
COUNTED_CLASSES = frozenset({"A", "B"})
"""Classes of dibao that count, for households without labour."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Dated figures of income; the poverty line is per head and year."""

    poverty_line_yuan: int = 4000
    income_year_month: int = 10
    """The month an income year begins with."""
    income_differs_percent: int = 20
    """So far from the national system's figure somebody should look."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """So many yuan of one category in one month; `month_on` is its first day.

    `heads` is how many people earned it, for wages. An amount of costs is positive too: its
    category says that it is spent.
    """

    id: int
    household_id: int
    month_on: date
    category: str
    amount_yuan: Decimal
    person_id: int
    at: datetime
    heads: int | None = None
    visit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """What the recognised figure leaves out: the sum of a category, and why."""

    category: Category
    amount_yuan: Decimal
    why: Text


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Both figures of a year, per head, and what makes the difference.

    `income_yuan` and `costs_yuan` are the whole household's; `months` is how many months of the
    year have any line, so that everybody sees how much of the year the figures know.
    """

    register_yuan: Decimal
    recognised_yuan: Decimal
    excluded: tuple[Excluded, ...]
    income_yuan: Decimal
    costs_yuan: Decimal
    people: int
    months: int


def figures(
    lines: Iterable[Line], people: int, *, is_without_labour: bool, dibao_class: str
) -> Figures:
    """Work out both figures from the lines of one year, in any order.

    A line of a category this version does not know is passed over.
    """
    known = [line for line in lines if line.category in BY_CODE]
    costs = _sum(line for line in known if BY_CODE[line.category].is_cost)
    income = _sum(known) - costs
    excluded = _excluded(known, is_without_labour=is_without_labour, dibao_class=dibao_class)
    counted = income - sum((it.amount_yuan for it in excluded), Decimal(0))
    return Figures(
        register_yuan=_per_head(income - costs, people),
        recognised_yuan=_per_head(counted - costs, people),
        excluded=excluded,
        income_yuan=income,
        costs_yuan=costs,
        people=people,
        months=len({line.month_on for line in known}),
    )


def _excluded(
    lines: Sequence[Line], *, is_without_labour: bool, dibao_class: str
) -> tuple[Excluded, ...]:
    why = dict(_WHY_NOT)
    if (no := _why_no_dibao(dibao_class, is_without_labour=is_without_labour)) is not None:
        why[Counts.DIBAO] = no
    sums = {it: _sum(line for line in lines if line.category == it.code) for it in _IN_DOUBT}
    return tuple(
        Excluded(category=category, amount_yuan=amount, why=why[category.counts])
        for category, amount in sums.items()
        if amount and category.counts in why
    )


_IN_DOUBT = tuple(it for it in BY_CODE.values() if it.counts is not Counts.ALWAYS)
_WHY_NOT = {
    Counts.PENSION: Text("a basic pension does not count"),
    Counts.RELIEF: Text("one-off relief does not count"),
}


def _why_no_dibao(dibao_class: str, *, is_without_labour: bool) -> Text | None:
    if dibao_class == "C":
        return Text("class C dibao does not count")
    if dibao_class not in COUNTED_CLASSES:
        return Text("the class of the dibao is not on record")
    if not is_without_labour:
        return Text("dibao counts only for households without labour")
    return None


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount_yuan for line in lines), Decimal(0))


def _per_head(amount: Decimal, people: int) -> Decimal:
    return (amount / max(people, 1)).quantize(FEN, rounding=ROUND_HALF_UP)


def is_without_labour(members: Sequence[Member]) -> bool:
    """Tell whether the record says of every member that he cannot work."""
    return bool(members) and all(it.facts.get("labour") in WITHOUT_LABOUR for it in members)


def income_year(day: date, rules: Rules) -> tuple[date, date]:
    """Give the first and the last day of the income year a day lies in."""
    begins_in = day.year if day.month >= rules.income_year_month else day.year - 1
    first = date(begins_in, rules.income_year_month, 1)
    return first, first.replace(year=begins_in + 1) - timedelta(days=1)


def months_of(first_on: date) -> tuple[date, ...]:
    """List the first days of the twelve months from one on."""
    ahead = (first_on.month - 1 + number for number in range(12))
    return tuple(date(first_on.year + month // 12, month % 12 + 1, 1) for month in ahead)


def differs_much(ours_yuan: Decimal, theirs_yuan: Decimal, percent: int) -> bool:
    """Tell whether the register is so far from the national system's figure."""
    return abs(ours_yuan - theirs_yuan) * 100 > abs(theirs_yuan) * percent


def may_retract(person: Person, line: Line, area_code: str) -> bool:
    """Tell whether somebody may take a line back: whoever wrote it, and those who review."""
    is_reviewer = any(contains(outer, area_code) for outer in person.areas(REVIEWERS))
    return is_reviewer or person.id == line.person_id


def money(amount: Decimal) -> str:
    """Write an amount the way people do: 12,000 or 12,000.50."""
    return f"{amount:,.2f}".removesuffix(".00")
