from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.district import district
from domain.geo import Datum, Point
from imports.checking import Checking
from imports.households import HouseholdRecord
from imports.members import MemberRecord
from imports.plan import Kind, Plan
from tests.imports.sheets import found, rows

AREAS = district().areas.records
NAMES = {area.code: area.name for area in AREAS}
HEAD = {
    "县": "银海区",
    "乡": "银滩镇",
    "村": "关井村",
    "自然村": "一队",
    "户编号": "4505030001",
    "人编号": "450503000101",
    "姓名": "黄 大明",
    "证件号码": "11010519491231002X",
    "人数": 2,
    "与户主关系": "户主",
    "民族": "汉族",
    "文化程度": "小学",
    "在校生状况": "非在校生",
    "健康状况": "长期慢性病，残疾",
    "劳动技能": "普通劳动力",
    "务工状况": "乡镇内",
    "务工时间(月)": "６",
    "是否大病医疗": "是",
    "脱贫属性": "已脱贫",
    "贫困户属性": "低保户",
    "主要致贫原因": "因病、缺技术",
    "是否危房户": "否",
    "是否饮水安全": "是",
    "是否饮水困难": "否",
    "人均纯收入": "5,600.5",
    "联系电话": "139 0000 0001",
}
HEADER = [*HEAD, "经度", "纬度", "坐标系"]
ID, OTHER_ID = "11010519491231002X", "450503199001010018"
WIFE = HEAD | {
    "人编号": "450503000102",
    "姓名": "陆阿妹",
    "证件号码": OTHER_ID,
    "与户主关系": "配偶",
    "健康状况": "健康",
    "劳动技能": "弱劳动力或半劳动力",
    "务工状况": "",
    "务工时间(月)": "",
}
FACTS = [
    "乡",
    "村",
    "自然村",
    "人数",
    "脱贫属性",
    "贫困户属性",
    "是否危房户",
    "人均纯收入",
    "联系电话",
]
EMPTY_FACTS = dict.fromkeys(FACTS, "")


def plan(*people, header=HEADER):
    lines = [[person.get(name, "") for name in header] for person in people]
    return checked(rows(header, *lines))


def checked(told, *, is_patient=True):
    """What a file says, once it is read to its end."""
    checking = Checking(AREAS, is_patient=is_patient)
    records = tuple(checking.records(told))
    return Plan(
        kind=Kind.HOUSEHOLDS,
        records=records,
        mistakes=tuple(checking.mistakes),
        rows=checking.rows,
        absent=checking.absent,
    )


def test_the_rows_of_one_number_are_one_household():
    made = plan(HEAD, WIFE | EMPTY_FACTS)
    assert made.mistakes == ()
    assert made.rows == 2
    assert made.records == (
        HouseholdRecord(
            number="4505030001",
            area_code="450503101204",
            hamlet="一队",
            size=2,
            state="已脱贫",
            attribute="低保",
            causes=("因病", "缺技术"),
            is_housing_unsafe=False,
            is_water_safe=True,
            is_water_hard_to_get=False,
            net_income_per_head_yuan=Decimal("5600.5"),
            phone="13900000001",
            members=(
                MemberRecord(
                    name="黄大明",
                    relation="户主",
                    number="450503000101",
                    id_number=ID,
                    nation="汉族",
                    education="小学",
                    pupil_stage="非在校生",
                    health=("长期慢性病", "残疾"),
                    labour="普通",
                    work_place="乡镇内",
                    work_months=6,
                    has_serious_illness_cover=True,
                ),
                MemberRecord(
                    name="陆阿妹",
                    relation="配偶",
                    number="450503000102",
                    id_number=OTHER_ID,
                    nation="汉族",
                    education="小学",
                    pupil_stage="非在校生",
                    health=("健康",),
                    labour="弱(半)",
                    has_serious_illness_cover=True,
                ),
            ),
        ),
    )


def test_a_point_needs_its_datum():
    made = plan(HEAD | {"经度": 109.15, "纬度": "21.45", "坐标系": "高德"})
    assert made.records[0].point == Point(latitude=21.45, longitude=109.15, datum=Datum.GCJ02)
    (mistake,) = plan(HEAD | {"经度": 109.15, "纬度": "21.45"}).mistakes
    assert mistake.column == "坐标系"


def test_a_disability_certificate_is_kept_beside_the_id_number():
    (member,) = plan(HEAD | {"证件号码": f"{ID}43"}).records[0].members
    assert (member.id_number, member.disability_number) == (ID, f"{ID}43")


