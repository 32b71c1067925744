"""The roster: 姓名, 手机号, 角色, 负责区域, 单位."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from domain.people import Role
from domain.refusals import Text
from imports.areas import area_code
from imports.cells import Cell, SheetRow
from imports.fields import Misfit, mobile, parts, words
from imports.lines import Line
from imports.plan import Kind, Mistake, Plan
from imports.table import Column, Once, lines

COLUMNS = (
    Column(name="姓名", is_required=True),
    Column(name="手机号", aliases=("手机号码", "联系电话", "电话", "手机"), is_required=True),
    Column(name="角色", aliases=("职务", "身份"), is_required=True),
    Column(name="负责区域", aliases=("区域", "区划代码", "负责区域代码")),
    Column(name="单位", aliases=("帮扶单位", "后盾单位", "工作单位")),
)
ROLES = {
    "帮扶联系人": Role.HELPER,
    "单位管理员": Role.UNIT_MANAGER,
    "驻村工作队员": Role.RESIDENT,
    "第一书记": Role.FIRST_SECRETARY,
    "扶贫信息员": Role.INFORMATION_OFFICER,
    "镇扶贫站": Role.TOWN_STATION,
    "区扶贫办": Role.DISTRICT_OFFICE,
    "组织部": Role.ORGANISATION_DEPARTMENT,
    "职能部门": Role.LINE_DEPARTMENT,
    "五级书记": Role.SECRETARY,
    "督导组": Role.INSPECTOR,
    "致富带头人": Role.CANDIDATE,
    "管理员": Role.ADMIN,
}
ROLE_ALIASES = {
    "帮扶人": Role.HELPER,
    "帮扶干部": Role.HELPER,
    "驻村队员": Role.RESIDENT,
    "工作队员": Role.RESIDENT,
    "驻村第一书记": Role.FIRST_SECRETARY,
    "信息员": Role.INFORMATION_OFFICER,
    "系统管理员": Role.ADMIN,
}
NAMES = {role: name for name, role in ROLES.items()}
_READABLE = {**ROLES, **ROLE_ALIASES, **{role.value: role for role in Role}}

WITH_AREA = frozenset(
    {
        Role.RESIDENT,
        Role.FIRST_SECRETARY,
        Role.INFORMATION_OFFICER,
        Role.TOWN_STATION,
        Role.DISTRICT_OFFICE,
        Role.SECRETARY,
    }
)
"""Roles that mean nothing without the area they are held in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRecord:
    """A row of the roster. Every role is held in every one of the areas."""

    name: str
    phone: str
    roles: tuple[Role, ...]
    area_codes: tuple[str, ...] = ()
    unit: str = ""
    row: int = field(default=0, compare=False)


MayEnrol = Callable[[Role, str], bool]


def parse(
    rows: Iterable[SheetRow],
    *,
    area_codes: Container[str],
    may_enrol: MayEnrol = lambda _role, _code: True,
) -> Plan[PersonRecord]:
    """Read the roster against the known areas, and the roles that the sender may give."""
    mistakes: list[Mistake] = []
    records: list[PersonRecord] = []
    seen = Once()
    count = 0
    columns = frozenset[str]()
    for line in lines(rows, COLUMNS, mistakes):
        count += 1
        columns |= line.columns
        record = _person(line, area_codes)
        _check_duties(line, record, may_enrol)
        _note_second(line, record.phone, seen)
        if line.is_good:
            records.append(record)
    return Plan(
        kind=Kind.PEOPLE,
        records=tuple(records),
        mistakes=tuple(mistakes),
        rows=count,
        absent=frozenset() if "单位" in columns else frozenset({"unit"}),
    )


def _check_duties(line: Line, record: PersonRecord, may_enrol: MayEnrol) -> None:
    """Note a role that the sender may not give, at all or in this area."""
    for role in record.roles if line.is_good else ():
        if not all(may_enrol(role, code) for code in record.area_codes or ("",)):
            line.note("角色", _NOT_YOURS, Text("Leave this row to the officer above you."))
            return


_NOT_YOURS = Text("You cannot give this role in this area.")


def roles(cell: Cell) -> tuple[Role, ...]:
    """Read one or several roles by their Chinese names."""
    unknown = next((name for name in parts(cell) if name not in _READABLE), None)
    if unknown is not None:
        raise Misfit(
            Text("{name} is no role.", name=unknown),
            Text("Write one of: {choices}.", choices="、".join(ROLES)),
        )
    return tuple(dict.fromkeys(_READABLE[name] for name in parts(cell)))


def _person(line: Line, known: Container[str]) -> PersonRecord:
    name = line.need("姓名", words) or ""
    phone = line.need("手机号", mobile) or ""
    held = line.need("角色", roles) or ()
    codes = line.read("负责区域", lambda cell: _areas(cell, known))
    if line.is_good and not codes and WITH_AREA & set(held):
        line.note("负责区域", _NO_AREA, Text("Enter the code of the area, or several with 、."))
    unit = line.read("单位", words) or ""
    if Role.UNIT_MANAGER in held and not unit:
        line.note(
            "单位", Text("A unit manager needs a unit."), Text("Enter the name of the unit.")
        )
    return PersonRecord(
        name=name,
        phone=phone,
        roles=held,
        area_codes=codes or (),
        unit=unit,
        row=line.row.number,
    )


_NO_AREA = Text("Somebody with this role works in an area, and none is given.")


def _areas(cell: Cell, known: Container[str]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(area_code(part) for part in _separate(cell)))
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        raise Misfit(
            Text("No area has the code {code}.", code=unknown),
            Text("Import the areas first, or compare the code with the list of areas."),
        )
    return codes


def _separate(cell: Cell) -> tuple[Cell, ...]:
    return parts(cell) if isinstance(cell, str) else (cell,)


def _note_second(line: Line, phone: str, seen: Once) -> None:
    """One person, one row: a second row with the same phone is a mistake."""
    row = seen.earlier(phone, line) if phone else None
    if row is not None:
        line.note(
            "手机号",
            Text("Row {row} has the same phone number.", row=row),
            Text("Put all roles and areas of a person into one row."),
        )
