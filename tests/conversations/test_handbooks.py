"""Handbooks: the whole history of a household in one document, for whoever may see it."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from bot import documents, handbook_sources, handbooks
from domain.changes import Change
from domain.changes import State as Reviewed
from domain.files import Kind
from domain.haves import Check, Item, Verdict
from domain.households import Household, Member
from domain.incomes import Line
from domain.people import State as Account
from domain.refusals import Refusal
from domain.visits import State, Visit
from storage import changes, files, haves, households, incomes, pairings, people, visits
from storage.tables import AuditRow
from tests.kit import cast
from tests.kit.pictures import picture
from tests.kit.stage import Stage

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
ID_NUMBER = "450503199001011231"
PHONE = "13877790001"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What stands in a handbook is the same from either database."""
    return sqlite_url


@pytest.fixture
async def home(stage: Stage) -> int:
    """Give 黄大明's household a history with everything in it."""
    number, helper = stage.roster.households["黄大明"], stage.roster.people["韦秀英"]
    photo = stage.world.send_photo(stage.users["韦秀英"], picture(7))["photo"][-1]
    await stage.settle()
    async with stage.app.database.write() as db:
        await households.put(
            db,
            Household(
                number="H0001",
                area_code=cast.VILLAGE,
                head_name="黄大明",
                facts={"state": "已脱贫", "causes": ["因病", "因学"], "phone": PHONE,
                       "is_housing_unsafe": False},
            ),
            [
                Member(number="H0001-0", name="黄大明", id_number=ID_NUMBER,
                       facts={"relation": "户主", "health": ["残疾"], "labour": "弱(半)"}),
                Member(number="H0001-1", name="黄小妹<b>", facts={"relation": "之女"}),
            ],
        )  # fmt: skip
        sent = await files.receive(
            db, helper, Kind.PHOTO, photo["file_id"], photo["file_unique_id"], NOW
        )
        await files.link(db, [sent], "visit:5")
        for visit in (
            _visit(5, number, helper, photos=[{"file": sent, "caption": "新房子"}]),
            _visit(6, number, helper, is_late=True, at=NOW - timedelta(days=40)),
            _visit(7, number, helper, state=State.UNDONE),
        ):
            assert await visits.add(db, visit)
        for category, yuan in (("wages.town", 3000), ("transfer.other.pension", 1200)):
            line = Line(id=0, household_id=number, month_on=date(2026, 1, 1), category=category,
                        amount_yuan=Decimal(yuan), person_id=helper, at=NOW)  # fmt: skip
            await incomes.add(db, line)
        check = Check(household_id=number, item=Item.WATER, verdict=Verdict.UNMET, standard="2018",
                      checked_on=date(2026, 2, 1), reason="井水浑浊")  # fmt: skip
        await haves.add(db, check)
        await changes.propose(
            db,
            Change(id=9, household_id=number, field="phone", old=None, new=PHONE,
                   person_id=helper, at=NOW),
        )  # fmt: skip
        await pairings.pair(db, number, stage.roster.people["覃志强"], date(2026, 2, 1))
    return number


def _visit(number: int, household: int, helper: int, **others: Any) -> Visit:
    answers = {
        "met": ["m0"],
        "measures": ["talk"],
        "seen": f"甘蔗长势好 {number}",
        "photos": others.pop("photos", []),
    }
    values: dict[str, Any] = {
        "at": NOW,
        "handed_in_at": NOW,
        "state": State.KEPT,
        "next_on": date(2026, 3, 30),
    }
    return Visit(id=number, household_id=household, person_id=helper, answers=answers,
                 given={"people": ["黄大明"]}, **values | others)  # fmt: skip


def newest(stage: Stage, name: str) -> tuple[str, bytes]:
    """Open the newest document on somebody's phone."""
    messages = stage.world.chats.by_id[stage.users[name]].messages.values()
    document = [each["document"] for each in messages if "document" in each][-1]
    return document["file_name"], stage.world.files.by_id[document["file_id"]].upload.content


