"""How a household's income reads: both figures, what is left out, the lines of the year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.income_answers import read
from bot.income_figures import Year
from bot.pictures import INCOME_CHART
from bot.replies import Drawing
from bot.texts import day_and_time
from domain.income_categories import BY_CODE
from domain.incomes import Line, differs_much, money, months_of
from domain.refusals import Joined, Text
from storage.households import Known
from storage.incomes import Entry

NEWEST = 5


def card(known: Known, year: Year, before: Year) -> Text:
    """Write both figures with what makes the difference, and the newest lines.

    The year before is what the national system's figure can be compared with.
    """
    figures = year.figures
    head = Text(
        "<b>Income · {head}</b>, {area}", head=known.household.head_name, area=known.area_name
    )
    span = Text(
        "Income year {first} to {last}, lines of {months} months, {people} people",
        first=f"{year.first_on:%Y-%m}",
        last=f"{year.last_on:%Y-%m}",
        months=figures.months,
        people=figures.people,
    )
    sums = Text(
        "Income {income} yuan, costs {costs} yuan",
        income=money(figures.income_yuan),
        costs=money(figures.costs_yuan),
    )
    registered = Text(
        "Net income per head, all lines: <b>{amount}</b> yuan", amount=money(figures.register_yuan)
    )
    parts = [head, span, sums, registered, recognised(year), *_left_out(year)]
    return Joined([*parts, _compared(known, before), *_newest(year)])


def recognised(year: Year) -> Text:
    """Write the recognised figure against the poverty line."""
    figures = year.figures
    below = _NOT_ABOVE if figures.months >= WHOLE_YEAR else _NOT_YET
    words = _ABOVE if year.is_above_the_line else below
    return Text(
        words.msgid,
        amount=money(figures.recognised_yuan),
        line=money(Decimal(year.rules.poverty_line_yuan)),
    )


_ABOVE = Text("Recognised, stable, per head: <b>{amount}</b> yuan ✅ above the line of {line}")
_NOT_ABOVE = Text(
    "Recognised, stable, per head: <b>{amount}</b> yuan ❌ not above the line of {line}"
)
_NOT_YET = Text(
    "Recognised, stable, per head: <b>{amount}</b> yuan ⏳ not yet above the line of {line}"
)
WHOLE_YEAR = 12


def _left_out(year: Year) -> list[Text]:
    lines = [
        Text(
            "• {category}, {amount} yuan: {why}",
            category=it.category.label,
            amount=money(it.amount_yuan),
            why=it.why,
        )
        for it in year.figures.excluded
    ]
    return [Text("Not recognised:"), *lines] if lines else []


def _compared(known: Known, before: Year) -> Text | str:
    """Say so when the register's last full year is far from the national system's figure."""
    theirs, ours = _national(known), before.figures.register_yuan
    percent = before.rules.income_differs_percent
    if theirs is None or not before.lines or not differs_much(ours, theirs, percent):
        return ""
    return Text(
        "⚠ Of the year before, the lines make {ours} yuan per head and the national system "
        "says {theirs}. Please see which is right.",
        ours=money(ours),
        theirs=money(theirs),
    )


def _national(known: Known) -> Decimal | None:
    try:
        return Decimal(str(known.household.facts["net_income_per_head_yuan"]))
    except (KeyError, InvalidOperation):
        return None


def _newest(year: Year) -> list[Text]:
    if not year.lines:
        return [Text("Nothing is written down for this year yet.")]
    known = [it for it in year.lines if it.category in BY_CODE]
    return [Text("Newest lines:"), *(read(it) for it in reversed(known[-NEWEST:]))]


def page_of_lines(
    known: Known, entries: Sequence[Entry], first: int, names: Mapping[int, str]
) -> Text:
    """Write lines under their numbers: who wrote each down when, who took it back."""
    lines = [_numbered(number, it, names) for number, it in enumerate(entries, start=first)]
    title = Text("<b>Lines · {head}</b>", head=known.household.head_name)
    return Joined([title, *(lines or [Text("Nothing is written down for this year yet.")])])


def _numbered(number: int, entry: Entry, names: Mapping[int, str]) -> Text:
    line = entry.line
    words = read(line) if line.category in BY_CODE else line.category
    signed = Text("{name} {at}", name=entry.by, at=day_and_time(line.at))
    said = Text("{number}. {line} · {signed}", number=number, line=words, signed=signed)
    if entry.retracted_at is None:
        return said
    by = names.get(entry.retracted_by or 0, "")
    return Text(
        "<s>{line}</s> 🗑 {name} {at}", line=said, name=by, at=day_and_time(entry.retracted_at)
    )


def chart(known: Known, year: Year) -> Drawing:
    """Describe the picture of the year."""
    monthly = Decimal(year.rules.poverty_line_yuan) * year.figures.people / 12
    months = [_month(it, year.lines) for it in months_of(year.first_on)]
    title = Text(
        "{head} · {first} to {last}, yuan",
        head=known.household.head_name,
        first=f"{year.first_on:%Y-%m}",
        last=f"{year.last_on:%Y-%m}",
    )
    words = {
        "income": Text("Income"),
        "costs": Text("Costs"),
        "line": Text("The poverty line, {amount} a month", amount=money(round(monthly, 0))),
    }
    values = {"title": title, "months": months, "line": float(monthly), "words": words}
    return Drawing(kind=INCOME_CHART, values=values)


def _month(month_on: date, lines: Iterable[Line]) -> dict[str, object]:
    here = [it for it in lines if it.month_on == month_on and it.category in BY_CODE]
    costs = sum(it.amount_yuan for it in here if BY_CODE[it.category].is_cost)
    income = sum(it.amount_yuan for it in here) - costs
    label = Text("M{number}", number=month_on.month)
    return {"label": label, "income": float(income), "costs": float(costs)}
