"""八有一超, the exit standard: nine items, dated versions, verdicts from facts (DOMAIN §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from domain.refusals import Text


class Item(StrEnum):
    """An item of the standard, by its code."""

    INCOME_SOURCE = "income_source"
    HOUSING = "housing"
    MEDICAL = "medical"
    SCHOOLING = "schooling"
    WATER = "water"
    ROAD = "road"
    POWER = "power"
    TV = "tv"
    INCOME = "income"


LABELS: Mapping[Item, Text] = MappingProxyType(
    {
        Item.INCOME_SOURCE: Text("Income source or dibao"),
        Item.HOUSING: Text("Safe housing"),
        Item.MEDICAL: Text("Medical insurance"),
        Item.SCHOOLING: Text("Compulsory schooling"),
        Item.WATER: Text("Safe drinking water"),
        Item.ROAD: Text("A road to the hamlet"),
        Item.POWER: Text("Electric power"),
        Item.TV: Text("Television"),
        Item.INCOME: Text("Income above the line"),
    }
)
"""What people call each item, in the official order."""


class Verdict(StrEnum):
    """Whether an item is met."""

    MET = "met"
    UNMET = "unmet"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, kw_only=True)
class Check:
    """What was found about one item on a day, by the version of the standard of that day."""

    household_id: int
    item: Item
    verdict: Verdict
    checked_on: date
    standard: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    person_id: int | None = None
    visit_id: int | None = None

    @property
    def value(self) -> dict[str, Any]:
        """What it says, whenever that was: the value of a proposal to change the item."""
        return {
            "verdict": self.verdict.value,
            "facts": dict(self.facts),
            "reason": self.reason,
        }


def check_of(household_id: int, item: Item, value: Mapping[str, Any], on: date) -> Check:
    """Make the check of a day from what it says; by which standard is still to be said."""
    return Check(
        household_id=household_id,
        item=item,
        verdict=Verdict(value["verdict"]),
        checked_on=on,
        standard="",
        facts=value["facts"],
        reason=value["reason"],
    )


def is_old(check: Check, today: date, holds_for_days: int) -> bool:
    """Tell whether a check was so long ago that somebody should look again."""
    return today - check.checked_on > timedelta(days=holds_for_days)


def to_look_at(state: Mapping[Item, Check], today: date, holds_for_days: int) -> tuple[Item, ...]:
    """List the items to ask about: not met, never checked, or checked too long ago."""
    return tuple(item for item in Item if _is_open(state.get(item), today, holds_for_days))


def _is_open(check: Check | None, today: date, holds_for_days: int) -> bool:
    if check is None or check.verdict is not Verdict.MET:
        return True
    return is_old(check, today, holds_for_days)
