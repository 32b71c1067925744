"""`./run import` on real databases: it checks, it writes when told to, it lists every mistake."""

import csv
import stat

import pytest
from openpyxl import Workbook, load_workbook

from bot.importing import run
from bot.opening import open_database
from bot.settings import Settings
from imports.plan import Kind
from storage import people
from tests.imports.sheets import worksheet
from tests.kit.tables import contents

AREAS = [
    ["code", "name", "level", "parent_code", "longitude", "latitude", "datum"],
    ["450503", "银海区", "district"],
    ["450503101", "银滩镇", "town", "450503"],
    ["450503101204", "关井村民委员会", "village", "450503101", "109.19", "21.485", "WGS84"],
]
PEOPLE = [
    ["姓名", "手机号", "角色", "负责区域", "单位"],
    ["韦秀英", "13900000001", "帮扶联系人", "", "区教育局"],
    ["莫小兰", "13900000003", "扶贫信息员", "450503101204", ""],
]
HOUSEHOLDS = [
    ["乡", "村", "户编号", "人编号", "姓名", "证件号码", "与户主关系", "经度", "纬度", "坐标系"],
    ["银滩镇", "关井村", "H1", "H101", "黄大明", "", "户主", "109.186", "21.481", "GCJ02"],
    ["银滩镇", "关井村", "H1", "H102", "黄小红", "", "之女", "", "", ""],
]
PAIRINGS = [["户编号", "帮扶人手机号", "开始日期"], ["H1", "13900000001", "2026-01-05"]]
FILES = {
    Kind.AREAS: AREAS,
    Kind.PEOPLE: PEOPLE,
    Kind.HOUSEHOLDS: HOUSEHOLDS,
    Kind.PAIRINGS: PAIRINGS,
}


@pytest.fixture
def settings(database_url, tmp_path):
    return Settings(database_url=database_url, data_dir=tmp_path / "data")


@pytest.fixture
def command(settings, tmp_path, capsys):
    """Run the command on a table; give its exit code and what it printed."""

    async def imported(kind, table, *, write=False):
        file = tmp_path / f"{kind}.csv"
        with file.open("w", encoding="gb18030", newline="") as sheet:
            csv.writer(sheet).writerows(table)
        code = await run(settings, kind, file, write=write)
        return code, capsys.readouterr().out.splitlines()

    return imported


async def held(settings):
    database = await open_database(settings)
    try:
        return await contents(database)
    finally:
        await database.close()


async def test_it_checks_first_and_writes_when_told_to(command, settings):
    empty = await held(settings)
    for kind, table in FILES.items():
        before = await held(settings)
        code, said = await command(kind, table)
        assert (code, await held(settings)) == (0, before)
        assert "没有写入" in said[2]
        code, said = await command(kind, table, write=True)
        assert (code, said[2]) == (0, "已写入。")
        assert await held(settings) != before
    assert {name: len(rows) for name, rows in (await held(settings)).items() if rows} == {
        "facts": len(empty["facts"]),
        "areas": 3,
        "people": 2,
        "duties": 2,
        "households": 1,
        "members": 2,
        "pairings": 1,
    }


async def test_the_same_files_twice_change_nothing(command, settings):
    for kind, table in FILES.items():
        await command(kind, table, write=True)
    before = await held(settings)
    for kind, table in FILES.items():
        records = 1 if kind is Kind.HOUSEHOLDS else len(table) - 1
        for write in (False, True):
            code, said = await command(kind, table, write=write)
            assert code == 0
            assert said[1:] == [
                f"新增 0，更改 0，不变 {records}。",
                "没有需要写入的内容。",
                f"0 new, 0 changed, {records} the same. Nothing to write.",
            ]
    assert await held(settings) == before


async def test_what_changes_is_counted(command):
    await command(Kind.AREAS, AREAS, write=True)
    await command(Kind.PEOPLE, PEOPLE, write=True)
    told = [PEOPLE[0], ["韦小英", *PEOPLE[1][1:]], PEOPLE[2], ["覃志强", "13900000002", "帮扶人"]]
    assert await command(Kind.PEOPLE, told) == (
        0,
        [
            "人员：people.csv 共 3 行，没有错误。",
            "新增 1，更改 1，不变 1。",
            "还没有写入。确认无误后，加上 --yes 再运行一次。",
            "1 new, 1 changed, 1 the same. Nothing was written yet; add --yes to write.",
        ],
    )


async def test_people_not_in_the_file_stay(command, settings):
    await command(Kind.AREAS, AREAS, write=True)
    await command(Kind.PEOPLE, PEOPLE, write=True)
    await command(Kind.PEOPLE, PEOPLE[:2], write=True)
    database = await open_database(settings)
    async with database.read() as db:
        assert await people.by_phone(db, "13900000003") is not None
    await database.close()


async def test_one_mistake_and_nothing_is_written(command, settings):
    await command(Kind.AREAS, AREAS, write=True)
    before = await held(settings)
    bad = [*PEOPLE, ["=1+1", "139", "村长"], ["甲", "13900000009", "驻村工作队员", "450503999999"]]
    code, said = await command(Kind.PEOPLE, bad, write=True)
    assert (code, await held(settings)) == (1, before)
    (workbook,) = settings.data_dir.glob("错误-people-*.xlsx")
    assert said == [
        "人员：共 4 行，发现 3 处错误，什么也没有写入。",
        "  第 4 行「手机号」：手机号是11位数字，以1开头。请输入完整的号码。",
        said[2],
        said[3],
        f"全部错误和改法见：{workbook}",
        "3 mistakes in 4 rows, nothing was written. The file lists them all.",
    ]
    sheet = worksheet(load_workbook(workbook))
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[:5] == ("行", "列", "原值", "原因", "怎么改")
    assert [row[:3] for row in rows] == [
        (4, "手机号", "139"),
        (4, "角色", "村长"),
        (5, "负责区域", "450503999999"),
    ]
    assert stat.S_IMODE(workbook.stat().st_mode) == 0o600


async def test_mistakes_are_not_read_out_with_the_values(command):
    bad = [PEOPLE[0], *(["甲", f"1390000000x{n}", "帮扶人"] for n in range(9))]
    _, said = await command(Kind.PEOPLE, bad)
    assert len(said) == 1 + 5 + 3
    assert said[6] == "  …… 另有 4 处"
    assert "1390000000x" not in "".join(said)


@pytest.mark.parametrize("kind", Kind)
async def test_a_file_that_is_not_there(kind, tmp_path, capsys):
    settings = Settings(data_dir=tmp_path / "data")
    assert await run(settings, kind, tmp_path / "没有.csv", write=True) == 1
    assert capsys.readouterr().out.splitlines() == [
        "没有这个文件。请检查文件名和所在文件夹。",
        "There is no such file. Check its name and folder.",
    ]
    assert not settings.data_dir.exists()


async def test_a_file_that_is_no_table(tmp_path, capsys):
    file = tmp_path / "名单.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(100))
    settings = Settings(data_dir=tmp_path / "data")
    assert await run(settings, Kind.PEOPLE, file, write=True) == 1
    assert "spreadsheet" in capsys.readouterr().out


async def test_a_workbook_is_read_as_well(tmp_path, capsys):
    book = Workbook()
    for row in AREAS:
        worksheet(book).append(row)
    book.save(tmp_path / "区域.xlsx")
    settings = Settings(data_dir=tmp_path / "data")
    assert await run(settings, Kind.AREAS, tmp_path / "区域.xlsx", write=True) == 0
    assert "新增 3，" in capsys.readouterr().out
