"""The data doctor: every quality rule of DOMAIN §2, asked of one household."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain import quality_homes, quality_people
from domain.doubts import NUMBERED, Doubt, Money, Subject
from domain.income_categories import BY_CODE, Counts
from domain.incomes import Figures, Line
from domain.quality_people import MONTHS_OF_A_YEAR

_RULES = (
    quality_people.heads,
    quality_people.id_numbers,
    quality_people.health,
    quality_homes.of_causes,
    quality_people.work,
    quality_homes.incomes,
    quality_homes.exits,
    quality_people.school,
    quality_homes.levels,
)


def doubts(subject: Subject) -> list[Doubt]:
    """List what does not fit together about a household, in the order of the rules."""
    found = [doubt for rule in _RULES for doubt in rule(subject)]
    return sorted(found, key=lambda it: (NUMBERED.index(it.rule), it.member_number))


def arising(before: Iterable[Doubt], after: Iterable[Doubt]) -> list[Doubt]:
    """List the doubts that were not there before: about something new, or on other grounds."""
    known = {(it.spot, _plain(it.grounds)) for it in before}
    return [it for it in after if (it.spot, _plain(it.grounds)) not in known]


def _plain(grounds: Mapping[str, Any]) -> str:
    return repr(sorted(grounds.items()))


def money_of(lines: Iterable[Line], figures: Figures) -> Money:
    """Read off the lines of an income year what the rules ask about."""
    codes = {line.category for line in lines if line.category in BY_CODE}
    return Money(
        months=figures.months,
        wages=any(code.startswith("wages.") for code in codes),
        production=any(code.startswith("business.") for code in codes),
        costs=any(BY_CODE[code].is_cost for code in codes),
        dibao=any(BY_CODE[code].counts is Counts.DIBAO for code in codes),
        per_head_yuan=figures.register_yuan if figures.months >= MONTHS_OF_A_YEAR else None,
    )
