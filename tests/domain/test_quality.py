"""Every quality rule: what it asks about, and what it lets pass."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.doubts import NUMBERED, Money, Rule, Rules, Subject
from domain.haves import Check, Item, Verdict
from domain.households import Member
from domain.idnumbers import check_digit
from domain.incomes import Line, figures
from domain.quality import arising, doubts, money_of
from domain.records import CAUSES, HEALTH, LABOUR, PUPIL_STAGES, RELATIONS, STATES

TODAY = date(2026, 3, 2)


def id_number(born, serial="001"):
    """Make a valid number; an odd serial is a man's."""
    first = f"450503{born}{serial}"
    return first + check_digit(first)


MAN, WOMAN = id_number("19700101", "001"), id_number("19720505", "002")
BOY, GIRL = id_number("20140301", "003"), id_number("20160801", "004")
TODDLER = id_number("20220301", "005")


def member(relation="", id_number="", number="1", name="某人", **facts):
    return Member(
        number=number, name=name, id_number=id_number, facts={"relation": relation, **facts}
    )


HEAD = member("户主", number="0")


def subject(*members, facts=None, **more):
    return Subject(
        facts=facts or {},
        members=members,
        today=TODAY,
        rules=Rules(),
        line_yuan=4000,
        **more,
    )


def unmet(item):
    return {
        item: Check(
            household_id=1, item=item, verdict=Verdict.UNMET, checked_on=TODAY, standard="revised"
        )
    }


def asked(it):
    return [doubt.rule.value for doubt in doubts(it)]


EXITED = {"state": "已脱贫"}
PEOPLE = [
    ([HEAD], []),
    ([member("配偶"), member("之子", number="2")], ["no_head"]),
    ([member(), member(number="2")], []),  # the record says nothing about anybody
    ([HEAD, member("户主", number="2")], ["several_heads"]),
    ([member("户主", MAN)], []),
    ([member("户主", MAN[:-1] + ("0" if MAN[-1] != "0" else "1"))], ["id_wrong"]),
    ([member("户主", "45050319701301001X")], ["id_wrong"]),
    ([member("户主", "4505")], ["id_wrong"]),
    ([member("户主", MAN), member("配偶", MAN, "2")], ["id_twice"]),
    ([HEAD, member("之女", GIRL, pupil_stage="小学")], []),
    ([HEAD, member("之女", BOY, pupil_stage="小学")], ["id_sex"]),
    ([HEAD, member("之子", GIRL, pupil_stage="小学")], ["id_sex"]),
    ([HEAD, member("其他", GIRL, pupil_stage="小学", sex="男")], ["id_sex"]),
    ([member("户主", MAN), member("之母", id_number("19450101", "002"), "2")], []),
    ([member("户主", MAN), member("之母", id_number("19750101", "002"), "2")], ["id_birth"]),
    ([member("户主", MAN), member("之子", id_number("19650101", "001"), "2")], ["id_birth"]),
    ([member("户主", MAN, born_on="1970-01-02")], ["id_birth"]),
    ([member("户主", disability_number="x", health=["残疾"])], []),
    ([member("户主", disability_number="x", health=["健康"])], ["disabled_but_healthy"]),
    ([member("户主", disability_number="x")], ["disabled_but_healthy"]),
    ([member("户主", work_place="省外", work_months=8, labour="普通")], []),
    ([member("户主", work_place="省外", labour="普通")], ["wages_without_months"]),
    ([member("户主", work_place="未务工", work_months=0, labour="无")], []),
    ([member("户主", work_place="省外", work_months=13)], ["too_many_months"]),
    ([member("户主", work_months=6, labour="丧失")], ["works_without_labour"]),
    ([member("户主", work_months=6, labour="弱(半)")], []),
    ([HEAD, member("之子", BOY, pupil_stage="小学")], []),
    ([HEAD, member("之子", BOY, pupil_stage="非在校生")], ["out_of_school"]),
    ([HEAD, member("之子", BOY)], ["out_of_school"]),
    ([HEAD, member("之子", TODDLER)], []),
    # six on the first of September: this school year, or the next
    ([HEAD, member("之子", id_number("20190831", "001"))], ["out_of_school"]),
    ([HEAD, member("之子", id_number("20190902", "001"))], []),
    ([HEAD, member("之子", id_number("20090901", "001"))], []),  # sixteen by now
]


