"""Which verdict about an item of the exit standard follows from the facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.haves import Item, Verdict
from domain.standards import Rules

Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What a verdict rests on besides the facts asked for; `months` have a line of income."""

    people: int
    rules: Rules
    is_without_labour: bool = False
    dibao_class: str = ""
    income_yuan: Decimal = Decimal(0)
    line_yuan: int = 0
    months: int = 0


def verdict(item: Item, facts: Facts, grounds: Grounds) -> Verdict:
    """Say what follows from the facts by the revised standard; UNCHECKED when they are missing."""
    if not (grounds.months if item is Item.INCOME else facts):
        return Verdict.UNCHECKED
    try:
        return Verdict.MET if _IS_MET[item](facts, grounds) else Verdict.UNMET
    except KeyError:
        return Verdict.UNCHECKED


def _has_income_source(facts: Facts, grounds: Grounds) -> bool:
    source, rules = facts["source"], grounds.rules
    land = {
        "paddy": rules.paddy_fen,
        "dry": rules.dry_fen,
        "economic_forest": rules.economic_forest_fen,
        "mountain_forest": rules.mountain_forest_fen,
    }
    if source in land:
        return Decimal(facts["mu"]) * 10 >= land[source] * grounds.people
    if source == "away":
        return Decimal(facts["months"]) >= rules.months_away
    if source == "dibao":
        return grounds.is_without_labour and grounds.dibao_class in ("A", "B")
    return source in ("business", "breeding")


def _is_housed(facts: Facts, grounds: Grounds) -> bool:
    is_roomy = Decimal(facts["m2"]) >= grounds.rules.housing_m2 * grounds.people
    return facts["grade"] in ("A", "B") and is_roomy


def _has_water(facts: Facts, grounds: Grounds) -> bool:
    rules = grounds.rules
    return (
        facts["clear"] == "yes"
        and Decimal(facts["litres"]) >= rules.water_litres
        and Decimal(facts["minutes"]) <= rules.water_minutes
        and Decimal(facts["percent"]) >= rules.water_percent
    )


def _has_road(facts: Facts, grounds: Grounds) -> bool:
    """Smaller hamlets need none."""
    rules = grounds.rules
    if facts["hamlet"] == "small":
        return True
    if facts["surface"] == "earth":
        return False
    return Decimal(facts["width"]) * 10 >= rules.road_width_dm


_IS_MET: Mapping[Item, Callable[[Facts, Grounds], bool]] = {
    Item.INCOME_SOURCE: _has_income_source,
    Item.HOUSING: _is_housed,
    Item.MEDICAL: lambda facts, _: Decimal(facts["uninsured"]) == 0,
    Item.SCHOOLING: lambda facts, _: Decimal(facts["out_of_school"]) == 0,
    Item.WATER: _has_water,
    Item.ROAD: _has_road,
    Item.POWER: lambda facts, _: facts["power"] == "yes",
    Item.TV: lambda facts, _: facts["set"] != "none",
    Item.INCOME: lambda _, grounds: grounds.income_yuan > grounds.line_yuan,
}
