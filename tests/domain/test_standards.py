"""Which verdict follows from which facts, and which standard holds on which day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

import pytest

from domain.have_facts import ASKED, facts_read
from domain.haves import Item, Verdict
from domain.refusals import Text
from domain.standards import Amendment, Rules, standard_on
from domain.verdicts import Grounds, verdict

FOUR = Grounds(people=4, rules=Rules())
WEAK = replace(FOUR, is_without_labour=True, dibao_class="A")
EARNING = replace(FOUR, line_yuan=4000, months=3)
WATER = {"clear": "yes", "litres": "35", "minutes": "20", "percent": "90"}
LARGE = {"hamlet": "large", "surface": "gravel", "width": "3.5"}


@pytest.mark.parametrize(
    ("item", "facts", "grounds", "is_met"),
    [
        (Item.INCOME_SOURCE, {"source": "paddy", "mu": "2"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "paddy", "mu": "1.99"}, FOUR, False),
        (Item.INCOME_SOURCE, {"source": "dry", "mu": "4"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "dry", "mu": "3.9"}, FOUR, False),
        (Item.INCOME_SOURCE, {"source": "economic_forest", "mu": "6"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "economic_forest", "mu": "5"}, FOUR, False),
        (Item.INCOME_SOURCE, {"source": "mountain_forest", "mu": "20"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "mountain_forest", "mu": "19"}, FOUR, False),
        (Item.INCOME_SOURCE, {"source": "away", "months": "6"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "away", "months": "5"}, FOUR, False),
        (Item.INCOME_SOURCE, {"source": "business"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "breeding"}, FOUR, True),
        (Item.INCOME_SOURCE, {"source": "dibao"}, WEAK, True),
        (Item.INCOME_SOURCE, {"source": "dibao"}, replace(WEAK, dibao_class="C"), False),
        (Item.INCOME_SOURCE, {"source": "dibao"}, replace(FOUR, dibao_class="A"), False),
        (Item.INCOME_SOURCE, {"source": "none"}, FOUR, False),
        (Item.HOUSING, {"grade": "B", "m2": "52"}, FOUR, True),
        (Item.HOUSING, {"grade": "A", "m2": "51.9"}, FOUR, False),
        (Item.HOUSING, {"grade": "C", "m2": "200"}, FOUR, False),
        (Item.MEDICAL, {"uninsured": "0"}, FOUR, True),
        (Item.MEDICAL, {"uninsured": "1"}, FOUR, False),
        (Item.SCHOOLING, {"out_of_school": "0"}, FOUR, True),
        (Item.SCHOOLING, {"out_of_school": "2"}, FOUR, False),
        (Item.WATER, WATER, FOUR, True),
        (Item.WATER, WATER | {"clear": "no"}, FOUR, False),
        (Item.WATER, WATER | {"litres": "34"}, FOUR, False),
        (Item.WATER, WATER | {"minutes": "21"}, FOUR, False),
        (Item.WATER, WATER | {"percent": "89"}, FOUR, False),
        (Item.ROAD, LARGE, FOUR, True),
        (Item.ROAD, LARGE | {"width": "3.4"}, FOUR, False),
        (Item.ROAD, {"hamlet": "large", "surface": "earth"}, FOUR, False),
        (Item.ROAD, {"hamlet": "small"}, FOUR, True),
        (Item.POWER, {"power": "yes"}, FOUR, True),
        (Item.POWER, {"power": "no"}, FOUR, False),
        (Item.TV, {"set": "phone"}, FOUR, True),
        (Item.TV, {"set": "none"}, FOUR, False),
        (Item.INCOME, {}, replace(EARNING, income_yuan=Decimal(4001)), True),
        (Item.INCOME, {}, replace(EARNING, income_yuan=Decimal(4000)), False),
    ],
)
def test_the_verdict_follows_from_the_facts(item, facts, grounds, is_met):
    assert verdict(item, facts, grounds) is (Verdict.MET if is_met else Verdict.UNMET)


@pytest.mark.parametrize("item", list(Item))
def test_without_its_facts_an_item_is_not_checked(item):
    assert verdict(item, {}, FOUR) is Verdict.UNCHECKED
    assert verdict(item, {"another": "1"}, FOUR) is Verdict.UNCHECKED


def test_a_figure_that_changes_changes_the_verdict():
    roomier = replace(FOUR, rules=Rules(housing_m2=20))
    assert verdict(Item.HOUSING, {"grade": "A", "m2": "79"}, roomier) is Verdict.UNMET


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2015, 1, 1), "2016"), (date(2017, 12, 31), "2016"), (date(2018, 1, 1), "revised")],
)
def test_each_day_has_its_standard(day, code):
    standard = standard_on(day, Rules())
    assert standard.code == code
    assert list(standard.criteria) == list(Item)


def test_the_criterion_says_the_figures_of_the_day():
    words = standard_on(date(2026, 1, 1), Rules(housing_m2=15)).criteria[Item.HOUSING]
    assert "15 m²" in cast(Text, words).render(str)
    rich = cast(Text, standard_on(date(2026, 1, 1), Rules()).criteria[Item.INCOME_SOURCE]).render(
        str
    )
    assert "0.5 mu of paddy, 1 mu of dry land, 1.5 mu" in rich


def test_an_amended_standard_is_called_by_its_day_and_earlier_days_keep_theirs():
    words = Amendment(since_on=date(2026, 4, 1), item=Item.TV, words="有电视机")
    figure = Amendment(since_on=date(2026, 5, 1))
    on = [standard_on(date(2026, month, 1), Rules(), (figure, words)) for month in (3, 4, 5)]
    assert [it.code for it in on] == ["revised", "2026-04-01", "2026-05-01"]
    assert [it.criteria[Item.TV] == "有电视机" for it in on] == [False, True, True]


@pytest.mark.parametrize("item", [it for it in Item if it is not Item.INCOME])
def test_facts_are_asked_one_after_the_other_and_read_on_one_line(item):
    facts: dict[str, str] = {}
    for fact in ASKED[item]:
        if fact.fits(facts):
            facts[fact.key] = next(iter(fact.choices), "3")
    assert isinstance(facts_read(item, facts), Text)
    assert verdict(item, facts, FOUR) is not Verdict.UNCHECKED


def test_of_a_small_hamlet_no_road_is_asked():
    asked = [fact.key for fact in ASKED[Item.ROAD] if fact.fits({"hamlet": "small"})]
    assert asked == ["hamlet"]
