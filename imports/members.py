"""One row of the national export is one member of a household."""

from typing import Any, NamedTuple

from imports.cells import Cell
from imports.choices import read_health, read_labour
from imports.fields import code, id_number, parts, whole, words, yes_no
from imports.lines import Line, Readers
from imports.table import Column

COLUMNS = (
    Column(name="人编号", aliases=("人编码",)),
    Column(name="姓名", is_required=True),
    Column(name="证件号码", aliases=("身份证号", "身份证号码", "证件号"), is_required=True),
    Column(name="与户主关系", aliases=("户主关系",), is_required=True),
    Column(name="民族"),
    Column(name="文化程度"),
    Column(name="在校生状况", aliases=("在校生情况",)),
    Column(name="健康状况"),
    Column(name="劳动技能", aliases=("劳动能力",)),
    Column(name="务工状况", aliases=("务工情况", "务工区域")),
    Column(name="务工时间(月)", aliases=("务工时间", "务工月数")),
    Column(name="是否大病医疗", aliases=("是否参加大病医疗", "是否参加大病保险")),
)


SAID = {
    "民族": "nation",
    "文化程度": "education",
    "在校生状况": "pupil_stage",
    "健康状况": "health",
    "劳动技能": "labour",
    "务工状况": "work_place",
    "务工时间(月)": "work_months",
    "是否大病医疗": "has_serious_illness_cover",
}
"""The facts that the columns tell, beside those without which there is no member."""


class MemberRecord(NamedTuple):
    """A person of a household, as the export has it; empty where it says nothing."""

    name: str
    relation: str
    number: str = ""
    id_number: str = ""
    disability_number: str = ""
    nation: str = ""
    education: str = ""
    pupil_stage: str = ""
    health: tuple[str, ...] = ()
    labour: str = ""
    work_place: str = ""
    work_months: int | None = None
    has_serious_illness_cover: bool | None = None


def member_of(line: Line) -> MemberRecord:
    """Read the columns about the person; look at `line.is_good` before keeping it."""
    document = line.read_anew("证件号码", id_number)
    number = line.read_anew("人编号", code)
    name = line.read("姓名", words)
    if name is None or not line.cell("与户主关系"):
        line.need("姓名", words)
        line.need("与户主关系", words)
    relation, facts = line.read_together(READERS, _said)
    document, certificate = document or "", ""
    if len(document) > ID_DIGITS:
        document, certificate = document[:ID_DIGITS], document
    values = (name or "", relation, number or "", document, certificate)
    return MemberRecord._make(values + facts)


def _said(found: list[Any]) -> tuple[str, tuple[Any, ...]]:
    """Give the relation, and the facts with what is kept where the export says nothing."""
    relation, *facts = found
    filled = (it if fact is None else fact for fact, it in zip(facts, EMPTY, strict=True))
    return relation or "", tuple(filled)


def _health(cell: Cell) -> tuple[str, ...]:
    """Read one or several conditions: 长期慢性病,残疾."""
    return tuple(dict.fromkeys(read_health(part) for part in parts(cell)))


ID_DIGITS = 18
READERS = Readers(
    {
        "与户主关系": words,
        "民族": words,
        "文化程度": words,
        "在校生状况": words,
        "健康状况": _health,
        "劳动技能": read_labour,
        "务工状况": words,
        "务工时间(月)": whole,
        "是否大病医疗": yes_no,
    }
)
EMPTY = ("", "", "", (), "", "", None, None)
"""What is kept of each where the export says nothing, from the nation on."""
