"""Quality rules about a household: causes, income and payments, exit."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from domain.doubts import Doubt, Rule, Subject, said
from domain.haves import Item
from domain.quality_people import NO_PUPIL, NOWHERE
from domain.refusals import Text

EXITED = "已脱贫"
WORKERS = frozenset({"普通", "技能"})
ILL = frozenset({"长期慢性病", "大病"})
MOST_WORKERS = 2
"""With more workers than these nobody lacks labour."""
ENOUGH_MONTHS = 3
"""So many months with lines before a payment is missed."""
DIBAO_HOMES = frozenset({"低保", "特困供养"})


def of_causes(subject: Subject) -> Iterator[Doubt]:
    """Ask about causes of poverty of which the record shows nothing."""
    causes, members = list(subject.facts.get("causes") or ()), subject.members
    health = {it.number: list(said(it, "health") or ()) for it in members}
    stages = {it.number: said(it, "pupil_stage") for it in members}
    labour = {it.number: said(it, "labour") for it in members}
    asked = (
        ("因病", not any(ILL & set(it) for it in health.values()), health, _BY_ILLNESS),
        ("因残", not any("残疾" in it for it in health.values()), health, _BY_DISABILITY),
        ("因学", all(it in NO_PUPIL for it in stages.values()), stages, _BY_SCHOOL),
        ("缺劳动力", _count(labour.values()) > MOST_WORKERS, labour, _BY_LABOUR),
    )
    for cause, is_odd, grounds, (rule, words) in asked:
        if cause in causes and members and is_odd:
            yield Doubt(rule=rule, words=words, field="causes",
                        grounds={"causes": causes, **grounds})  # fmt: skip


_BY_ILLNESS = (
    Rule.ILLNESS_WITHOUT_ILL,
    Text("Poor because of illness, but nobody in the household is ill. Is that right?"),
)
_BY_DISABILITY = (
    Rule.DISABILITY_WITHOUT_DISABLED,
    Text("Poor because of disability, but nobody is disabled. Is that right?"),
)
_BY_SCHOOL = (
    Rule.SCHOOL_COSTS_WITHOUT_PUPIL,
    Text("Poor because of school costs, but nobody is at school. Is that right?"),
)
_BY_LABOUR = (
    Rule.NO_LABOUR_BUT_WORKERS,
    Text("Poor for want of labour, but three or more can work. Is that right?"),
)


def _count(labour: Iterable[str]) -> int:
    return sum(it in WORKERS for it in labour)


def incomes(subject: Subject) -> Iterator[Doubt]:
    """Ask about lines of income that lack their counterpart."""
    money, attribute = subject.money, subject.facts.get("attribute") or ""
    months = {it.number: said(it, "work_months") or 0 for it in subject.members}
    placeless = all(said(it, "work_place") in NOWHERE for it in subject.members)
    if money.wages and not any(months.values()) and placeless:
        words = Text("Wages are entered, but nobody has months of work. Is that right?")
        yield Doubt(rule=Rule.WAGES_WITHOUT_MONTHS, words=words, field="incomes", grounds=months)
    if money.production and not money.costs:
        words = Text("Farming or business income is entered, but no costs. Is that right?")
        yield Doubt(rule=Rule.PRODUCTION_WITHOUT_COSTS, words=words, field="incomes",
                    grounds={"production": True})  # fmt: skip
    if attribute == "低保" and money.months >= ENOUGH_MONTHS and not money.dibao:
        words = Text("A dibao household, but no dibao payment is entered. Is that right?")
        yield Doubt(rule=Rule.DIBAO_WITHOUT_PAYMENT, words=words, field="incomes",
                    grounds={"attribute": attribute})  # fmt: skip
    if money.dibao and attribute not in DIBAO_HOMES:
        words = Text("Dibao payments are entered, but it is no dibao household. Is that right?")
        yield Doubt(rule=Rule.PAYMENT_WITHOUT_DIBAO, words=words, field="attribute",
                    grounds={"attribute": attribute})  # fmt: skip


def exits(subject: Subject) -> Iterator[Doubt]:
    """Ask about households that have exited without house, water or income."""
    facts = subject.facts
    if facts.get("state") != EXITED:
        return
    house = bool(facts.get("is_housing_unsafe")), subject.unmet(Item.HOUSING)
    if any(house):
        words = Text("Exited from poverty, but the house is not safe. Is that right?")
        yield Doubt(
            rule=Rule.EXITED_UNSAFE_HOUSE, words=words,
            field="is_housing_unsafe" if house[0] else "haves",
            grounds={"unsafe": house[0], "unmet": house[1]},
        )  # fmt: skip
    water = (
        facts.get("is_water_safe") is False,
        bool(facts.get("is_water_hard_to_get")),
        subject.unmet(Item.WATER),
    )
    if any(water):
        words = Text("Exited from poverty, but the water is not safe. Is that right?")
        yield Doubt(
            rule=Rule.EXITED_UNSAFE_WATER, words=words,
            field=_field_of(is_unsafe=water[0], is_hard=water[1]),
            grounds={"unsafe": water[0], "hard": water[1], "unmet": water[2]},
        )  # fmt: skip
    if (income := subject.per_head_yuan) is not None and income < subject.line_yuan:
        yield _income(
            Rule.EXITED_BELOW_LINE, income,
            Text("Exited from poverty, but {income} yuan a head is below the line of {line}. "
                 "Is that right?", income=income, line=subject.line_yuan),
        )  # fmt: skip


def _field_of(*, is_unsafe: bool, is_hard: bool) -> str:
    """Name the field that says so; of a verdict on the exit standard it is none of the record."""
    if is_unsafe:
        return "is_water_safe"
    return "is_water_hard_to_get" if is_hard else "haves"


def levels(subject: Subject) -> Iterator[Doubt]:
    """Ask about incomes that are hardly possible."""
    income, rules = subject.per_head_yuan, subject.rules
    if income is None:
        return
    if income < rules.lowest_income_yuan:
        words = Text("Only {income} yuan a head in a year. Is that right?", income=income)
        yield _income(Rule.INCOME_TOO_LOW, income, words)
    if income > rules.highest_income_yuan:
        words = Text("As much as {income} yuan a head in a year. Is that right?", income=income)
        yield _income(Rule.INCOME_TOO_HIGH, income, words)


def _income(rule: Rule, income: Decimal, words: Text) -> Doubt:
    grounds = {"income": str(income)}
    return Doubt(rule=rule, words=words, field="net_income_per_head_yuan", grounds=grounds)
