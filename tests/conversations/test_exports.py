"""Sheets of areas: masked, or in full for a purpose that is written down."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from bot import area_exports
from bot.export_rows import HOUSEHOLDS
from domain.households import Household, Member
from domain.refusals import Refusal
from storage import households, people
from storage.tables import AuditRow
from tests.imports.sheets import worksheet
from tests.kit import cast
from tests.kit.stage import Stage

ID = "11010519491231002X"
COMING = "正在制作，马上发给您。"


def sheet_of(stage: Stage, who: str, number: int = 0) -> list[tuple[object, ...]]:
    """Read a sheet of the document somebody got last."""
    return list(page_of(stage, who, number).iter_rows(values_only=True))


def formulas_of(stage: Stage, who: str) -> list[object]:
    """Find cells a spreadsheet program would compute."""
    cells = [cell for row in page_of(stage, who).iter_rows() for cell in row]
    return [cell.value for cell in cells if cell.data_type == "f"]


def page_of(stage: Stage, who: str, number: int = 0) -> Worksheet:
    documents = [m for m in stage.world.history(stage.users[who]) if "document" in m]
    name = documents[-1]["document"]["file_id"]
    stored = stage.world.files.find(name, stage.world.clock.now())
    book = load_workbook(BytesIO(stored.upload.content))
    return book.worksheets[number] if number else worksheet(book)


@pytest.fixture
async def with_numbers(stage: Stage) -> Stage:
    """A household with an ID number, a phone, and a name like a formula."""
    facts = {
        "phone": "13800000001",
        "causes": ["因病", "缺技术"],
        "is_water_safe": True,
        "net_income_per_head_yuan": "5600.5",
    }
    household = Household(number="H0003", area_code=cast.VILLAGE, head_name="=1+1", facts=facts)
    member = Member(number="H0003-0", name="=1+1", id_number=ID, facts={"relation": "户主"})
    async with stage.app.database.write() as db:
        await households.put(db, household, [member])
    return stage


async def test_households_come_masked_in_the_columns_of_the_national_export(
    with_numbers: Stage,
) -> None:
    await with_numbers.play(f"""
        黄丽萍: 导出
        Bot to 黄丽萍: 要导出哪种表格？请点一下。 [⬇ 农户] [⬇ 结对] [⬇ 走访]
        黄丽萍: presses [⬇ 农户]
        Bot toasts 黄丽萍: {COMING}
        Bot to 黄丽萍: (document) 农户：6 行，号码已隐去中间几位。
        """)
    assert formulas_of(with_numbers, "黄丽萍") == []
    heading, *rows = sheet_of(with_numbers, "黄丽萍")
    assert heading == HOUSEHOLDS
    found = dict(zip(heading, rows[-1], strict=True))
    assert found["姓名"] == "=1+1"
    assert (found["村"], found["乡"], found["县"]) == ("关井村", "银滩镇", "银海区")
    assert (found["证件号码"], found["联系电话"]) == ("1101**********002X", "138****0001")
    assert (found["主要致贫原因"], found["是否饮水安全"]) == ("因病、缺技术", "是")
    assert found["人均纯收入"] == 5600.5


async def test_numbers_in_full_need_a_purpose_which_is_written_down(with_numbers: Stage) -> None:
    await with_numbers.play(f"""
        莫小兰: 导入导出
        Bot to 莫小兰: 把表格发到这里就可以导入（CSV、XLSX、XLS、ODS）：人员、农户、结对。会先给您看有哪些变化，您同意后才写入。 / 也可以点下面的按钮，导出表格。 [⬇ 农户] [⬇ 结对] [⬇ 走访] [🔓 要完整号码]
        莫小兰: presses [🔓 要完整号码]
        Bot to 莫小兰: 要导出完整的证件号和电话，作什么用？用途会记录下来。 [录入国家系统] [迎接检查] [存档] [✖ 取消]
        莫小兰: presses [录入国家系统]
        Bot to 莫小兰: {COMING}
        Bot to 莫小兰: (document) 农户：6 行，号码完整，用途：录入国家系统。用完请删除。
        """)
    heading, *rows = sheet_of(with_numbers, "莫小兰")
    found = dict(zip(heading, rows[-1], strict=True))
    assert (found["证件号码"], found["联系电话"]) == (ID, "13800000001")
    async with with_numbers.app.database.read() as db:
        audited = (await db.execute(select(AuditRow.action, AuditRow.subject))).all()
    assert ("export.households.entry", f"areas:{cast.VILLAGE}") in [tuple(row) for row in audited]


async def test_pairings_and_visits_come_as_sheets_too(stage: Stage) -> None:
    await stage.play(f"""
        周启明: 导出
        Bot to 周启明: 要导出哪种表格？请点一下。 [⬇ 农户] [⬇ 结对] [⬇ 走访]
        周启明: presses [⬇ 结对]
        Bot toasts 周启明: {COMING}
        Bot to 周启明: (document) 结对：2 行，号码已隐去中间几位。
        周启明: presses [⬇ 走访]
        Bot toasts 周启明: {COMING}
        Bot to 周启明: (document) 走访：0 行，号码已隐去中间几位。
        """)


async def test_whoever_loses_the_area_before_it_is_made_gets_words_instead(
    stage: Stage, tmp_path: Path
) -> None:
    number = stage.roster.people["黄丽萍"]
    values = {"person": number, "what": "households", "purpose": "", "at": "2026-03-02T09:00:00"}
    async with stage.app.database.write() as db:
        await people.set_duties(db, number, [])
    with pytest.raises(Refusal, match="no sheets out of an area"):
        await area_exports.make(stage.app.database, tmp_path, values)


async def test_a_town_never_gets_numbers_in_full(stage: Stage, tmp_path: Path) -> None:
    number = stage.roster.people["黄丽萍"]
    values = {"person": number, "what": "households", "purpose": "archive", "at": ""}
    with pytest.raises(Refusal):
        await area_exports.make(stage.app.database, tmp_path, values)
