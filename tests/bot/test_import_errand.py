"""The errand of imports: goes on after a crash, tells how far it is, stands in nobody's way."""

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select, update

from bot import import_checks, import_errand, import_plans, import_writing
from bot.import_jobs import Job, Lost
from domain.batches import MOST_ATTEMPTS, State
from imports import checked, drafts
from storage import areas, households, people
from storage.tables import BatchRow, FileRow, HouseholdRow
from tests.imports.sheets import SHEET, workbook, worksheet
from tests.kit.actions import do
from tests.kit.cast import AREAS
from tests.kit.stage import Stage

HEAD = "村,户编号,人编号,姓名,证件号码,与户主关系"
ROWS = " / ".join(f"关井村,H1{n:03},1,黄{n},,户主" for n in range(10))
TABLE = f'sends table "户.csv": {HEAD} / {ROWS}'


@pytest.fixture
async def small_pieces(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for module in (import_plans, import_writing):
        monkeypatch.setattr(module, "PIECE", 4)
    return stage


async def act(stage, who, what):
    stage.heard.clear()
    do(stage, who, what)
    await stage.settle()
    return [line.words for line in stage.heard if line.to == who]


async def batch(stage):
    async with stage.app.database.read() as db:
        return (await db.execute(select(BatchRow))).one()


async def count(stage):
    async with stage.app.database.read() as db:
        return await db.scalar(select(func.count()).select_from(HouseholdRow))


def place(stage):
    return stage.app.errands._workplace


async def test_a_write_that_was_cut_off_goes_on_where_it_was(small_pieces, monkeypatch):
    stage = small_pieces
    await act(stage, "莫小兰", TABLE)
    pieces: list[int] = []
    once = import_writing._write_piece

    async def breaks_once(job, *words):
        first = job.batch.done
        await once(job, *words)
        pieces.append(first)
        if len(pieces) == 2:
            raise RuntimeError

    monkeypatch.setattr(import_writing, "_write_piece", breaks_once)
    with suppress(RuntimeError):
        await act(stage, "莫小兰", "presses [✅ 写入]")
    await stage.settle()
    assert pieces == [0, 4, 4, 8]  # what broke was rolled back and done again
    assert (await batch(stage)).state == State.WRITTEN
    assert await count(stage) == 2 + 10
    stage.heard.clear()
    await act(stage, "莫小兰", "presses [↩ 撤回本批]")
    said = await act(stage, "莫小兰", "presses [↩ 确定撤回]")
    assert said[-1].endswith("↩ 已撤回：恢复 0 户，去掉 10 户。")
    assert await count(stage) == 2


async def test_two_workers_never_write_one_batch(small_pieces):
    stage = small_pieces
    await act(stage, "莫小兰", TABLE)
    do(stage, "莫小兰", "presses [✅ 写入]")
    (update_,) = stage.world.updates.pending()
    await stage.app.turns.take(update_)
    stage.world.updates.take(update_["update_id"] + 1, 1)
    done = await asyncio.gather(*[import_errand.carry_on(place(stage)) for _ in range(3)])
    assert sum(done) <= 1  # the bot's own loop may have been faster than all three
    await stage.settle()
    assert await count(stage) == 2 + 10
    assert (await batch(stage)).state == State.WRITTEN


async def test_whoever_lost_the_lease_rolls_back(small_pieces, monkeypatch):
    stage = small_pieces
    await act(stage, "莫小兰", TABLE)

    async def lost(self, db, **values):
        raise Lost

    monkeypatch.setattr(Job, "hold", lost)
    await act(stage, "莫小兰", "presses [✅ 写入]")
    assert await count(stage) == 2


async def test_progress_is_told_in_the_one_message_at_most_every_two_seconds(
    small_pieces, monkeypatch
):
    stage = small_pieces
    await act(stage, "莫小兰", TABLE)
    once = import_writing._write_piece

    async def slowly(*words):
        stage.world.clock.move_to(stage.world.clock.now() + timedelta(seconds=1))
        await once(*words)

    monkeypatch.setattr(import_writing, "_write_piece", slowly)
    said = await act(stage, "莫小兰", "presses [✅ 写入]")
    assert [line.partition(" / ")[2] for line in said[1:-1]] == ["正在写入：8 / 10"]
    assert all(line.startswith("✎") for line in said)


async def test_what_breaks_again_and_again_is_given_up(stage, monkeypatch):
    def breaks(*_words):
        raise RuntimeError

    monkeypatch.setattr(import_checks, "understood", breaks)
    with suppress(RuntimeError):
        await act(stage, "莫小兰", TABLE)
    async with asyncio.timeout(20):  # the bot's own errands try it too, between ours
        while (await batch(stage)).state != State.REFUSED:
            with suppress(RuntimeError):
                await import_errand.carry_on(place(stage))
            await asyncio.sleep(0.01)
    assert (await batch(stage)).attempts <= MOST_ATTEMPTS + 1
    await stage.settle()
    assert "我们这边出了问题" in stage.heard[-1].words


async def test_a_file_that_could_not_be_fetched_is_asked_for_again(stage):
    do(stage, "莫小兰", TABLE)
    (update_,) = stage.world.updates.pending()
    await stage.app.turns.take(update_)
    stage.world.updates.take(update_["update_id"] + 1, 1)
    async with stage.app.database.write() as db:
        await db.execute(update(FileRow).values(state="lost"))
    await stage.settle()
    assert "请再发一次" in stage.heard[-1].words


async def test_whoever_lost_the_role_meanwhile_writes_nothing(stage):
    await act(stage, "莫小兰", TABLE)
    do(stage, "莫小兰", "presses [✅ 写入]")
    (update_,) = stage.world.updates.pending()
    await stage.app.turns.take(update_)
    stage.world.updates.take(update_["update_id"] + 1, 1)
    async with stage.app.database.write() as db:
        await people.set_duties(db, stage.roster.people["莫小兰"], [])
    await stage.settle()
    assert await count(stage) == 2
    assert "不由您导入" in stage.heard[-1].words


def zip_bomb(tmp_path):
    def chunks():
        head = SHEET.split("{rows}", maxsplit=1)[0].format(ref="A1")
        yield head + '<row r="1"><c r="A1" t="inlineStr"><is><t>'
        for _ in range(900):
            yield "x" * 1024 * 1024
        yield "</t></is></c></row></sheetData></worksheet>"

    return workbook(tmp_path / "a.xlsx", chunks()).read_bytes()


def all_cells(tmp_path):
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = f'{near}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = SHEET.format(ref="A1:XFD1048576", rows=far)
    return workbook(tmp_path / "a.xlsx", sheet).read_bytes()


def wide(tmp_path):
    book = Workbook()
    worksheet(book).append(["x"] * 16384)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def laughs(tmp_path):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    rows = '<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>'
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{entities}]>'
    sheet = SHEET.format(ref="A1", rows=rows).replace("?>", f"?>{doctype}", 1)
    return workbook(tmp_path / "a.xlsx", sheet).read_bytes()


