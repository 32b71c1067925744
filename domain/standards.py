"""The exit standard by its dated versions: what is asked, and which verdict follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from domain.haves import Item, Verdict
from domain.refusals import Text

Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Dated figures of the standard; land is per head and in fen, of which a mu has ten."""

    checked_for_days: int = 180
    paddy_fen: int = 5
    dry_fen: int = 10
    economic_forest_fen: int = 15
    mountain_forest_fen: int = 50
    months_away: int = 6
    housing_m2: int = 13
    water_litres: int = 35
    water_minutes: int = 20
    water_percent: int = 90
    road_households: int = 20
    road_width_dm: int = 35


FIGURES: Mapping[Item, tuple[str, ...]] = MappingProxyType(
    {
        Item.INCOME_SOURCE: (
            "paddy_fen",
            "dry_fen",
            "economic_forest_fen",
            "mountain_forest_fen",
            "months_away",
        ),
        Item.HOUSING: ("housing_m2",),
        Item.WATER: ("water_litres", "water_minutes", "water_percent"),
        Item.ROAD: ("road_households", "road_width_dm"),
    }
)
"""Which figures belong to which item's criterion."""


@dataclass(frozen=True, kw_only=True)
class Standard:
    """The standard of a day: its name, and per item the criterion people read."""

    code: str
    since_on: date
    criteria: Mapping[Item, Text | str]
    rules: Rules = field(default_factory=Rules)


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


REVISED = "revised"
_OLD = {
    Item.INCOME_SOURCE: Text("Has a source of income, or dibao"),
    Item.HOUSING: Text("Housing is secured"),
    Item.MEDICAL: Text("Basic medical care is secured"),
    Item.SCHOOLING: Text("Compulsory education is secured"),
    Item.WATER: Text("Has drinking water"),
    Item.ROAD: Text("A road leads to the natural village"),
    Item.POWER: Text("Has electric power"),
    Item.TV: Text("Can watch television"),
    Item.INCOME: Text("Net income per head is above the national line"),
}
_REVISED = {
    Item.INCOME_SOURCE: Text(
        "One of: per head {paddy} mu of paddy, {dry} mu of dry land, {economic} mu of economic "
        "or {mountain} mu of mountain forest, with a stable yield; business premises; breeding "
        "at scale; somebody away for work for {months} months; or, without labour, dibao of "
        "class A or B"
    ),
    Item.HOUSING: Text("The building is safe (grade A or B), {m2} m² or more per head"),
    Item.MEDICAL: Text("Every member is insured this year"),
    Item.SCHOOLING: Text("Nobody of school age is out of school for want of money"),
    Item.WATER: Text(
        "Clear and odourless; {litres} litres or more per head and day; {minutes} minutes or "
        "less there and back; available on {percent}% of days or more"
    ),
    Item.ROAD: Text(
        "Hamlets of {households} households or more: gravel or better, {width} m wide or more"
    ),
    Item.POWER: Text("Connected to the grid"),
    Item.TV: Text("A television, a computer or a smartphone"),
    Item.INCOME: Text(
        "Stable net income per head above the year's line; basic pension, class C dibao and "
        "one-off relief do not count, class A or B dibao only without labour"
    ),
}
STANDARDS = (
    Standard(code="2016", since_on=date(2016, 1, 1), criteria=_OLD),
    Standard(code=REVISED, since_on=date(2018, 1, 1), criteria=_REVISED),
)
"""The official versions, the oldest first; the days are defaults, and of the first one only
the names of its items are known to us."""


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What an admin changed from a day on: the criterion of an item, or a figure (no words)."""

    since_on: date
    item: Item | None = None
    words: str = ""


def standard_on(day: date, rules: Rules, amendments: tuple[Amendment, ...] = ()) -> Standard:
    """Put together the standard of a day; an amended one is called by the day of the amendment."""
    official = [it for it in STANDARDS if it.since_on <= day] or [STANDARDS[0]]
    base = official[-1]
    later = sorted(
        (it for it in amendments if base.since_on <= it.since_on <= day),
        key=lambda it: it.since_on,
    )
    criteria: dict[Item, Text | str] = {
        item: _filled(text, rules) for item, text in base.criteria.items()
    }
    criteria |= {it.item: it.words for it in later if it.item is not None}
    code = later[-1].since_on.isoformat() if later else base.code
    since_on = later[-1].since_on if later else base.since_on
    return Standard(code=code, since_on=since_on, criteria=criteria, rules=rules)


def _filled(text: Text | str, rules: Rules) -> Text | str:
    if isinstance(text, str):
        return text
    return Text(
        text.msgid,
        paddy=_tenths(rules.paddy_fen),
        dry=_tenths(rules.dry_fen),
        economic=_tenths(rules.economic_forest_fen),
        mountain=_tenths(rules.mountain_forest_fen),
        months=rules.months_away,
        m2=rules.housing_m2,
        litres=rules.water_litres,
        minutes=rules.water_minutes,
        percent=rules.water_percent,
        households=rules.road_households,
        width=_tenths(rules.road_width_dm),
    )


def _tenths(number: int) -> str:
    return format((Decimal(number) / 10).normalize(), "f")


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