@pytest.mark.parametrize(("members", "wanted"), PEOPLE)
def test_what_is_odd_about_members(members, wanted):
    assert asked(subject(*members)) == wanted


ILL = member("户主", health=["大病"])
DISABLED = member("户主", health=["残疾", "长期慢性病"])
PUPIL = member("户主", pupil_stage="初中")
WORKERS = [
    member("户主", number="0", labour="技能"),
    *[member("之子", number=n, labour="普通") for n in "12"],
]
HOMES = [
    (["因病"], [HEAD], ["illness_without_ill"]),
    (["因病"], [ILL], []),
    (["缺水", "因残"], [ILL], ["disability_without_disabled"]),
    (["因残", "因病"], [DISABLED], []),
    (["因学"], [HEAD], ["school_costs_without_pupil"]),
    (["因学"], [PUPIL], []),
    (["缺劳动力"], WORKERS, ["no_labour_but_workers"]),
    (["缺劳动力"], WORKERS[:2], []),
    (["因灾", "缺技术"], [HEAD], []),
    (["因病"], [], []),  # nobody is known at all
]


@pytest.mark.parametrize(("causes", "members", "wanted"), HOMES)
def test_causes_of_which_nothing_shows(causes, members, wanted):
    assert asked(subject(*members, facts={"causes": causes})) == wanted


MONEY = [
    ({}, Money(), []),
    ({}, Money(months=1, wages=True), ["wages_without_months"]),
    ({}, Money(months=1, production=True), ["production_without_costs"]),
    ({}, Money(months=1, production=True, costs=True), []),
    ({"attribute": "低保"}, Money(months=2), []),
    ({"attribute": "低保"}, Money(months=3), ["dibao_without_payment"]),
    ({"attribute": "低保"}, Money(months=3, dibao=True), []),
    ({"attribute": "一般"}, Money(months=1, dibao=True), ["payment_without_dibao"]),
    ({"attribute": "特困供养"}, Money(months=1, dibao=True), []),
    ({"net_income_per_head_yuan": "499.99"}, Money(), ["income_too_low"]),
    ({"net_income_per_head_yuan": "500"}, Money(), []),
    ({"net_income_per_head_yuan": "30000"}, Money(), []),
    ({"net_income_per_head_yuan": "30000.01"}, Money(), ["income_too_high"]),
    # a whole year of lines is better than the national system's figure
    ({"net_income_per_head_yuan": "499"}, Money(per_head_yuan=Decimal(6000)), []),
    (EXITED | {"net_income_per_head_yuan": "3999"}, Money(), ["exited_below_line"]),
    (EXITED | {"net_income_per_head_yuan": "4000"}, Money(), []),
    ({"state": "未脱贫", "net_income_per_head_yuan": "3999"}, Money(), []),
    (EXITED | {"is_housing_unsafe": True}, Money(), ["exited_unsafe_house"]),
    (EXITED | {"is_water_safe": False}, Money(), ["exited_unsafe_water"]),
    (EXITED | {"is_water_hard_to_get": True}, Money(), ["exited_unsafe_water"]),
    (EXITED | {"is_water_safe": True, "is_housing_unsafe": False}, Money(), []),
    ({"is_housing_unsafe": True, "is_water_safe": False}, Money(), []),
]


@pytest.mark.parametrize(("facts", "money", "wanted"), MONEY)
def test_what_is_odd_about_incomes_and_exits(facts, money, wanted):
    assert asked(subject(HEAD, facts=facts, money=money)) == wanted


