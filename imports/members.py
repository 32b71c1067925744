"""One row of the national export is one member of a household."""

from dataclasses import dataclass

from domain.idnumbers import is_certificate
from imports.choices import read_health, read_labour
from imports.fields import code, id_number, parts, whole, words, yes_no
from imports.reader import Cell
from imports.table import Column, Line

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


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberRecord:
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
    document = line.read("证件号码", id_number) or ""
    return MemberRecord(
        name=line.need("姓名", words) or "",
        relation=line.need("与户主关系", words) or "",
        number=line.read("人编号", code) or "",
        id_number=document[:18],
        disability_number=document if is_certificate(document) else "",
        nation=line.read("民族", words) or "",
        education=line.read("文化程度", words) or "",
        pupil_stage=line.read("在校生状况", words) or "",
        health=line.read("健康状况", _health) or (),
        labour=line.read("劳动技能", read_labour) or "",
        work_place=line.read("务工状况", words) or "",
        work_months=line.read("务工时间(月)", whole),
        has_serious_illness_cover=line.read("是否大病医疗", yes_no),
    )


def _health(cell: Cell) -> tuple[str, ...]:
    """Read one or several conditions: 长期慢性病,残疾."""
    return tuple(dict.fromkeys(read_health(part) for part in parts(cell)))
