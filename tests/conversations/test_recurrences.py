"""Plays: standing tasks are listed, switched, changed, and made of a campaign."""

from datetime import date

from domain.calendar import local_day
from domain.campaigns import Campaign
from reminders import recurrences as periods
from storage import campaigns, recurrences
from tests.kit import campaigning
from tests.kit.actions import do as act
from tests.kit.stage import Stage

LIST = (
    "🔁 常设任务 / {visits} 每月入户走访 · 每月1日到{due} / {report} 月度工作小结 · 每月1日到月末 / "
    "⏸ 驻村考勤 · 每月1日到月末 / ⏸ 季度补贴数据 · 每季度，头一个月1日到第三个月25日 / "
    "任何一个任务都可以每月重复：打开任务，点“🔁 每月重复”。 "
    "[每月入户走访] [月度工作小结] [驻村考勤] [季度补贴数据] [‹ 任务列表]"
)
USUAL = (
    "⏰ 提醒：提前7天、提前3天、提前1天、当天、过后1天 / 📈 过期没完成：1个工作日后告诉扶贫信息员，"
    "3个工作日后告诉镇扶贫站，5个工作日后告诉区扶贫办 / 🔕 到期那天起才响铃"
)
VISITS = (
    "🔁 每月入户走访 / {state} / ▶ 正在进行：2026年3月，3月31日18:00截止 / "
    "本月走访每一户结对户，到户签到。 / 👥 所有地方 · 帮扶联系人 / 📅 4月1日至{due}18:00 / "
    f"🎯 怎样算完成：每户都走访到 / {USUAL} / 现有 3 人。 / {{who}} [▶ 2026年3月]"
)
ON = "✅ 已启用：每月1日到月末。下一期：2026年4月"
OFF = "⏸ 已停用，不再开始新的一期。（每月1日到月末）"
SHIPPED = "出厂设置，还没有人改过。"
EDITS = " ".join(["[✔ 提交]", *(f"[✎ {it}]" for it in range(1, 9)), "[✖ 取消]"])
REMINDERS = (
    "提醒：提前7天、提前3天、提前1天、截止当天、过期1天 / {rises}. 过期上报：村1天 → 镇3天 → 区5天"
)
SUMMARY = (
    "常设任务 · 请核对 / 1. 开始日：1 / 2. 截止日：{due} / 3. "
    + REMINDERS.format(rises=4)
    + " / 5. 铃声：{sound} / 6. 角色：帮扶联系人 3 / 7. 区域：整个辖区 / 8. 单位：所有单位"
)
QUIET, LOUD = "🔕 到期那天起才响铃", "🔔 每次都响铃"
STAYS = "#1 这一期不变，3月31日18:00截止。"


async def begin_periods(stage: Stage) -> None:
    """Do once what the bot does every half minute."""
    await periods.go_on(stage.app.database, stage.app.clock())


async def running(stage: Stage) -> list[tuple[str, date]]:
    """List what runs: title and due day."""
    async with stage.app.database.read() as db:
        found: list[Campaign] = await campaigns.running(db)
    return [(it.title, local_day(it.due_at)) for it in found]


async def test_a_standing_task_is_switched_off_and_on_and_what_runs_keeps_its_course(
    stage: Stage,
) -> None:
    await begin_periods(stage)
    shown = VISITS.format(state=ON, due="4月30日", who=SHIPPED)
    by = "周启明 03-02 09:00 改的"
    off = VISITS.format(state=OFF, due="4月30日", who=by)
    on = VISITS.format(state=ON, due="4月30日", who=by)
    await stage.play(f"""
        周启明: 常设任务
        Bot to 周启明: {LIST.format(visits="✅", report="⏸", due="月末")}
        周启明: presses [每月入户走访]
        Bot edits for 周启明: {shown} [⏸ 停用] [✎ 修改] [‹ 常设任务]
        陈丽华: 常设任务
        Bot to 陈丽华: {LIST.format(visits="✅", report="⏸", due="月末")}
        陈丽华: presses [每月入户走访]
        Bot edits for 陈丽华: {shown} [⏸ 停用] [✎ 修改] [‹ 常设任务]
        周启明: presses [⏸ 停用]
        Bot edits for 周启明: {off} [▶ 启用] [✎ 修改] [‹ 常设任务]
        Bot toasts 周启明: 已停用。正在进行的这一期不变。
        陈丽华: presses [⏸ 停用]
        Bot toasts 陈丽华: 这期间有人改过。周启明 03-02 09:00 改的 / 请在“🔁 常设任务”里重新打开。
        周启明: presses [▶ 启用]
        Bot edits for 周启明: {on} [⏸ 停用] [✎ 修改] [‹ 常设任务]
        Bot toasts 周启明: 已启用，从下一期开始。
        周启明: presses [‹ 常设任务]
        Bot edits for 周启明: {LIST.format(visits="✅", report="⏸", due="月末")}
        """)
    assert await running(stage) == [("Monthly visits", date(2026, 3, 31))]
    await stage.play("-- 2026-04-01 09:00")
    await begin_periods(stage)
    assert ("Monthly visits", date(2026, 4, 30)) in await running(stage)


