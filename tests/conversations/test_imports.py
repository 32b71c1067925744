"""Officers send tables: read, compared, shown, written, taken back. Somebody else's stay his."""

from io import BytesIO

from openpyxl import load_workbook

from domain.changes import Change
from storage import changes
from tests.imports.sheets import worksheet
from tests.kit.stage import BEGIN, Stage

HEAD = "乡,村,户编号,人编号,姓名,证件号码,与户主关系,健康状况,联系电话"
HUANG = "银滩镇,关井村,H0001,H0001-0,黄大明,,户主,健康,13800000001"
NEW = "银滩镇,关井村,H0009,H0009-0,覃阿公,,户主,大病,"
TABLE = f'sends table "农户.csv": {HEAD} / {HUANG} / {NEW}'
READING = "正在读取。您同意之前什么都不会写入。"
TOLD = (
    "表里没有、现有 1 户（H0002），保持不变。 / H0001 联系电话：未填 → 138****0001 / "
    "H0001 黄大明：健康状况：未填 → 健康 / H0001 黄大明：与户主关系：未填 → 户主 / "
    "H0001 黄大明1：在户内 → 不再在户内 / H0001 黄大明2：在户内 → 不再在户内"
)
WROTE = "📄 农户.csv · 农户 / ✅ 已写入：新增 1 户，更改 1 户。 / 03-09 09:00 之前可以撤回。 [↩ 撤回本批]"
LOOK = (
    "要撤回这份表吗？更改过的 1 户恢复成原来的样子，新增的 1 户去掉。 / "
    "之后又有人改过或用过的，保持不变，会列给您看。"
)
SHOWN = f"""
        莫小兰: {TABLE}
        Bot to 莫小兰: 📄 农户.csv / {READING}
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 共 2 行，没有错误。新增 1 户，更改 1 户，不变 0 户。 / {TOLD} / 现在还没有写入。 [✅ 写入] [✖ 不写]
"""
WRITTEN = f"""
        莫小兰: presses [✅ 写入]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 正在写入，您可以先做别的。
        Bot edits for 莫小兰: {WROTE}
"""


async def test_an_officer_sees_what_changes_before_it_is_written(stage: Stage) -> None:
    await stage.play(f"""
        -- 2026-03-02 09:00
        莫小兰: 导入导出
        Bot to 莫小兰: 把表格发到这里就可以导入（CSV、XLSX、XLS、ODS）：人员、农户、结对。会先给您看有哪些变化，您同意后才写入。 / 也可以点下面的按钮，导出表格。 [⬇ 农户] [⬇ 结对] [⬇ 走访] [🔓 要完整号码]
        {SHOWN}
        {WRITTEN}
        莫小兰: presses again on [✅ 写入]
        Bot toasts 莫小兰: 情况已有变化，现在是这样。
        """)


async def test_the_same_file_twice_changes_nothing_and_says_so(stage: Stage) -> None:
    await stage.play(f"""
        -- 2026-03-02 09:00
        {SHOWN}
        {WRITTEN}
        莫小兰: {TABLE}
        Bot to 莫小兰: 📄 农户.csv / {READING}
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 共 2 行，都与现有一致，没有需要写入的内容。 / 表里没有、现有 1 户（H0002），保持不变。 / 同一个文件已在 2026-03-02 写入过。
        """)


