"""The two income figures of a household's year, from its record and its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incomes import Figures, Line, Rules, figures, income_year, is_without_labour
from storage import incomes, rules
from storage.households import Known


@dataclass(frozen=True, kw_only=True)
class Year:
    """An income year of a household: its days, its lines and both figures."""

    first_on: date
    last_on: date
    rules: Rules
    lines: tuple[Line, ...]
    figures: Figures

    @property
    def is_above_the_line(self) -> bool:
        """Tell whether the recognised figure exceeds the year's poverty line."""
        return self.figures.recognised_yuan > self.rules.poverty_line_yuan


async def of_year(db: AsyncConnection, known: Known, day: date) -> Year:
    """Work out the income year that a day lies in."""
    return (await of_years(db, [known], day))[known.id]


async def of_years(db: AsyncConnection, known: Sequence[Known], day: date) -> dict[int, Year]:
    """Do the same for several households at once, by their ids."""
    book = await rules.incomes_on(db, day)
    first, last = income_year(day, book)
    lines = await incomes.lines_of(db, [it.id for it in known], first, last)
    return {
        it.id: Year(
            first_on=first,
            last_on=last,
            rules=book,
            lines=tuple(lines.get(it.id, ())),
            figures=_figures(it, lines.get(it.id, [])),
        )
        for it in known
    }


def _figures(known: Known, lines: Sequence[Line]) -> Figures:
    return figures(
        lines,
        len(known.members),
        is_without_labour=is_without_labour(known.members),
        dibao_class=known.household.facts.get("dibao_class") or "",
    )