async def test_days_change_from_the_next_period_on_and_two_at_once_see_each_other(
    stage: Stage,
) -> None:
    await begin_periods(stage)
    for who in ("周启明", "陈丽华"):
        for what in ("常设任务", "presses [每月入户走访]"):
            act(stage, who, what)
            await stage.settle()
    april, earlier = (
        "从 2026年4月 起：4月1日 到 4月30日18:00，3 人。",
        "4月1日 到 4月24日18:00，3 人。",
    )
    asked = "常设任务 · 第 2 步，共 8 步 / 每期到几日截止？按季度的，是第三个月的几日。遇到休息日，提前到前一个工作日。"
    stands = f"{SUMMARY.format(due=31, sound=QUIET)} / 改动： / 还没有改动。 / {april} / {STAYS}"
    moved = VISITS.format(
        state="✅ 已启用：每月1日到25日。下一期：2026年4月",
        due="4月24日",
        who="周启明 03-02 09:00 改的",
    )
    rings = f"铃声：{QUIET} → {LOUD} / 从 2026年4月 起：{earlier} / {STAYS}"
    await stage.play(f"""
        周启明: presses [✎ 修改]
        Bot to 周启明: {stands} {EDITS}
        陈丽华: presses [✎ 修改]
        Bot to 陈丽华: {stands} {EDITS}
        周启明: presses [✎ 2]
        Bot edits for 周启明: {asked} / 目前：31 [月末] [28日] [25日] [20日] [‹ 上一步] [✖ 取消]
        周启明: 40
        Bot to 周启明: 请写 1 到 31 之间的日子，31 就是月末。
        周启明: 10
        Bot to 周启明: {SUMMARY.format(due=10, sound=QUIET)} / 改动： / 日期：每月1日到月末 → 每月1日到10日 / 从 2026年4月 起：4月1日 到 4月10日18:00，3 人。 / {STAYS} {EDITS}
        周启明: presses [✔ 提交]
        Bot toasts 周启明: 走访的截止日不能早于15日，不然几天里走不完。
        周启明: presses [✎ 2]
        Bot edits for 周启明: {asked} / 目前：10 [月末] [28日] [25日] [20日] [‹ 上一步] [✖ 取消]
        周启明: presses [25日]
        Bot edits for 周启明: {SUMMARY.format(due=25, sound=QUIET)} / 改动： / 日期：每月1日到月末 → 每月1日到25日 / 从 2026年4月 起：{earlier} / {STAYS} {EDITS}
        周启明: presses [✔ 提交]
        Bot to 周启明: ✅ 已修改。正在进行的这一期不变。
        Bot to 周启明: {moved} [⏸ 停用] [✎ 修改] [‹ 常设任务]
        陈丽华: presses [✎ 5]
        Bot edits for 陈丽华: 常设任务 · 第 5 步，共 8 步 / 提醒要响铃吗？ / 目前：{QUIET} [{QUIET}] [{LOUD}] [‹ 上一步] [✖ 取消]
        陈丽华: presses [{LOUD}]
        Bot edits for 陈丽华: {SUMMARY.format(due=31, sound=LOUD)} / ⚠ 这期间有人改过：周启明 03-02 09:00 改的 / 改动： / {rings} {EDITS}
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: {SUMMARY.format(due=25, sound=LOUD)} / ⚠ 这期间有人改过：周启明 03-02 09:00 改的 / 改动： / {rings} {EDITS}
        陈丽华: presses [✔ 提交]
        Bot to 陈丽华: ✅ 已修改。正在进行的这一期不变。
        Bot to 陈丽华: {moved.replace("周启明", "陈丽华").replace(QUIET, LOUD)} [⏸ 停用] [✎ 修改] [‹ 常设任务]
        """)
    await stage.play("-- 2026-04-01 09:00")
    await begin_periods(stage)
    assert sorted(await running(stage)) == [
        ("Monthly visits", date(2026, 3, 31)),
        ("Monthly visits", date(2026, 4, 24)),
    ]


