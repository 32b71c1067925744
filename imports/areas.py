"""The district, its towns and villages: code, name, level, parent_code and a point if known."""

import re
from collections.abc import Container, Iterable

from domain.areas import Area, Level, ancestors
from domain.refusals import Text
from imports.cells import Cell, SheetRow
from imports.fields import Misfit, code, one_of, words
from imports.lines import Line
from imports.plan import Kind, Mistake, Plan
from imports.points import point_of
from imports.table import Column, lines

AreaRecord = Area
"""An area is its own record."""

COLUMNS = (
    Column(name="code", aliases=("代码", "区划代码", "区域代码"), is_required=True),
    Column(name="name", aliases=("名称", "区域名称"), is_required=True),
    Column(name="level", aliases=("级别", "层级"), is_required=True),
    Column(name="parent_code", aliases=("上级代码",)),
    Column(name="longitude", aliases=("经度", "lon", "lng")),
    Column(name="latitude", aliases=("纬度", "lat")),
    Column(name="datum", aliases=("坐标系",)),
)
DIGITS = {6: Level.DISTRICT, 9: Level.TOWN, 12: Level.VILLAGE}
LEVELS = {level.value.upper(): level for level in Level} | {
    "区": Level.DISTRICT,
    "县": Level.DISTRICT,
    "镇": Level.TOWN,
    "乡": Level.TOWN,
    "村": Level.VILLAGE,
    "行政村": Level.VILLAGE,
    "社区": Level.VILLAGE,
}


def area_code(cell: Cell) -> str:
    """Read an official code; the twelve digits of a town or a district end in zeros.

    Raises:
        Misfit: it has another form.
    """
    digits = code(cell)
    if not re.fullmatch(r"[1-9](\d{5}|\d{8}|\d{11})", digits):
        raise Misfit(
            Text("An area code has 12 digits (a town 9, a district 6)."),
            Text("Copy the code from the list of areas."),
        )
    short = digits[:6] if digits[6:] in {"000000", "000"} else digits
    return short[:9] if len(short) == 12 and short.endswith("000") else short


def parse(rows: Iterable[SheetRow], *, known_codes: Container[str] = ()) -> Plan[AreaRecord]:
    """Read areas; a parent is in the same file, in whatever order, or known already."""
    mistakes: list[Mistake] = []
    found: dict[str, tuple[Line, Area]] = {}
    count = 0
    for line in lines(rows, COLUMNS, mistakes):
        count += 1
        area = _area(line)
        if area is not None:
            _keep(line, area, found)
    for line, area in found.values():
        _check_parent(line, area, known_codes, found)
    records = sorted((area for _, area in found.values()), key=lambda area: area.code)
    return Plan(kind=Kind.AREAS, records=tuple(records), mistakes=tuple(mistakes), rows=count)


def _area(line: Line) -> Area | None:
    digits = line.need("code", area_code)
    name = line.need("name", words)
    level = line.need("level", one_of(LEVELS, "district, town, village"))
    parent = line.read("parent_code", area_code)
    point = point_of(line, ("longitude", "latitude", "datum"))
    if digits is None or name is None or level is None or not line.is_good:
        return None
    _check_level(line, digits, level)
    parent = parent or "".join(ancestors(digits)[1:2])
    return Area(code=digits, name=name, level=level, parent_code=parent, point=point)


def _check_level(line: Line, digits: str, level: Level) -> None:
    if DIGITS[len(digits)] is not level:
        line.note(
            "level",
            Text("The code has the length of another level."),
            Text("A district has 6 digits, a town 9, a village 12."),
        )


def _keep(line: Line, area: Area, found: dict[str, tuple[Line, Area]]) -> None:
    if area.code in found:
        line.note(
            "code",
            Text("Row {row} has the same code.", row=found[area.code][0].row.number),
            Text("Keep one of the two rows."),
        )
    found.setdefault(area.code, (line, area))


def _check_parent(line: Line, area: Area, known: Container[str], found: Container[str]) -> None:
    expected = "".join(ancestors(area.code)[1:2])
    if area.parent_code != expected:
        line.note(
            "parent_code",
            Text("This area lies in {code} by its own code.", code=expected or "—"),
            Text("Correct the code or the parent's code."),
        )
    elif expected and expected not in known and expected not in found:
        line.note(
            "parent_code",
            Text("No area has the code {code}.", code=expected),
            Text("Add a row for it."),
        )