async def test_a_batch_is_taken_back_where_nobody_has_gone_on(stage: Stage) -> None:
    await stage.play(f"""
        -- 2026-03-02 09:00
        {SHOWN}
        {WRITTEN}
        莫小兰: presses [↩ 撤回本批]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / {LOOK} [↩ 确定撤回] [✖ 不撤回]
        莫小兰: presses [↩ 确定撤回]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 正在撤回。
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / ↩ 已撤回：恢复 1 户，去掉 1 户。
        莫小兰: presses again on [↩ 撤回本批]
        Bot toasts 莫小兰: 情况已有变化，现在是这样。
        {SHOWN}
        {WRITTEN}
        莫小兰: sends table "结对.csv": 户编号,帮扶人手机号,开始日期 / H0009,13900000002,46082
        Bot to 莫小兰: 📄 结对.csv / {READING}
        Bot edits for 莫小兰: 📄 结对.csv · 结对 / 共 1 行，没有错误。新增 1 对，更改 0 对，不变 0 对。 / 现在还没有写入。 [✅ 写入] [✖ 不写]
        莫小兰: presses [✅ 写入]
        Bot edits for 莫小兰: 📄 结对.csv · 结对 / 正在写入，您可以先做别的。
        Bot edits for 莫小兰: 📄 结对.csv · 结对 / ✅ 已写入：新增 1 对，更改 0 对。 / 03-09 09:00 之前可以撤回。 [↩ 撤回本批]
        莫小兰: presses [↩ 撤回本批] no. 2
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / {LOOK} [↩ 确定撤回] [✖ 不撤回]
        莫小兰: presses [↩ 确定撤回]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 正在撤回。
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / ↩ 已撤回：恢复 1 户，去掉 0 户。 / 1 户之后被改过或用过，保持不变：H0009
        -- 2026-03-09 09:01
        莫小兰: presses [↩ 撤回本批]
        Bot toasts 莫小兰: 时间太久，不能撤回了。请逐条更正。
        """)


async def test_one_may_look_and_leave_it(stage: Stage) -> None:
    await stage.play(f"""
        -- 2026-03-02 09:00
        {SHOWN}
        {WRITTEN}
        莫小兰: presses [↩ 撤回本批]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / {LOOK} [↩ 确定撤回] [✖ 不撤回]
        莫小兰: presses [✖ 不撤回]
        Bot edits for 莫小兰: {WROTE}
        莫小兰: presses [↩ 撤回本批]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / {LOOK} [↩ 确定撤回] [✖ 不撤回]
        -- 2026-03-09 09:01
        莫小兰: presses [↩ 确定撤回]
        Bot toasts 莫小兰: 时间太久，不能撤回了。请逐条更正。
        """)


async def test_what_is_not_wanted_is_not_written(stage: Stage) -> None:
    await stage.play(f"""
        -- 2026-03-02 09:00
        {SHOWN}
        莫小兰: presses [✖ 不写]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 没有写入。
        莫小兰: presses again on [✅ 写入]
        Bot toasts 莫小兰: 情况已有变化，现在是这样。
        莫小兰: 导入导出
        Bot to 莫小兰: 把表格发到这里就可以导入（CSV、XLSX、XLS、ODS）：人员、农户、结对。会先给您看有哪些变化，您同意后才写入。 / 也可以点下面的按钮，导出表格。 [农户.csv 03-02] [⬇ 农户] [⬇ 结对] [⬇ 走访] [🔓 要完整号码]
        莫小兰: presses [农户.csv 03-02]
        Bot to 莫小兰: 📄 农户.csv · 农户 / 没有写入。
        """)


async def test_every_mistake_comes_back_in_a_sheet_and_nothing_is_written(stage: Stage) -> None:
    await stage.play(f"""
        莫小兰: sends table "邻村.csv": {HEAD} / 银滩镇,曲湾村,H0501,1,周,,户主,, / 银滩镇,关井村,H0502,1,周,123,户主,,
        Bot to 莫小兰: 📄 邻村.csv / {READING}
        Bot edits for 莫小兰: 📄 邻村.csv · 农户 / 共 2 行，有 2 处错误，什么都没有写入。 / 第 2 行村：这个村不在您的辖区。请交给那个区域的信息员导入。 / 第 3 行证件号码：身份证号是18位。请与身份证或户口簿核对。 / 全部错误见随后的表格，改好后请再发一次。
        Bot to 莫小兰: (document)
        """)


async def test_a_table_nobody_can_guess_is_asked_about(stage: Stage) -> None:
    await stage.play(f"""
        莫小兰: sends table "怪.csv": a,b / 1,2
        Bot to 莫小兰: 📄 怪.csv / {READING}
        Bot edits for 莫小兰: 📄 怪.csv / 这是什么表？请点一下。 [人员] [农户] [结对]
        莫小兰: presses [结对]
        Bot edits for 莫小兰: 📄 怪.csv · 结对 / {READING}
        Bot edits for 莫小兰: 📄 怪.csv · 结对 / 共 0 行，有 1 处错误，什么都没有写入。 / 第 1 行：没有找到写着列名的那一行。请在表格上方写上这些列名：户编号、帮扶人手机号、开始日期。 / 全部错误见随后的表格，改好后请再发一次。
        Bot to 莫小兰: (document)
        莫小兰: presses again on [人员]
        Bot toasts 莫小兰: 情况已有变化，现在是这样。
        莫小兰: sends documents "说明.pdf"
        Bot to 莫小兰: 这不是表格文件。请发 CSV、XLSX、XLS 或 ODS 文件。
        """)