async def test_handing_in_without_a_change_keeps_the_version(stage: Stage) -> None:
    for what in ("常设任务", "presses [月度工作小结]", "presses [✎ 修改]", "presses [✔ 提交]"):
        stage.heard.clear()
        act(stage, "陈丽华", what)
        await stage.settle()
    assert stage.heard[0].words == "没有改动。"
    async with stage.app.database.read() as db:
        found = await recurrences.by_name(db, "report")
    assert found
    assert found.version == 1


async def test_a_campaign_comes_back_each_month_and_is_its_first_period(stage: Stage) -> None:
    await campaigning.begun(stage)
    edits = EDITS.replace("[✎ 8]", "[✎ 8] [✎ 9]")
    answers = (
        "新建常设任务 · 请核对 / 1. 多久一次：{often} / 2. 开始日：3 / 3. 截止日：20 / 4. "
        + REMINDERS.format(rises=5)
        + f" / 6. 铃声：{QUIET} / 7. 角色：帮扶联系人 3 / 8. 区域：整个辖区 / 9. 单位：所有单位"
    )
    first = "#1 这一期不变，3月20日18:00截止。"
    for what in ("派任务", "presses [#1 学文件]"):
        act(stage, "周启明", what)
        await stage.settle()
    await stage.play(f"""
        周启明: presses [🔁 每月重复]
        Bot to 周启明: {answers.format(often="每月")} / 从 2026年4月 起：4月3日 到 4月20日18:00，3 人。 / {first} {edits}
        周启明: presses [✎ 1]
        Bot edits for 周启明: 新建常设任务 · 第 1 步，共 9 步 / 多久重复一次？ / 目前：每月 [每月] [每季度] [✖ 取消]
        周启明: presses [每季度]
        Bot edits for 周启明: {answers.format(often="每季度")} / 从 2026年第2季度 起：4月3日 到 6月18日18:00，3 人。 / {first} {edits}
        周启明: presses [✎ 1]
        Bot edits for 周启明: 新建常设任务 · 第 1 步，共 9 步 / 多久重复一次？ / 目前：每季度 [每月] [每季度] [✖ 取消]
        周启明: presses [每月]
        Bot edits for 周启明: {answers.format(often="每月")} / 从 2026年4月 起：4月3日 到 4月20日18:00，3 人。 / {first} {edits}
        周启明: presses [✔ 提交]
        Bot to 周启明: ✅ 以后会自动重复。不需要了，在“🔁 常设任务”里停用。
        Bot to 周启明: 🔁 学文件 / ✅ 已启用：每月3日到20日。下一期：2026年4月 / ▶ 正在进行：2026年3月，3月20日18:00截止 / 请读完文件。 / 👥 银海区 · 帮扶联系人 / 📅 4月3日至4月20日18:00 / 🎯 怎样算完成：本人点“我已完成” / {USUAL} / 现有 3 人。 / 周启明 03-02 09:00 改的 [▶ 2026年3月] [⏸ 停用] [✎ 修改] [‹ 常设任务]
        周启明: presses again on [🔁 每月重复]
        Bot toasts 周启明: 这个任务本来就自动重复。
        """)
    await begin_periods(stage)
    assert [it for it in await running(stage) if it[0] == "学文件"] == [
        ("学文件", date(2026, 3, 20))
    ]
    await stage.play("-- 2026-04-03 09:00")
    await begin_periods(stage)
    assert ("学文件", date(2026, 4, 20)) in await running(stage)


async def test_a_town_sees_the_districts_and_changes_its_own_only(stage: Stage) -> None:
    await begin_periods(stage)
    shown = VISITS.format(state=ON, due="4月30日", who=SHIPPED)
    await stage.play(f"""
        黄丽萍: 常设任务
        Bot to 黄丽萍: {LIST.format(visits="✅", report="⏸", due="月末")}
        黄丽萍: presses [每月入户走访]
        Bot edits for 黄丽萍: {shown} [‹ 常设任务]
        韦秀英: 常设任务
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)
    for data, said in {
        "recurrence:switch:1:1": "这个由区扶贫办或管理员修改。",
        "recurrence:change:1:1": "这个由区扶贫办或管理员修改。",
        "recurrence:show:5": "这个常设任务不是您单位的。",
        "recurrence:show:1784512345678901234": "这个常设任务不是您单位的。",
        "recurrence:of:1": "这个任务不归您单位管。",
    }.items():
        stage.heard.clear()
        number = stage.world.history(stage.users["黄丽萍"])[-1]["message_id"]
        stage.world.press(stage.users["黄丽萍"], number, data, forged=True)
        await stage.settle()
        assert [it.words for it in stage.heard] == [f"(toast) {said}"], data