@pytest.mark.parametrize("bomb", [zip_bomb, all_cells, wide, laughs])
async def test_hostile_files_are_refused_while_others_are_answered(stage, tmp_path, bomb):
    stage.files["a.xlsx"] = bomb(tmp_path)
    do(stage, "莫小兰", 'sends file "a.xlsx"')
    do(stage, "韦秀英", "/me")
    first, second = stage.world.updates.pending()
    await stage.app.turns.take(first)
    working = asyncio.ensure_future(stage.app.errands.settled())
    began = time.monotonic()
    await stage.app.turns.take(second)
    await stage.app.courier.idle()
    answered_after, was_working = time.monotonic() - began, not working.done()
    stage.world.updates.take(second["update_id"] + 1, 1)
    await working
    await stage.settle()
    assert [line.to for line in stage.heard].count("韦秀英") == 1
    assert (was_working, answered_after < 5) == (True, True)
    refused = [line.words for line in stage.heard if line.to == "莫小兰"][-1]
    assert refused.startswith("✎ 📄 a.xlsx / ")
    assert await count(stage) == 2


def far_apart(tmp_path):
    """A file in which more households than are kept open lie between two rows of one."""
    middle = [f"关井村,H2{n:03},1,黄{n},,户主" for n in range(drafts.MOST_OPEN + 5)]
    rows = [HEAD, "关井村,H1,1,黄大明,,户主", *middle, "关井村,H1,2,黄小红,,之女"]
    return "\n".join(rows).encode()


async def test_scattered_rows_are_read_whole_before_any_is_written(stage, tmp_path, monkeypatch):
    asked = []
    families = checked.Families

    def noted(source, limits, question):
        asked.append(question.is_patient)
        return families(source, limits, question)

    monkeypatch.setattr(import_plans, "Families", noted)
    stage.files["散.csv"] = far_apart(tmp_path)
    said = await act(stage, "莫小兰", 'sends file "散.csv"')
    assert f"新增 {drafts.MOST_OPEN + 6} 户，" in said[-1]
    assert asked == [False, True]
    said = await act(stage, "莫小兰", "presses [✅ 写入]")
    assert asked == [False, True, True]
    assert await count(stage) == 2 + drafts.MOST_OPEN + 6
    async with stage.app.database.read() as db:
        (family,) = (await households.families(db, ["H1"])).values()
    assert len(family.members) == 2


async def test_where_the_areas_have_changed_the_file_is_read_whole_first(stage):
    await act(stage, "莫小兰", TABLE)
    async with stage.app.database.write() as db:
        await areas.put(db, replace(AREAS[2], name="改名村委会"))
    said = await act(stage, "莫小兰", "presses [✅ 写入]")
    assert said[-1].endswith("表里提到的地方或人员有变动，请把表再发一次。")
    assert await count(stage) == 2
