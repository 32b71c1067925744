"""八有一超, the exit standard: nine items, dated versions, verdicts from facts (DOMAIN §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


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
