"""The exit standard by its dated versions: official editions, figures, and what was amended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from domain.haves import Item
from domain.refusals import Text


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
