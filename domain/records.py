"""The fields of a household's record: what each is called, what it may say, how it reads.

Keys are those of the facts (`Household.facts`, `Member.facts`), and `name` and `id_number` of a
member. Values are plain: official words, lists of them, booleans, whole numbers, amounts as text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from domain import idnumbers, phones
from domain.refusals import Joined, Text

ATTRIBUTES = ("一般", "低保", "特困供养")
STATES = ("未脱贫", "已脱贫", "返贫", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
CAUSES = (
    "因病",
    "因残",
    "因学",
    "因灾",
    "缺土地",
    "缺水",
    "缺技术",
    "缺劳动力",
    "缺资金",
    "交通条件落后",
    "自身发展动力不足",
)
HEALTHY = "健康"
HEALTH = (HEALTHY, "长期慢性病", "大病", "残疾")
LABOUR = ("普通", "技能", "弱(半)", "丧失", "无")
RELATIONS = (
    "户主", "配偶", "之子", "之女", "之父", "之母", "之儿媳", "之女婿",
    "之孙子", "之孙女", "之兄弟姐妹", "之岳父", "之岳母", "其他",
)  # fmt: skip
NATIONS = ("汉族", "壮族", "瑶族", "苗族", "侗族", "京族")
SCHOOLING = ("学龄前儿童", "文盲或半文盲", "小学", "初中", "高中", "中专", "大专", "本科及以上")
PUPIL_STAGES = ("非在校生", "学前教育", "小学", "初中", "高中", "中职", "大专", "大学")
MEANS_NONE = frozenset({"未务工", "非在校生"})
"""Official words for having none, which a field says instead of being empty."""
WORK_PLACES = ("乡镇内", "乡外县内", "县外省内", "省外", "未务工")
DIBAO_CLASSES = ("A", "B", "C")
MOST_CAUSES = 3


class Kind(StrEnum):
    """What a value is."""

    WORDS = "words"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"
    WHOLE = "whole"
    YUAN = "yuan"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. `choices` are all it may say, or suggestions where the kind is WORDS.

    `least` and `most` limit numbers; `most` is also how many of SEVERAL fit. One that
    `may_be_empty` can be changed to None: the record says nothing about it then.
    """

    key: str
    label: Text
    kind: Kind
    choices: tuple[str, ...] = ()
    of_member: bool = False
    is_private: bool = False
    least: int = 0
    most: int = 0
    may_be_empty: bool = False

    @property
    def offers_nothing(self) -> bool:
        """Tell whether one may tap that there is nothing to say."""
        return self.may_be_empty and MEANS_NONE.isdisjoint(self.choices)

    @property
    def column(self) -> str:
        """What the national system's export calls it."""
        return COLUMNS[self.key]


COLUMNS = MappingProxyType(
    {
        "state": "脱贫属性",
        "attribute": "贫困户属性",
        "dibao_class": "低保类别",
        "causes": "主要致贫原因",
        "is_housing_unsafe": "是否危房户",
        "is_water_safe": "是否饮水安全",
        "is_water_hard_to_get": "是否饮水困难",
        "net_income_per_head_yuan": "人均纯收入",
        "phone": "联系电话",
        "hamlet": "自然村",
        "size": "人数",
        "health": "健康状况",
        "labour": "劳动技能",
        "work_place": "务工状况",
        "work_months": "务工时间(月)",
        "pupil_stage": "在校生状况",
        "education": "文化程度",
        "has_serious_illness_cover": "是否大病医疗",
        "disability_number": "残疾证号",
        "relation": "与户主关系",
        "name": "姓名",
        "id_number": "证件号码",
        "nation": "民族",
    }
)
"""What the national system's export calls each field; two have no column there."""


def _by_key(fields: Iterable[Field]) -> Mapping[str, Field]:
    return MappingProxyType({field.key: field for field in fields})


def _member(key: str, label: Text, kind: Kind, *choices: str, **options: Any) -> Field:
    return Field(key=key, label=label, kind=kind, choices=choices, of_member=True, **options)


def _household(key: str, label: Text, kind: Kind, *choices: str, **options: Any) -> Field:
    return Field(key=key, label=label, kind=kind, choices=choices, **options)


HOUSEHOLD_FIELDS = _by_key(
    (
        _household("state", Text("Poverty state"), Kind.CHOICE, *STATES),
        _household("attribute", Text("Attribute"), Kind.CHOICE, *ATTRIBUTES),
        _household(
            "dibao_class", Text("Dibao class"), Kind.CHOICE, *DIBAO_CLASSES, may_be_empty=True
        ),
        _household("causes", Text("Causes of poverty"), Kind.SEVERAL, *CAUSES, most=MOST_CAUSES),
        _household("is_housing_unsafe", Text("House unsafe"), Kind.YES_NO),
        _household("is_water_safe", Text("Water safe"), Kind.YES_NO),
        _household("is_water_hard_to_get", Text("Water hard to get"), Kind.YES_NO),
        _household(
            "net_income_per_head_yuan", Text("Net income per head"), Kind.YUAN, most=1_000_000
        ),
        _household("phone", Text("Phone"), Kind.PHONE, is_private=True, may_be_empty=True),
        _household("hamlet", Text("Hamlet"), Kind.WORDS, may_be_empty=True),
        _household("size", Text("People in the household"), Kind.WHOLE, least=1, most=30),
    )
)
MEMBER_FIELDS = _by_key(
    (
        _member("health", Text("Health"), Kind.SEVERAL, *HEALTH, most=3),
        _member("labour", Text("Ability to work"), Kind.CHOICE, *LABOUR),
        _member("work_place", Text("Works where"), Kind.WORDS, *WORK_PLACES, may_be_empty=True),
        _member("work_months", Text("Months of work"), Kind.WHOLE, most=12, may_be_empty=True),
        _member("pupil_stage", Text("At school"), Kind.WORDS, *PUPIL_STAGES, may_be_empty=True),
        _member("education", Text("Education"), Kind.WORDS, *SCHOOLING),
        _member("has_serious_illness_cover", Text("Serious illness cover"), Kind.YES_NO),
        _member(
            "disability_number",
            Text("Disability certificate"),
            Kind.CERTIFICATE,
            is_private=True,
            may_be_empty=True,
        ),
        _member("relation", Text("Relation to the head"), Kind.WORDS, *RELATIONS),
        _member("name", Text("Name"), Kind.WORDS),
        _member("id_number", Text("ID number"), Kind.ID_NUMBER, is_private=True),
        _member("nation", Text("Nation"), Kind.WORDS, *NATIONS),
    )
)


def field_of(key: str, member_number: str = "") -> Field | None:
    """Find a field of the household, or of a member where one is named."""
    return (MEMBER_FIELDS if member_number else HOUSEHOLD_FIELDS).get(key)


def shown(field: Field, value: Any) -> Text | str:
    """Write a value the way people read it."""
    if value is None or value in ("", []):
        return Text("not stated")
    if field.kind is Kind.YES_NO:
        return Text("yes") if value else Text("no")
    if field.kind is Kind.SEVERAL:
        return Joined(value, by="、")
    if field.kind is Kind.YUAN:
        return Text("{amount} yuan", amount=value)
    return str(value)


def masked(field: Field, value: Any) -> Text | str:
    """Write a value with the middle of private numbers hidden."""
    if not field.is_private or not value:
        return shown(field, value)
    if field.kind is Kind.PHONE:
        return phones.mask(str(value))
    return idnumbers.mask(str(value)) + str(value)[18:]