async def test_nobody_enrols_or_changes_people_beyond_his_own_area(stage: Stage) -> None:
    people = "姓名,手机号,角色,负责区域,单位"
    await stage.play(f"""
        莫小兰: sends table "人员.csv": {people} / 梁建国,13900000004,驻村工作队员,450503101204, / 新人,13900000111,帮扶联系人,,区水利局 / 韦英,13900000001,帮扶联系人,450503101204,区教育局
        Bot to 莫小兰: 📄 人员.csv / {READING}
        Bot edits for 莫小兰: 📄 人员.csv · 人员 / 共 3 行，没有错误。新增 1 人，更改 1 人，不变 1 人。 / 表里没有、现有 2 人（莫小兰 139****0003、黎新来 139****0007），保持不变。 / 139****0001 姓名：韦秀英 → 韦英 / 现在还没有写入。 [✅ 写入] [✖ 不写]
        莫小兰: sends table "自封.csv": {people} / 莫小兰,13900000003,管理员,,
        Bot to 莫小兰: 📄 自封.csv / {READING}
        Bot edits for 莫小兰: 📄 自封.csv · 人员 / 共 1 行，有 1 处错误，什么都没有写入。 / 第 2 行角色：您不能在这个区域授予这个角色。这一行请交给上级信息员导入。 / 全部错误见随后的表格，改好后请再发一次。
        Bot to 莫小兰: (document)
        莫小兰: sends table "夺号.csv": {people} / 陈,13900000006,帮扶联系人,,
        Bot to 莫小兰: 📄 夺号.csv / {READING}
        Bot edits for 莫小兰: 📄 夺号.csv · 人员 / 共 1 行，有 1 处错误，什么都没有写入。 / 第 2 行手机号：这个账号不归您修改。这一行请交给上级信息员导入。 / 全部错误见随后的表格，改好后请再发一次。
        Bot to 莫小兰: (document)
        """)


async def test_administrators_import_areas_and_no_households(stage: Stage) -> None:
    await stage.play(f"""
        陈丽华: sends table "区域.csv": code,name,level,parent_code / 450503101205,新村,village,450503101
        Bot to 陈丽华: 📄 区域.csv / {READING}
        Bot edits for 陈丽华: 📄 区域.csv · 区域 / 共 1 行，没有错误。新增 1 个区域，更改 0 个区域，不变 0 个区域。 / 表里没有、现有 4 个区域（450503 银海区、450503101 银滩镇、450503101201 曲湾村、450503101204 关井村），保持不变。 / 现在还没有写入。 [✅ 写入] [✖ 不写]
        陈丽华: {TABLE}
        Bot to 陈丽华: 📄 农户.csv / {READING}
        Bot edits for 陈丽华: 📄 农户.csv / 这种表不由您导入，请交给上级信息员。
        """)


async def test_what_others_changed_since_it_was_shown_stays(stage: Stage) -> None:
    await stage.play(f"""
        -- 2026-03-02 09:00
        {SHOWN}
        陆海燕: sends table "镇.csv": 户编号,村,姓名,证件号码,与户主关系,人编号,乡 / H0001,关井村,黄大明,,户主,H0001-0,银滩镇
        Bot to 陆海燕: 📄 镇.csv / {READING}
        Bot edits for 陆海燕: 📄 镇.csv · 农户 / 共 1 行，没有错误。新增 0 户，更改 1 户，不变 0 户。 / 表里没有、现有 1 户（H0002），保持不变。 / H0001 黄大明：与户主关系：未填 → 户主 / H0001 黄大明1：在户内 → 不再在户内 / H0001 黄大明2：在户内 → 不再在户内 / 现在还没有写入。 [✅ 写入] [✖ 不写]
        陆海燕: presses [✅ 写入]
        Bot edits for 陆海燕: 📄 镇.csv · 农户 / 正在写入，您可以先做别的。
        Bot edits for 陆海燕: 📄 镇.csv · 农户 / ✅ 已写入：新增 0 户，更改 1 户。 / 03-09 09:00 之前可以撤回。 [↩ 撤回本批]
        莫小兰: presses [✅ 写入]
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 正在写入，您可以先做别的。
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / ✅ 已写入：新增 1 户，更改 0 户。 / 1 户在此期间被别人改过，保持不变。 / 03-09 09:00 之前可以撤回。 [↩ 撤回本批]
        """)


