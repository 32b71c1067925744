"""Plays about looking at what people say is done: it counts, or goes back with a reason."""

from typing import Any

from bot import said_done_letters
from domain.absences import Absence
from domain.calendar import local_day
from domain.campaigns import Audience, Criterion, Mark
from domain.people import Duty, Role
from storage import absences, campaign_marks, campaigns, people
from tests.kit.cast import OTHER_VILLAGE
from tests.kit.forged import forged
from tests.kit.record import act
from tests.kit.stage import Stage
from tests.kit.tasks import begun, marked

DECIDE = "[✓ 属实] [✗ 退回]"
WEI = f"韦秀英（区教育局） 03-02 09:00 说已完成 / “都核对了” {DECIDE}"
QIN = f"覃志强 03-02 09:00 说已完成 / “都核对了” {DECIDE}"
TWO = "🔎 交补贴数据：2 人等您核对"
NOTHING = "🔎 交补贴数据 / 没有要核对的了，谢谢！"
WHY = "为什么退回？点一个或打字，本人会看到。 [还没有做完] [材料不全] [数字有误] [看不清] [✖ 取消]"
SENT_BACK = "↩ 莫小兰退回了“交补贴数据”。 / 原因：材料不全 / 请改好后再报一次。"


async def says(stage: Stage, number: int, name: str, words: str = "都核对了") -> int:
    """Let somebody say that a task is done, and bring it to who looks."""
    mark = await marked(stage, number, name, Mark.CONFIRMED, words)
    async with stage.app.database.write() as db:
        campaign = await campaigns.by_number(db, number)
        whose = await people.by_id(db, stage.roster.people[name])
        assert campaign
        await said_done_letters.show(db, campaign, whose, whose, stage.app.clock())
    return mark


async def waiting(stage: Stage, *names: str, **changes: Any) -> int:
    """A task that is checked; these people say that it is done."""
    number = await begun(stage, **{"criterion": Criterion.CHECKED} | changes)
    for name in names:
        await says(stage, number, name)
    return number


async def test_many_who_say_it_is_done_are_one_card(stage: Stage) -> None:
    number = await waiting(stage)
    await says(stage, number, "韦秀英")
    await stage.play(f"""
        -- 2026-03-02 09:01
        Bot to 莫小兰: 🔎 交补贴数据：1 人等您核对 / {WEI}
        """)
    await says(stage, number, "覃志强")
    await stage.play(f"""
        -- 2026-03-02 09:02
        Bot edits for 莫小兰: {TWO} / {WEI} [更多 ›]
        莫小兰: presses [更多 ›]
        Bot edits for 莫小兰: {TWO} / {QIN.replace("09:00", "09:01")} [‹ 前一页]
        """)


async def test_what_is_so_counts_and_what_is_not_goes_back_with_a_reason(stage: Stage) -> None:
    await waiting(stage, "韦秀英", "覃志强")
    await stage.settle()
    await stage.play(f"""
        莫小兰: presses [✓ 属实]
        Bot edits for 莫小兰: 🔎 交补贴数据：1 人等您核对 / {QIN}
        Bot toasts 莫小兰: ✓ 已记下，并告诉了本人。
        Bot to 韦秀英: ✅ 莫小兰核对属实，“交补贴数据”已完成。
        莫小兰: presses [✗ 退回]
        Bot to 莫小兰: {WHY}
        莫小兰: presses [材料不全]
        Bot to 莫小兰: ↩ 已退回，覃志强会看到原因。
        Bot to 莫小兰: {NOTHING}
        Bot to 覃志强: {SENT_BACK} [✅ 我已完成]
        莫小兰: 任务进度
        Bot to 莫小兰: 📊 任务进度 / • #1 交补贴数据，3月6日18:00截止 [#1 交补贴数据]
        莫小兰: presses [#1 交补贴数据]
        Bot to 莫小兰: 📊 #1 交补贴数据 · 关井村 / 3月6日18:00截止 / 合计：完成 1/3 人，未完成 2 / • 未填：完成 0/2 人，未完成 2 / • 区教育局：完成 1/1 人 [未填 0/2] [区教育局 1/1] [全部 3] [未到期 2] [按时完成 1] [🖼 会议图] [📄 表格] [🧾 提醒记录] [📣 催一下（2 人）]
        """)


