"""Doubts: what does not fit together about a household's record (DOMAIN §2, data quality).

A rule does not say that something is wrong; it asks. Whoever knows the reason waives the doubt,
and that holds while the facts it rests on stay the same.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.haves import Check, Item, Verdict
from domain.households import Member
from domain.refusals import Text


class Rule(StrEnum):
    """What a doubt is about."""

    NO_HEAD = "no_head"
    SEVERAL_HEADS = "several_heads"
    ID_WRONG = "id_wrong"
    ID_TWICE = "id_twice"
    ID_SEX = "id_sex"
    ID_BIRTH = "id_birth"
    DISABLED_BUT_HEALTHY = "disabled_but_healthy"
    ILLNESS_WITHOUT_ILL = "illness_without_ill"
    DISABILITY_WITHOUT_DISABLED = "disability_without_disabled"
    SCHOOL_COSTS_WITHOUT_PUPIL = "school_costs_without_pupil"
    NO_LABOUR_BUT_WORKERS = "no_labour_but_workers"
    WAGES_WITHOUT_MONTHS = "wages_without_months"
    TOO_MANY_MONTHS = "too_many_months"
    WORKS_WITHOUT_LABOUR = "works_without_labour"
    PRODUCTION_WITHOUT_COSTS = "production_without_costs"
    DIBAO_WITHOUT_PAYMENT = "dibao_without_payment"
    PAYMENT_WITHOUT_DIBAO = "payment_without_dibao"
    EXITED_UNSAFE_HOUSE = "exited_unsafe_house"
    EXITED_UNSAFE_WATER = "exited_unsafe_water"
    EXITED_BELOW_LINE = "exited_below_line"
    OUT_OF_SCHOOL = "out_of_school"
    INCOME_TOO_LOW = "income_too_low"
    INCOME_TOO_HIGH = "income_too_high"


NUMBERED = tuple(Rule)
"""Buttons name a rule by its place here: new ones are added at the end."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Figures of the data-quality rules."""

    lowest_income_yuan: int = 500
    highest_income_yuan: int = 30_000
    school_from_age: int = 6
    school_until_age: int = 15


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something that does not fit: the rule, whom and which field it is about, as a question.

    `grounds` are the values it rests on: while they stay the same, so does the doubt.
    """

    rule: Rule
    words: Text
    field: str
    member_number: str = ""
    grounds: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def spot(self) -> tuple[str, str]:
        """What it is about, within its household."""
        return self.rule.value, self.member_number


@dataclass(frozen=True, kw_only=True)
class Money:
    """What the lines of an income year say; the figure per head is known for a whole year only."""

    months: int = 0
    wages: bool = False
    production: bool = False
    costs: bool = False
    dibao: bool = False
    per_head_yuan: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A household as the rules look at it."""

    facts: Mapping[str, Any]
    members: Sequence[Member]
    today: date
    rules: Rules
    line_yuan: int
    haves: Mapping[Item, Check] = dataclasses.field(default_factory=dict)
    money: Money = dataclasses.field(default_factory=Money)

    def unmet(self, item: Item) -> bool:
        """Tell whether an item of the exit standard is known to be unmet."""
        check = self.haves.get(item)
        return check is not None and check.verdict is Verdict.UNMET

    @property
    def per_head_yuan(self) -> Decimal | None:
        """The net income per head: a whole year's lines, else what the national system says."""
        if self.money.per_head_yuan is not None:
            return self.money.per_head_yuan
        said = self.facts.get("net_income_per_head_yuan")
        return None if said in (None, "") else Decimal(str(said))


def said(member: Member, key: str) -> Any:
    """Return what the record says about somebody; an empty text when it says nothing."""
    value = member.facts.get(key)
    return "" if value is None else value


def of_member(rule: Rule, member: Member, key: str, words: Text, **grounds: Any) -> Doubt:
    """Doubt something about one field of a member."""
    return Doubt(rule=rule, member_number=member.number, field=key, words=words, grounds=grounds)
