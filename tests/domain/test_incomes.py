"""Income: the year, the two figures of it, and what is left out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.households import Member
from domain.income_categories import BY_CODE, GROUPS, Counts
from domain.incomes import (
    Line,
    Rules,
    differs_much,
    figures,
    income_year,
    is_without_labour,
    months_of,
)

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ALWAYS = [code for code, it in BY_CODE.items() if it.counts is Counts.ALWAYS]


def line(category, yuan, month=1, heads=None):
    return Line(
        id=1, household_id=7, month_on=date(2026, month, 1), category=category,
        amount_yuan=Decimal(yuan), person_id=3, at=AT, heads=heads,
    )  # fmt: skip


def of(*lines, people=2, without_labour=False, dibao=""):
    return figures(lines, people, is_without_labour=without_labour, dibao_class=dibao)


def test_costs_are_taken_off_and_the_rest_is_shared_by_all_members():
    found = of(line("wages.town", 3000), line("business.planting.fruit", 1000, 2),
               line("cost.planting", 500, 2))  # fmt: skip
    assert (found.income_yuan, found.costs_yuan) == (4000, 500)
    assert found.register_yuan == found.recognised_yuan == Decimal("1750.00")
    assert (found.excluded, found.months, found.people) == ((), 2, 2)


@pytest.mark.parametrize(
    ("category", "without_labour", "dibao", "why"),
    [
        ("transfer.other.pension", True, "A", "a basic pension does not count"),
        ("transfer.civil.relief", True, "A", "one-off relief does not count"),
        ("transfer.civil.dibao", True, "C", "class C dibao does not count"),
        ("transfer.civil.dibao", False, "A", "dibao counts only for households without labour"),
        ("transfer.civil.dibao", True, "", "the class of the dibao is not on record"),
        ("transfer.civil.dibao", True, "A", None),
        ("transfer.civil.dibao", True, "B", None),
        ("transfer.civil.support", False, "", None),
        ("transfer.agriculture", False, "", None),
    ],
)
def test_what_the_standard_does_not_count_is_left_out_and_named(
    category, without_labour, dibao, why
):
    found = of(line("wages.town", 100), line(category, 30), line(category, 30, 2),
               people=1, without_labour=without_labour, dibao=dibao)  # fmt: skip
    assert found.register_yuan == 160
    assert found.recognised_yuan == (160 if why is None else 100)
    named = [(it.category.code, it.amount_yuan, it.why.msgid) for it in found.excluded]
    assert named == ([] if why is None else [(category, 60, why)])


def test_a_category_of_another_version_is_passed_over():
    assert of(line("wages.moon", 500), line("wages.town", 10), people=1).register_yuan == 10


def test_a_household_without_members_divides_by_one():
    assert of(line("wages.town", 500), people=0).register_yuan == 500


lines_of_a_year = st.lists(
    st.builds(
        line,
        st.sampled_from(sorted(BY_CODE)),
        st.decimals(0, 100_000, places=2),
        st.integers(1, 12),
    ),
    max_size=15,
)


@given(lines_of_a_year, st.integers(1, 12), st.booleans(), st.sampled_from(["", "A", "B", "C"]))
def test_the_parts_add_up_whatever_the_order(lines, people, without_labour, dibao):
    known = {"people": people, "without_labour": without_labour, "dibao": dibao}
    found = of(*lines, **known)
    assert of(*reversed(lines), **known) == found
    left_out = sum(it.amount_yuan for it in found.excluded)
    assert found.recognised_yuan <= found.register_yuan
    spread = abs((found.register_yuan - found.recognised_yuan) * people - left_out)
    assert spread <= Decimal("0.01") * people
    assert abs(found.register_yuan * people - (found.income_yuan - found.costs_yuan)) <= people
    by_line = [of(it, **known) for it in lines]
    assert found.income_yuan == sum(it.income_yuan for it in by_line)
    assert found.costs_yuan == sum(it.costs_yuan for it in by_line)
    assert left_out == sum(part.amount_yuan for it in by_line for part in it.excluded)


@given(lines_of_a_year)
def test_without_what_is_in_doubt_both_figures_are_the_same(lines):
    found = of(*[it for it in lines if it.category in ALWAYS])
    assert found.recognised_yuan == found.register_yuan


@pytest.mark.parametrize(
    ("labour", "is_so"),
    [
        ([], False),
        (["无"], True),
        (["无", "丧失"], True),
        (["无", "弱(半)"], False),
        ([""], False),
    ],
)
def test_without_labour_is_who_has_nobody_that_can_work(labour, is_so):
    members = [Member(number=str(n), name="甲", facts={"labour": it}) for n, it in
               enumerate(labour)]  # fmt: skip
    assert is_without_labour(members) is is_so
    assert not is_without_labour([*members, Member(number="x", name="乙")])


@pytest.mark.parametrize(
    ("day", "month", "first", "last"),
    [
        (date(2026, 3, 2), 10, date(2025, 10, 1), date(2026, 9, 30)),
        (date(2025, 10, 1), 10, date(2025, 10, 1), date(2026, 9, 30)),
        (date(2025, 9, 30), 10, date(2024, 10, 1), date(2025, 9, 30)),
        (date(2024, 2, 29), 1, date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 2, 29), 2, date(2024, 2, 1), date(2025, 1, 31)),
    ],
)
def test_the_income_year_begins_with_its_month(day, month, first, last):
    assert income_year(day, Rules(income_year_month=month)) == (first, last)
    months = months_of(first)
    assert len(set(months)) == 12
    assert months[0] == first
    assert months[-1] == last.replace(day=1)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_so"),
    [(1200, 1000, False), (1201, 1000, True), (799, 1000, True), (1, 0, True), (0, 0, False)],
)
def test_a_figure_that_differs_by_more_than_a_share_is_noticed(ours, theirs, is_so):
    assert differs_much(Decimal(ours), Decimal(theirs), 20) is is_so


def test_every_category_is_in_one_group_and_has_a_name_of_its_own():
    codes = [it.code for group in GROUPS for it in group.categories]
    assert len(codes) == len(set(codes)) == len(BY_CODE)
    assert {code.split(".")[0] for code in codes} == {
        "wages", "business", "property", "transfer", "other", "cost",
    }  # fmt: skip
    assert all(len(group.key) <= 30 for group in GROUPS)
    assert all(len(code) <= 30 for code in codes)
