"""The chapters of figures in a handbook: income by year, and the exit standard."""

from decimal import Decimal
from itertools import groupby

from bot import have_cards
from bot.handbook_parts import Book, chapter, table_of
from bot.income_figures import Year
from domain.have_facts import facts_read
from domain.haves import LABELS, Check, Item, Verdict
from domain.income_categories import BY_CODE
from domain.incomes import money
from domain.refusals import Text
from exports.handbook import Chapter


def income(year: Year) -> Chapter:
    """One income year: the sum of each category, what is not recognised, both figures."""
    figures = year.figures
    why = {it.category.code: it.why for it in figures.excluded}
    lines = sorted((it for it in year.lines if it.category in BY_CODE), key=lambda it: it.category)
    rows = []
    for code, group in groupby(lines, key=lambda it: it.category):
        several = list(group)
        total = sum((it.amount_yuan for it in several), Decimal(0))
        rows.append((BY_CODE[code].label, str(len(several)), money(total), why.get(code, "")))
    title = Text(
        "Income and expenditure {first} to {last}",
        first=f"{year.first_on:%Y-%m}",
        last=f"{year.last_on:%Y-%m}",
    )
    heading = Text("Category"), Text("Lines"), Text("Yuan"), Text("Not recognised because")
    both = Text(
        "Per head: register {register} yuan, recognised {recognised} yuan, poverty line {line}.",
        register=money(figures.register_yuan),
        recognised=money(figures.recognised_yuan),
        line=year.rules.poverty_line_yuan,
    )
    return chapter(title, table_of(heading, rows, 4, 1, 2, 5), [both])


def haves(book: Book) -> Chapter:
    """Write how each item of the exit standard stands."""
    heading = Text("Item"), Text("Verdict"), Text("Checked on"), Text("Facts"), Text("Reason")
    rows = [(LABELS[it], *_have(it, book.haves.get(it))) for it in Item]
    return chapter(Text("Eight haves and one exceeds"), table_of(heading, rows, 4, 2, 3, 6, 4))


def _have(item: Item, check: Check | None) -> tuple[Text | str, ...]:
    if check is None:
        return have_cards.VERDICTS[Verdict.UNCHECKED], "", "", ""
    facts = facts_read(item, check.facts)
    return have_cards.VERDICTS[check.verdict], check.checked_on.isoformat(), facts, check.reason