async def test_two_look_at_the_same_time_and_the_second_hears_of_it(stage: Stage) -> None:
    mark = (await waiting_marks(stage, "韦秀英"))[0]
    await act(stage, "陆海燕", "任务进度")
    [words] = await forged(stage, "陆海燕", "said:list:1")
    assert words == f"🔎 交补贴数据：1 人等您核对 / {WEI}"
    await act(stage, "莫小兰", "presses [✓ 属实]")
    assert "陆海燕" in [line.to for line in stage.heard]
    for data in (f"said:agree:{mark}", f"said:return:{mark}", f"said:files:{mark}"):
        [words] = await forged(stage, "陆海燕", data)
        assert words == "(toast) 莫小兰已核对：属实。"


async def test_what_was_looked_at_while_a_reason_was_typed_ends_the_form(stage: Stage) -> None:
    mark = (await waiting_marks(stage, "韦秀英"))[0]
    await act(stage, "陆海燕", "任务进度")
    await act(stage, "莫小兰", "presses [✗ 退回]")
    await forged(stage, "陆海燕", f"said:agree:{mark}")
    await stage.play("""
        莫小兰: 数字不对
        Bot to 莫小兰: 陆海燕已核对：属实。
        """)


async def test_nobody_looks_at_his_own_nor_beyond_his_area(stage: Stage) -> None:
    roles = frozenset({Role.INFORMATION_OFFICER, Role.HELPER})
    audience = Audience(roles=roles)
    own, other = await waiting_marks(stage, "莫小兰", "韦秀英", audience=audience)
    await act(stage, "覃志强", "任务")
    for who, mark in (("莫小兰", own), ("覃志强", other)):
        answers = await forged(stage, who, f"said:agree:{mark}")
        assert "(toast) 这一条不用您核对，或任务已结束。" in answers or "不归" in answers[0]
    async with stage.app.database.write() as db:
        elsewhere = Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE)
        await people.set_duties(db, stage.roster.people["莫小兰"], [elsewhere])
    [words] = await forged(stage, "莫小兰", f"said:agree:{other}")
    assert words == "(toast) 这一条不用您核对，或任务已结束。"
    await stage.play(f"""
        陆海燕: presses [✓ 属实]
        Bot edits for 陆海燕: 🔎 交补贴数据：1 人等您核对 / {WEI}
        Bot toasts 陆海燕: ✓ 已记下，并告诉了本人。
        Bot edits for 莫小兰: {NOTHING}
        Bot to 莫小兰: ✅ 陆海燕核对属实，“交补贴数据”已完成。
        """)


async def test_what_was_handed_in_is_looked_at_with_its_files(stage: Stage) -> None:
    await begun(stage, criterion=Criterion.HANDED_IN)
    await act(stage, "韦秀英", "任务", "presses [📎 交材料]", "sends photo: 一月的")
    await act(stage, "莫小兰", "任务进度")
    await stage.play(f"""
        莫小兰: presses [🔎 待核对 1：交补贴数据]
        Bot to 莫小兰: 🔎 交补贴数据：1 人等您核对 / 韦秀英（区教育局） 03-02 09:00 交了材料 / “一月的” / 材料 1 份 {DECIDE} [📎 看材料]
        莫小兰: presses [📎 看材料]
        Bot to 莫小兰: (photo)
        """)


async def test_a_card_of_before_says_what_came_since(stage: Stage) -> None:
    first = (await waiting_marks(stage, "韦秀英"))[0]
    second = await says(stage, 1, "韦秀英", "又补了两户")
    await act(stage, "陆海燕", "任务进度")
    [words] = await forged(stage, "陆海燕", f"said:agree:{first}")
    assert words == "(toast) 韦秀英又补交了，请看最新的卡片。"
    await act(stage, "莫小兰", "presses [✗ 退回]", "presses [看不清]")
    [words] = await forged(stage, "陆海燕", f"said:agree:{second}")
    assert words == "(toast) 莫小兰已退回这一条。"


