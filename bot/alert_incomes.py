"""What is known of a household's income before an alert is raised."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import income_figures
from domain.refusals import Text
from domain.triage import NEVER_LISTED
from storage.households import Known

ONE_YEAR = timedelta(days=365)
RECORD, LAST_YEAR, THIS_YEAR = "record", "last", "this"
SOURCES = {
    RECORD: Text("from the record"),
    LAST_YEAR: Text("from last year's register"),
    THIS_YEAR: Text("from this year's register, {months} months"),
}


@dataclass(frozen=True, kw_only=True)
class Income:
    """Yuan per head and year, and where that is from; None while nothing is known."""

    yuan: int | None = None
    source: str = ""
    months: int = 0


async def of(db: AsyncConnection, known: Known, today: date) -> Income:
    """Take last year's register, else what the record says, else as much as this year has."""
    last = await income_figures.of_year(db, known, today - ONE_YEAR)
    if last.lines:
        return Income(yuan=round(last.figures.register_yuan), source=LAST_YEAR)
    if recorded := known.household.facts.get("net_income_per_head_yuan"):
        return Income(yuan=round(Decimal(str(recorded))), source=RECORD)
    this = await income_figures.of_year(db, known, today)
    if not this.lines:
        return Income()
    figures = this.figures
    return Income(yuan=round(figures.register_yuan), source=THIS_YEAR, months=figures.months)


async def given(db: AsyncConnection, known: Known, today: date) -> dict[str, Any]:
    """Return what an alert's questions need to know of a household; it waits in the draft."""
    income = await of(db, known, today)
    return {
        "income": income.yuan,
        "source": income.source,
        "months": income.months,
        "people": max(1, len(known.members)),
        "is_listed": known.household.facts.get("state") not in NEVER_LISTED,
    }