def text_of(pdf: bytes) -> str:
    """Read a PDF's words without the breaks of its cells."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


async def audited(stage: Stage) -> list[tuple[str, str]]:
    async with stage.app.database.read() as db:
        wanted = select(AuditRow.action, AuditRow.subject).where(
            AuditRow.action.startswith("handbook.")
        )
        return [(row.action, row.subject) for row in await db.execute(wanted)]


ASKED = """
        -- 2026-03-02 09:00
        韦秀英: /handbook
        Bot to 韦秀英: 要哪一户的帮扶手册？ [黄大明]
        韦秀英: presses [黄大明]
        Bot to 韦秀英: 帮扶手册 · 黄大明 / 这一户的全部记录合成一份文件，证件号和电话会打码。要哪一种？ [📄 PDF] [📊 表格] [🔓 要完整号码] [✖ 取消]
"""
IN_FULL = """
        韦秀英: presses [🔓 要完整号码]
        Bot edits for 韦秀英: 帮扶手册：黄大明 · 第 2 步，共 3 步 / 完整号码用来做什么？点一个，或打字说明。用途会印在每一页，并连同您的名字留下记录。 [打印签字] [迎接检查] [代办事项] [存档] [‹ 上一步] [✖ 取消]
"""


async def test_a_helper_takes_the_handbook_of_his_household(stage: Stage, home: int) -> None:
    await stage.play(f"""{ASKED}
        韦秀英: presses [📄 PDF]
        Bot edits for 韦秀英: 正在做手册，几秒钟就好。
        Bot to 韦秀英: (document) 📘 黄大明家的帮扶手册，证件号和电话已打码。
    """)
    name, content = newest(stage, "韦秀英")
    assert name == "电子帮扶手册-黄大明-2026-03-02.pdf"
    words = text_of(content)
    for said in (
        "黄大明（关井村），户编号 H0001",
        "领取人：韦秀英 139****0001 · 2026-03-02 09:00",
        "因病、因学",
        "4505**********1231",
        "138****0001",
        "黄小妹<b>",
        "覃志强第二2026-02-01至今",
        "韦秀英区教育局第一2026-01-01至今",
        "下次走访：2026-03-30",
        "谈心了解22026-03-02",
        "2026-03-02 09:00韦秀英黄大明谈心了解甘蔗长势好 51",
        "2026-01-21 09:00（补录）韦秀英黄大明谈心了解甘蔗长势好 6",
        "收支登记 2025-10 至 2026-09",
        "人均纯收入：登记 2,100 元，认定 1,500 元；贫困线 4000 元。",
        "安全饮水未达标2026-02-01井水浑浊",
        "2026-03-02家庭 · 联系电话未填138****0001韦秀英待审核",
        "03-02 09:00 新房子",
        "第 1 页，共 2 页",
    ):
        assert said in words, said
    assert "长势好 7" not in words, "a visit taken back is no history"
    assert ID_NUMBER not in words
    assert PHONE not in words
    assert [len(page.images) for page in PdfReader(BytesIO(content)).pages] == [0, 1]
    assert await audited(stage) == [("handbook.masked", f"household:{home}")]


async def test_every_page_says_who_took_it(stage: Stage, home: int) -> None:
    await stage.play(f"""{ASKED}
        韦秀英: presses [📄 PDF]
        Bot edits for 韦秀英: 正在做手册，几秒钟就好。
        Bot to 韦秀英: (document) 📘 黄大明家的帮扶手册，证件号和电话已打码。
    """)
    pages = PdfReader(BytesIO(newest(stage, "韦秀英")[1])).pages
    assert all("韦秀英 139****0001 · 2026-03-02 09:00" in each.extract_text() for each in pages)


async def test_numbers_in_full_need_a_purpose_that_is_kept(stage: Stage, home: int) -> None:
    await stage.play(f"""{ASKED}{IN_FULL}
        韦秀英: presses [打印签字]
        Bot edits for 韦秀英: 帮扶手册：黄大明 · 第 3 步，共 3 步 / 要哪一种文件？ [📄 PDF] [📊 表格] [‹ 上一步] [✖ 取消]
        韦秀英: presses [📄 PDF]
        Bot edits for 韦秀英: 正在做手册，几秒钟就好。
        Bot to 韦秀英: (document) 📘 黄大明家的帮扶手册，含完整号码，用途：打印签字。用完请删除。
    """)
    words = text_of(newest(stage, "韦秀英")[1])
    assert ID_NUMBER in words
    assert PHONE in words
    assert "2026-03-02 09:00 · 打印签字" in words
    assert await audited(stage) == [("handbook.in_full", f"household:{home}:signing")]


async def test_a_purpose_in_ones_own_words_is_sealed_in_the_audit(stage: Stage, home: int) -> None:
    await stage.play(f"""{ASKED}{IN_FULL}
        韦秀英: sends voice of 3 s
        Bot to 韦秀英: 请点一个用途，或打几个字说明（30 字以内）。
        韦秀英: 给黄小妹办助学贷款
        Bot to 韦秀英: 帮扶手册：黄大明 · 第 3 步，共 3 步 / 要哪一种文件？ [📄 PDF] [📊 表格] [‹ 上一步] [✖ 取消]
        韦秀英: presses [📊 表格]
        Bot edits for 韦秀英: 正在做手册，几秒钟就好。
        Bot to 韦秀英: (document) 📘 黄大明家的帮扶手册，含完整号码，用途：给黄小妹办助学贷款。用完请删除。
    """)
    ((_, subject),) = await audited(stage)
    head, _, sealed = subject.rpartition(":")
    assert head == f"household:{home}:sealed"
    place = f"audit:handbook:{home}:purpose"
    opened = stage.app.database.vault.open(place, b64decode(sealed))
    assert opened.decode() == "给黄小妹办助学贷款"


async def test_the_workbook_has_a_sheet_a_chapter_and_the_photos(stage: Stage, home: int) -> None:
    await stage.play(f"""{ASKED}
        韦秀英: presses [📊 表格]
        Bot edits for 韦秀英: 正在做手册，几秒钟就好。
        Bot to 韦秀英: (document) 📘 黄大明家的帮扶手册，证件号和电话已打码。
    """)
    name, content = newest(stage, "韦秀英")
    assert name == "电子帮扶手册-黄大明-2026-03-02.xlsx"
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == [
        "电子帮扶手册", "1 基本情况", "2 家庭成员", "3 帮扶责任人", "4 帮扶计划和措施", "5 帮扶记录",
        "6 收支登记 2025-10 至 2026-09", "7 八有一超", "8 变更记录", "9 照片",
    ]  # fmt: skip
    members = [[cell.value for cell in row][:2] for row in book["2 家庭成员"].iter_rows()]
    assert members[1:] == [["黄大明", "4505**********1231"], ["黄小妹<b>", ""]]
    assert len(book["9 照片"]._images) == 1  # type: ignore[attr-defined]
    assert "韦秀英 139****0001" in str(book["5 帮扶记录"].oddFooter)


async def test_photos_of_evidence_are_shown_for_a_purpose_only(stage: Stage, home: int) -> None:
    await stage.settle()
    helper = stage.roster.people["韦秀英"]
    async with stage.app.database.write() as db:
        paper = await files.receive(db, helper, Kind.PHOTO, "paper", "paper", NOW)
        kept = (await files.known(db, [paper]))[paper]
        await files.keep(db, kept, files.Content(digest=b"paper", size=5))
        for number, state in ((10, Reviewed.ENTERED), (11, Reviewed.DROPPED)):
            change = Change(id=number, household_id=home, field="is_housing_unsafe", old=True,
                            new=False, person_id=helper, at=NOW, state=state,
                            files=(paper,))  # fmt: skip
            await changes.propose(db, change)
        known = await households.by_id(db, home)
        assert known
        said = []
        for is_masked in (True, False):
            book = await handbook_sources.book_of(db, known, NOW.date(), is_masked=is_masked)
            said.append([it.caption for it in await handbook_sources.photos_of(db, book)])
    assert said == [["03-02 09:00 新房子"], ["03-02 09:00 新房子", "03-02 09:00 依据：是否危房"]]


async def test_an_empty_record_is_a_handbook_too(stage: Stage) -> None:
    await stage.play("""
        -- 2026-03-02 09:00
        覃志强: /handbook
        Bot to 覃志强: 要哪一户的帮扶手册？ [梁水生]
        覃志强: presses [梁水生]
        Bot to 覃志强: 帮扶手册 · 梁水生 / 这一户的全部记录合成一份文件，证件号和电话会打码。要哪一种？ [📄 PDF] [📊 表格] [🔓 要完整号码] [✖ 取消]
        覃志强: presses [📊 表格]
        Bot edits for 覃志强: 正在做手册，几秒钟就好。
        Bot to 覃志强: (document) 📘 梁水生家的帮扶手册，证件号和电话已打码。
    """)
    book = load_workbook(BytesIO(newest(stage, "覃志强")[1]))
    assert book["6 收支登记"]["A2"].value == "还没有记录。"


async def test_offices_above_get_masked_numbers_only(stage: Stage, home: int) -> None:
    await stage.play("""
        -- 2026-03-02 09:00
        黄丽萍: /handbook
        Bot to 黄丽萍: 请用 🏠 打开一户，再点卡片上的 📘。
        黄丽萍: opens handbook:ask of 黄大明
        Bot to 黄丽萍: 帮扶手册 · 黄大明 / 这一户的全部记录合成一份文件，证件号和电话会打码。要哪一种？ [📄 PDF] [📊 表格] [✖ 取消]
        黄丽萍: presses [📄 PDF]
        Bot edits for 黄丽萍: 正在做手册，几秒钟就好。
        Bot to 黄丽萍: (document) 📘 黄大明家的帮扶手册，证件号和电话已打码。
    """)
    assert ID_NUMBER not in text_of(newest(stage, "黄丽萍")[1])


async def test_somebody_elses_household_has_no_handbook(stage: Stage, home: int) -> None:
    await stage.play("""
        -- 2026-03-02 09:00
        韦秀英: /handbook
        Bot to 韦秀英: 要哪一户的帮扶手册？ [黄大明]
        韦秀英: opens handbook:ask of 梁水生
        Bot toasts 韦秀英: 没有这一户，或不归您看。要看的户请点 🏠。
        陈丽华: /handbook
        Bot to 陈丽华: 这项不归您的身份使用。您能用的在下方按键里。
    """)
    assert await audited(stage) == []


async def unpair(stage: Stage, household: int) -> None:
    async with stage.app.database.write() as db:
        for pairing in await pairings.open_of_household(db, household):
            assert await pairings.end(db, replace(pairing, until_on=date(2026, 3, 2)))


async def test_whoever_lost_the_household_meanwhile_gets_none(stage: Stage, home: int) -> None:
    await stage.play(ASKED)
    await unpair(stage, home)
    await stage.play("""
        韦秀英: presses [📄 PDF]
        Bot toasts 韦秀英: 没有这一户，或不归您看。要看的户请点 🏠。
    """)


@pytest.mark.parametrize("lost", ["pairing", "account", "reveals"])
async def test_what_was_lost_before_it_is_made_is_not_made(
    stage: Stage, home: int, tmp_path: Path, lost: str
) -> None:
    who = "黄丽萍" if lost == "reveals" else "韦秀英"
    async with stage.app.database.read() as db:
        person = await people.by_id(db, stage.roster.people[who])
    document = handbooks.described(person, home, "pdf", "存档", NOW)
    if lost == "pairing":
        await unpair(stage, home)
    if lost == "account":
        async with stage.app.database.write() as db:
            await people.set_state(db, person.id, Account.SUSPENDED)
    with pytest.raises(Refusal):
        await handbooks.make(stage.app.database, tmp_path, document.values)
    assert not (tmp_path / documents.WORKSHOP).exists()


async def test_a_photo_whose_content_is_gone_is_left_out(
    stage: Stage, home: int, tmp_path: Path
) -> None:
    await stage.settle()
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    await stage.play(f"""{ASKED}
        韦秀英: presses [📄 PDF]
        Bot edits for 韦秀英: 正在做手册，几秒钟就好。
        Bot to 韦秀英: (document) 📘 黄大明家的帮扶手册，证件号和电话已打码。
    """)
    assert "还没有记录。" in text_of(newest(stage, "韦秀英")[1])