async def test_what_waits_stands_below_an_officers_own_tasks(stage: Stage) -> None:
    await waiting(stage, "韦秀英", "覃志强")
    await stage.settle()
    await stage.play(f"""
        莫小兰: 任务
        Bot to 莫小兰: 🔎 下面这些有人报了完成，请您核对： [🔎 待核对 2：交补贴数据]
        莫小兰: presses [🔎 待核对 2：交补贴数据]
        Bot to 莫小兰: {TWO} / {WEI} [更多 ›]
        """)


async def test_a_deputy_looks_while_the_officer_is_away(stage: Stage) -> None:
    now = stage.app.clock()
    ids = stage.roster.people
    away = Absence(
        person_id=ids["莫小兰"],
        deputy_id=ids["陆海燕"],
        since_on=local_day(now),
        until_on=local_day(now),
        set_by=ids["莫小兰"],
    )
    async with stage.app.database.write() as db:
        await absences.add(db, away, now)
    await waiting(stage, "韦秀英")
    await stage.play(f"""
        -- 2026-03-02 09:01
        Bot to 莫小兰: 🔎 交补贴数据：1 人等您核对 / {WEI}
        Bot to 陆海燕: 🔎 交补贴数据：1 人等您核对 / {WEI}
        陆海燕: presses [✓ 属实]
        Bot edits for 陆海燕: {NOTHING}
        Bot toasts 陆海燕: ✓ 已记下，并告诉了本人。
        Bot edits for 莫小兰: {NOTHING}
        Bot to 韦秀英: ✅ 陆海燕核对属实，“交补贴数据”已完成。
        """)


async def waiting_marks(stage: Stage, *names: str, **changes: Any) -> list[int]:
    """The same, with the marks of what they say."""
    number = await waiting(stage, **changes)
    return [await says(stage, number, name) for name in names]


async def test_whoever_took_it_over_does_not_look_at_it_himself(stage: Stage) -> None:
    number = await begun(stage, criterion=Criterion.CHECKED)
    async with stage.app.database.write() as db:
        whose, officer = (stage.roster.people[it] for it in ("韦秀英", "莫小兰"))
        now = stage.app.clock()
        await campaign_marks.keep(db, number, whose, Mark.TAKEN_OVER, officer, now)
    await stage.play(f"""
        莫小兰: 任务
        Bot to 莫小兰: 交补贴数据（代 韦秀英）（3月6日18:00 截止） / 核对本月补贴数据，核对完点“已完成”。 [✅ 我已完成] [⋯ 更多]
        莫小兰: presses [✅ 我已完成]
        Bot edits for 莫小兰: 交补贴数据（代 韦秀英）（3月6日18:00 截止） / 🟡 您已办好，还等人核对。 [⋯ 更多]
        Bot toasts 莫小兰: 已记下，陆海燕 会核对。
        Bot to 陆海燕: 🔎 交补贴数据：1 人等您核对 / 莫小兰（代 韦秀英） 03-02 09:00 说已完成 {DECIDE}
        陆海燕: presses [✗ 退回]
        Bot to 陆海燕: {WHY}
        陆海燕: presses [材料不全]
        Bot to 陆海燕: ↩ 已退回，莫小兰会看到原因。
        Bot to 陆海燕: {NOTHING}
        Bot to 莫小兰: ↩ 陆海燕退回了“交补贴数据”。 / 原因：材料不全 / 请改好后再报一次。 [✅ 我已完成]
        -- 2026-03-02 09:01
        莫小兰: presses [✅ 我已完成]
        Bot edits for 莫小兰: 交补贴数据（代 韦秀英）（3月6日18:00 截止） / 🟡 您已办好，还等人核对。 [⋯ 更多]
        Bot toasts 莫小兰: 已记下，陆海燕 会核对。
        Bot to 陆海燕: 🔎 交补贴数据：1 人等您核对 / 莫小兰（代 韦秀英） 03-02 09:01 说已完成 {DECIDE}
        陆海燕: presses [✓ 属实]
        Bot edits for 陆海燕: {NOTHING}
        Bot toasts 陆海燕: ✓ 已记下，并告诉了本人。
        Bot to 莫小兰: ✅ 陆海燕核对属实，“交补贴数据”已完成。
        """)
