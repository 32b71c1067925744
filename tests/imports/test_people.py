import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.district import district
from domain.people import Role
from imports.people import NAMES, ROLES, PersonRecord, parse
from imports.plan import Kind
from tests.imports.sheets import found, rows

HEADER = ["姓名", "手机号", "角色", "负责区域", "单位"]
AREAS = {"450503", "450503101", "450503101204", "450503101205"}


def plan(*lines):
    return parse(rows(HEADER, *lines), area_codes=AREAS)


def test_a_row_of_the_roster_is_a_person():
    made = plan(
        ["韦 秀英", "139 0000 0001", "帮扶联系人", "", "市财政局"],
        ["莫小兰", 13900000002, "扶贫信息员、第一书记", "450503101204、450503101205", ""],
        ["陆海燕", "13900000003", "镇扶贫站", 450503101000],
        ["李明", "+447700900123", "管理员"],
    )
    assert made.is_clean
    assert (made.kind, made.rows) == (Kind.PEOPLE, 4)
    assert made.records == (
        PersonRecord(name="韦秀英", phone="13900000001", roles=(Role.HELPER,), unit="市财政局"),
        PersonRecord(
            name="莫小兰",
            phone="13900000002",
            roles=(Role.INFORMATION_OFFICER, Role.FIRST_SECRETARY),
            area_codes=("450503101204", "450503101205"),
        ),
        PersonRecord(
            name="陆海燕",
            phone="13900000003",
            roles=(Role.TOWN_STATION,),
            area_codes=("450503101",),
        ),
        PersonRecord(name="李明", phone="+447700900123", roles=(Role.ADMIN,)),
    )


def test_every_mistake_of_the_file_is_found_at_once():
    made = plan(
        ["", "139", "村长", "", ""],
        ["甲", "13900000001", "驻村工作队员", "", ""],
        ["乙", "13900000001", "单位管理员", "450503999999", ""],
        ["丙", "13900000002", "扶贫信息员", "4505", ""],
    )
    assert found(made) == [
        (2, "姓名", "This cell is empty."),
        (2, "手机号", "A mobile number has 11 digits and starts with 1."),
        (2, "角色", "{name} is no role."),
        (3, "负责区域", "Somebody with this role works in an area, and none is given."),
        (4, "负责区域", "No area has the code {code}."),
        (4, "单位", "A unit manager needs a unit."),
        (4, "手机号", "Row {row} has the same phone number."),
        (5, "负责区域", "An area code has 12 digits (a town 9, a district 6)."),
    ]
    assert made.records == ()
    assert not made.is_clean


def test_good_rows_are_kept_beside_bad_ones():
    made = plan(["甲", "13900000001", "帮扶人"], ["乙", "", "帮扶人"])
    assert [record.name for record in made.records] == ["甲"]
    assert made.rows == 2


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_chinese_name(role):
    assert ROLES[NAMES[role]] is role


@pytest.mark.parametrize("role", Role)
def test_roles_are_read_by_name_and_by_code(role):
    for word in (NAMES[role], role.value):
        made = plan(["甲", "13900000001", word, "450503", "某单位"])
        assert made.records[0].roles == (role,)


def test_the_roster_of_the_demo_is_read_back():
    people = district().people.records
    lines = [
        [p.name, p.phone, "、".join(NAMES[r] for r in p.roles), "、".join(p.area_codes), p.unit]
        for p in people
    ]
    codes = {area.code for area in district().areas.records}
    made = parse(rows(HEADER, *lines), area_codes=codes)
    assert made.mistakes == ()
    assert made.records == people


anything = st.one_of(st.text(max_size=12), st.integers(), st.floats(), st.dates())


@given(st.lists(st.lists(anything, max_size=6), min_size=1, max_size=8))
def test_whatever_the_rows_every_one_is_a_person_or_a_mistake(lines):
    made = plan(*lines)
    bad = {mistake.row for mistake in made.mistakes}
    assert made.rows == len(made.records) + len(bad & set(range(2, 2 + len(lines))))
