"""Plays about the exit standard that an admin changes."""

from datetime import date

from domain.haves import Item
from storage import rules, standards
from tests.hostile.recorded import perform
from tests.kit.stage import Stage

ITEMS = "[收入来源或低保] [住房保障] [基本医疗] [义务教育] [安全饮水] [路通村屯] [有电用] [有电视看] [更多 ›]"


async def test_a_figure_of_the_standard_changes_from_a_day_on(stage: Stage) -> None:
    await stage.play(f"""
        陈丽华: 脱贫标准
        Bot to 陈丽华: 脱贫标准 · 第 1 步，共 3 步 / 现行标准：修订版，2018-01-01 起。改哪一项？ {ITEMS} [✖ 取消]
        陈丽华: presses [住房保障]
        Bot edits for 陈丽华: 脱贫标准 · 第 2 步，共 4 步 / 改什么？旁边是现在的数值。 [人均住房（平方米）：13] [标准的文字] [‹ 上一步] [✖ 取消]
        陈丽华: presses [人均住房（平方米）：13]
        Bot edits for 陈丽华: 脱贫标准 · 第 3 步，共 4 步 / 新数值是多少？ [‹ 上一步] [✖ 取消]
        陈丽华: 15.5
        Bot to 陈丽华: 请写 0 到 1000 之间的整数。
        陈丽华: 15
        Bot to 陈丽华: 脱贫标准 · 第 4 步，共 4 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: presses [明天]
        Bot edits for 陈丽华: 脱贫标准 · 请核对 / 1. 哪一项：住房保障 / 2. 改什么：人均住房（平方米）：13 / 3. 新数值：15 / 4. 从哪天起：2026-03-03 周二 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 从 2026-03-03 起，住房保障：房屋安全（A 级或 B 级），人均 15 平方米以上。以前核过的结论不变。
        """)
    async with stage.app.database.read() as db:
        assert (await rules.haves_on(db, date(2026, 3, 2))).housing_m2 == 13
        assert (await standards.on(db, date(2026, 3, 3))).code == "2026-03-03"


async def test_the_words_of_a_criterion_change_from_a_day_on(stage: Stage) -> None:
    await perform(stage, "陈丽华: /standard")
    await stage.play("""
        陈丽华: presses [有电用]
        Bot edits for 陈丽华: 脱贫标准 · 第 2 步，共 3 步 / 现在：已通电 / 改成什么？请写完整的标准。 [‹ 上一步] [✖ 取消]
        陈丽华: sends voice
        Bot to 陈丽华: 请写标准的文字，不超过 500 个字。
        陈丽华: 通生活用电，电压稳定
        Bot to 陈丽华: 脱贫标准 · 第 3 步，共 3 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: 2026-03-01
        Bot to 陈丽华: 以前的判断不改：请选今天或以后的日期。
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 脱贫标准 · 请核对 / 1. 哪一项：有电用 / 2. 标准：通生活用电，电压稳定 / 3. 从哪天起：2026-03-02 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 从 2026-03-02 起，有电用：通生活用电，电压稳定。以前核过的结论不变。
        陈丽华: /standard
        Bot to 陈丽华: 脱贫标准 · 第 1 步，共 3 步 / 现行标准：2026-03-02 修改，2026-03-02 起。改哪一项？ [收入来源或低保] [住房保障] [基本医疗] [义务教育] [安全饮水] [路通村屯] [有电用] [有电视看] [更多 ›] [✖ 取消]
        """)
    async with stage.app.database.read() as db:
        old = await standards.on(db, date(2026, 3, 1))
        assert old.criteria[Item.POWER] != "通生活用电，电压稳定"


async def test_the_standard_is_the_admins(stage: Stage) -> None:
    await stage.play("""
        莫小兰: /standard
        Bot to 莫小兰: 这项不归您的身份使用。您能用的在下方按键里。
        """)