@pytest.mark.parametrize(
    ("item", "wanted"),
    [(Item.HOUSING, ["exited_unsafe_house"]), (Item.WATER, ["exited_unsafe_water"]),
     (Item.TV, [])],
)  # fmt: skip
def test_an_exited_household_with_an_unmet_item(item, wanted):
    assert asked(subject(HEAD, facts=EXITED, haves=unmet(item))) == wanted


def test_figures_of_the_rule_book_decide():
    poor = subject(HEAD, facts={"net_income_per_head_yuan": "499"})
    assert asked(replace(poor, rules=Rules(lowest_income_yuan=400))) == []
    boy = subject(HEAD, member("之子", BOY))
    assert asked(replace(boy, rules=Rules(school_from_age=12))) == []


def test_every_rule_is_asked_somewhere_above():
    tables: list[Any] = [it[-1] for it in (*PEOPLE, *HOMES, *MONEY)]
    assert {rule for wanted in tables for rule in wanted} == {rule.value for rule in Rule}
    assert len(NUMBERED) == len(set(NUMBERED)) == 23


def line(category, month=1):
    at = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
    return Line(
        id=1,
        household_id=1,
        month_on=date(2026, month, 1),
        category=category,
        amount_yuan=Decimal(1200),
        person_id=1,
        at=at,
    )


def test_lines_are_read_by_their_categories():
    lines = [line("wages.outside"), line("transfer.civil.dibao"), line("no.such.category")]
    seen = money_of(lines, figures(lines, 1, is_without_labour=False, dibao_class="A"))
    assert (seen.wages, seen.dibao, seen.production, seen.costs) == (True, True, False, False)
    assert (seen.months, seen.per_head_yuan) == (1, None)
    year = [line("business.planting.grain", month) for month in range(1, 13)]
    seen = money_of(year, figures(year, 2, is_without_labour=False, dibao_class=""))
    assert (seen.production, seen.months, seen.per_head_yuan) == (True, 12, Decimal("7200.00"))


def test_only_what_a_change_gives_rise_to_is_asked():
    before = subject(HEAD, facts=EXITED | {"is_housing_unsafe": True})
    after = replace(before, facts={**before.facts, "causes": ["因学"]})
    assert [it.rule.value for it in arising(doubts(before), doubts(after))] == [
        "school_costs_without_pupil"
    ]
    assert arising(doubts(after), doubts(after)) == []


VALUES = some.fixed_dictionaries(
    {
        "relation": some.sampled_from(RELATIONS),
        "health": some.lists(some.sampled_from(HEALTH), max_size=2),
        "labour": some.sampled_from(("", *LABOUR)),
        "pupil_stage": some.sampled_from(("", *PUPIL_STAGES)),
        "work_months": some.one_of(some.none(), some.integers(0, 99)),
        "work_place": some.sampled_from(("", "省外", "未务工")),
    }
)
NUMBERS = some.one_of(some.just(""), some.text(max_size=20), some.sampled_from((MAN, BOY, GIRL)))


@given(
    some.lists(some.tuples(NUMBERS, VALUES), max_size=6),
    some.lists(some.sampled_from(CAUSES), max_size=3, unique=True),
    some.sampled_from(STATES),
)
def test_any_record_is_asked_about_once_per_rule_and_member(people, causes, state):
    members = [
        Member(number=str(n), name=f"某{n}", id_number=number, facts=facts)
        for n, (number, facts) in enumerate(people)
    ]
    found = doubts(subject(*members, facts={"causes": causes, "state": state}))
    assert len({it.spot for it in found}) == len(found)
    known = {"", *(it.number for it in members)}
    assert all(it.member_number in known for it in found)
    order = [NUMBERED.index(it.rule) for it in found]
    assert order == sorted(order)
    assert found == doubts(subject(*members, facts={"causes": causes, "state": state}))