def last_sheet(stage: Stage, who: str) -> list[tuple[object, ...]]:
    """Read the document somebody got last; no cell of it is a formula."""
    documents = [m for m in stage.world.history(stage.users[who]) if "document" in m]
    number = documents[-1]["document"]["file_id"]
    stored = stage.world.files.find(number, stage.world.clock.now())
    page = worksheet(load_workbook(BytesIO(stored.upload.content)))
    assert not [it for row in page.iter_rows() for it in row if it.data_type == "f"]
    return list(page.iter_rows(values_only=True))


async def test_more_than_ten_differences_come_as_a_sheet_and_nothing_in_it_is_a_formula(
    stage: Stage,
) -> None:
    people = " / ".join(f"银滩镇,关井村,H0001,H0001-{n},=1+{n},,之子,健康," for n in range(3, 14))
    stage.heard.clear()
    await stage.play(f"""
        莫小兰: sends table "农户.csv": {HEAD} / {HUANG} / {people}
        Bot to 莫小兰: 📄 农户.csv / {READING}
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 共 12 行，没有错误。新增 0 户，更改 1 户，不变 0 户。 / {TOLD} / H0001 =1+3： → 新增成员 / H0001 =1+4： → 新增成员 / H0001 =1+5： → 新增成员 / H0001 =1+6： → 新增成员 / H0001 =1+7： → 新增成员 / …… 另有 6 处，全部见随后的表格。 / 现在还没有写入。 [✅ 写入] [✖ 不写]
        Bot to 莫小兰: (document)
        """)
    heading, *rows = last_sheet(stage, "莫小兰")
    assert heading == ("记录", "项目", "原值", "新值")
    assert len(rows) == 16 + 1
    assert rows[0] == ("H0001", "联系电话", "未填", "138****0001")
    assert rows[15][:2] == ("H0001", "=1+13")


async def test_the_sheet_of_mistakes_keeps_what_was_written(stage: Stage) -> None:
    await stage.play(f"""
        莫小兰: sends table "农户.csv": {HEAD} / 银滩镇,关井村,H0001,H0001-0,黄大明,=1+1,户主,很好,
        Bot to 莫小兰: 📄 农户.csv / {READING}
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 共 1 行，有 2 处错误，什么都没有写入。 / 第 2 行证件号码：身份证号是18位。请与身份证或户口簿核对。 / 第 2 行健康状况：这不是本列可以填的值。请填其中之一：健康、长期慢性病、大病、残疾。 / 全部错误见随后的表格，改好后请再发一次。
        Bot to 莫小兰: (document)
        """)
    assert [row[:3] for row in last_sheet(stage, "莫小兰")[1:]] == [
        (2, "证件号码", "=1+1"),
        (2, "健康状况", "很好"),
    ]


async def test_what_is_proposed_is_not_overwritten(stage: Stage) -> None:
    change = Change(
        id=1,
        household_id=stage.roster.households["黄大明"],
        field="phone",
        old=None,
        new="13700000001",
        person_id=stage.roster.people["韦秀英"],
        at=BEGIN,
    )
    async with stage.app.database.write() as db:
        await changes.propose(db, change)
    told = TOLD.replace("H0001 联系电话：未填 → 138****0001 / ", "")
    held = "⚠ 1 处有未办结的更改，保持不变。"
    first, _, rest = told.partition(" / ")
    await stage.play(f"""
        莫小兰: sends table "农户.csv": {HEAD} / {HUANG}
        Bot to 莫小兰: 📄 农户.csv / {READING}
        Bot edits for 莫小兰: 📄 农户.csv · 农户 / 共 1 行，没有错误。新增 0 户，更改 1 户，不变 0 户。 / {first} / {held} / {rest} / H0001 联系电话：未填（有未办结的更改） → 138****0001 / 现在还没有写入。 [✅ 写入] [✖ 不写]
        """)