def test_rows_of_a_household_need_not_be_together():
    other = WIFE | {"户编号": "4505030002", "证件号码": ""}
    third = WIFE | {"姓名": "黄小明", "证件号码": ""}
    made = plan(HEAD, other, third)
    assert [len(record.members) for record in made.records] == [2, 1]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("村", "和平村"),
        ("自然村", "二队"),
        ("人数", 3),
        ("脱贫属性", "未脱贫"),
        ("贫困户属性", "一般"),
        ("主要致贫原因", "因病"),
        ("是否危房户", "是"),
        ("人均纯收入", 5600),
        ("联系电话", "13900000002"),
    ],
)
def test_rows_of_a_household_that_disagree_are_a_mistake(column, value):
    made = plan(HEAD, WIFE | {column: value})
    reason = "Row {row} says something else about the same household."
    assert found(made) == [(3, column, reason)]
    assert made.records == ()


def test_the_same_fact_in_other_words_is_no_contradiction():
    same = WIFE | {"人均纯收入": 5600.5, "贫困户属性": "低保", "村": "关井村委会"}
    assert plan(HEAD, same).is_clean


def test_every_mistake_is_found_at_once():
    made = plan(
        HEAD | {"证件号码": 4.5050319900101e17, "村": "火星村", "健康状况": "很好"},
        WIFE | {"证件号码": "450503199001010010", "与户主关系": "", "务工时间(月)": "半年"},
        HEAD | {"户编号": "", "姓名": "", "证件号码": ID, "人均纯收入": "多"},
        HEAD | {"户编号": "2", "村": "", "主要致贫原因": "因病、因残、因学、因灾"},
    )
    assert found(made) == [
        (2, "村", "No village of this town has this name."),
        (2, "证件号码", "A spreadsheet keeps only 15 digits of a number; the rest is lost."),
        (2, "健康状况", "This is none of the values of the column."),
        (3, "证件号码", "The last character does not fit: one of the digits is mistyped."),
        (3, "与户主关系", "This cell is empty."),
        (3, "务工时间(月)", "This is no whole number."),
        (4, "户编号", "This cell is empty."),
        (4, "人均纯收入", "This is no amount of money."),
        (4, "姓名", "This cell is empty."),
        (5, "主要致贫原因", "These are too many causes."),
        (5, "证件号码", "Row {row} has the same ID number."),
    ]
    assert made.records == ()


def test_a_household_without_a_village_is_a_mistake():
    made = plan(HEAD | {"村": ""})
    assert found(made) == [(2, "村", "This cell is empty.")]


def as_rows(household):
    yes = {True: "是", False: "否", None: ""}
    point = household.point
    for member in household.members:
        cells = {
            "县": "银海区",
            "乡": NAMES[household.area_code[:9]],
            "村": NAMES[household.area_code],
            "自然村": household.hamlet,
            "户编号": household.number,
            "人编号": int(member.number),
            "姓名": member.name,
            "证件号码": member.disability_number or member.id_number,
            "人数": household.size,
            "与户主关系": member.relation,
            "民族": member.nation,
            "文化程度": member.education,
            "在校生状况": member.pupil_stage,
            "健康状况": "、".join(member.health),
            "劳动技能": member.labour,
            "务工状况": member.work_place,
            "务工时间(月)": "" if member.work_months is None else member.work_months,
            "是否大病医疗": yes[member.has_serious_illness_cover],
            "脱贫属性": household.state,
            "贫困户属性": household.attribute,
            "主要致贫原因": "，".join(household.causes),
            "是否危房户": yes[household.is_housing_unsafe],
            "是否饮水安全": yes[household.is_water_safe],
            "是否饮水困难": yes[household.is_water_hard_to_get],
            "人均纯收入": str(household.net_income_per_head_yuan),
            "联系电话": household.phone,
        }
        if point:
            cells |= {"经度": point.longitude, "纬度": point.latitude, "坐标系": point.datum.value}
        yield cells


def test_the_households_of_the_demo_are_read_back():
    households = district().households.records
    made = plan(*(cells for household in households for cells in as_rows(household)))
    assert made.mistakes == ()
    assert made.records == households


anything = st.one_of(st.text(max_size=12), st.integers(), st.floats(), st.dates())
changes = st.dictionaries(st.sampled_from(HEADER), anything, max_size=6)


@given(st.lists(changes, min_size=1, max_size=5))
def test_whatever_the_rows_every_household_is_whole_or_explained(people):
    made = plan(*(HEAD | change for change in people))
    assert made.is_clean or {m.row for m in made.mistakes} <= set(range(2, 2 + len(people)))
    assert made.records or made.mistakes
