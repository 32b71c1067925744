"""Plays about the questions an admin adds to the form of visits."""

from dataclasses import replace
from datetime import date

import pytest

from domain.people import Duty, Role
from domain.questions import MOST_QUESTIONS, Kind, Question
from storage import people, questions
from storage.ids import new_id
from tests.kit import actions
from tests.kit.stage import Stage

LIGHT = Question(
    id=0, place=0, kind=Kind.YES_NO, text="家里用电安全吗？", since_on=date(2026, 3, 2)
)
WATER = replace(
    LIGHT,
    kind=Kind.CHOOSE_MANY,
    text="平时用什么水？",
    options=("水井", "自来水", "山泉"),
    audience="dibao",
    since_on=date(2026, 3, 3),
)


async def ask(stage: Stage, *asked: Question) -> None:
    async with stage.app.database.write() as db:
        for question in asked:
            mine = replace(question, id=new_id(), set_by=stage.roster.people["陈丽华"])
            await questions.add(db, mine, stage.app.clock())


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Act on one database: what differs between the two is tried in tests/storage."""
    return sqlite_url


async def do(stage: Stage, who: str, *acts: str) -> str:
    """Do things, and return the last word of the bot."""
    for act in acts:
        stage.heard.clear()
        actions.do(stage, who, act)
        await stage.settle()
    return stage.heard[-1].words


async def test_an_admin_adds_questions_and_is_told_what_does_not_fit(stage: Stage) -> None:
    await stage.play("""
        陈丽华: 走访问卷
        Bot to 陈丽华: 走访问卷 · 0 题 / 还没有加题。走访时只问固定的内容。 [➕ 加一题]
        陈丽华: presses [➕ 加一题]
        Bot to 陈丽华: 走访问题 · 第 1 步，共 4 步 / 问什么？请写成帮扶人看得懂的一句话。 [✖ 取消]
        陈丽华: 家里用电安全吗？
        Bot to 陈丽华: 走访问题 · 第 2 步，共 4 步 / 怎么回答？ [是或否] [选一个] [选几个] [数字] [文字] [日期] [‹ 上一步] [✖ 取消]
        陈丽华: presses [是或否]
        Bot edits for 陈丽华: 走访问题 · 第 3 步，共 4 步 / 问哪些户？ [所有户] [有未达标项的户] [未脱贫户] [已脱贫户] [监测户] [一般户] [低保户] [特困供养户] [‹ 上一步] [✖ 取消]
        陈丽华: presses [所有户]
        Bot edits for 陈丽华: 走访问题 · 第 4 步，共 4 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 走访问题 · 请核对 / 1. 题目：家里用电安全吗？ / 2. 怎么答：是或否 / 3. 问哪些户：所有户 / 4. 从哪天起：2026-03-02 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: ✅ 从 2026-03-02 起走访时会问。以前的走访记录不变。
        Bot to 陈丽华: 走访问卷 · 1 题 / 1. 家里用电安全吗？（是或否 · 所有户） [1] [➕ 加一题] [👁 看样子]
        陈丽华: presses [➕ 加一题]
        Bot to 陈丽华: 走访问题 · 第 1 步，共 4 步 / 问什么？请写成帮扶人看得懂的一句话。 [✖ 取消]
        陈丽华: sends voice
        Bot to 陈丽华: 请打字写问题：帮扶人要看。
        陈丽华: 平时用什么水？
        Bot to 陈丽华: 走访问题 · 第 2 步，共 4 步 / 怎么回答？ [是或否] [选一个] [选几个] [数字] [文字] [日期] [‹ 上一步] [✖ 取消]
        陈丽华: presses [选几个]
        Bot edits for 陈丽华: 走访问题 · 第 3 步，共 5 步 / 有哪些选项？写 2 到 8 个，一行一个，或用逗号隔开。 [‹ 上一步] [✖ 取消]
        陈丽华: 水井
        Bot to 陈丽华: 选项要 2 到 8 个，一行一个；现在是 1 个。
        陈丽华: 水井，自来水，山泉
        Bot to 陈丽华: 走访问题 · 第 4 步，共 5 步 / 问哪些户？ [所有户] [有未达标项的户] [未脱贫户] [已脱贫户] [监测户] [一般户] [低保户] [特困供养户] [‹ 上一步] [✖ 取消]
        陈丽华: presses [低保户]
        Bot edits for 陈丽华: 走访问题 · 第 5 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: 昨天
        Bot to 陈丽华: 以前的判断不改：请选今天或以后的日期。
        陈丽华: presses [明天]
        Bot edits for 陈丽华: 走访问题 · 请核对 / 1. 题目：平时用什么水？ / 2. 怎么答：选几个 / 3. 选项：水井、自来水、山泉 / 4. 问哪些户：低保户 / 5. 从哪天起：2026-03-03 周二 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: ✅ 从 2026-03-03 起走访时会问。以前的走访记录不变。
        Bot to 陈丽华: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        """)


async def test_the_preview_is_what_helpers_see_and_keeps_nothing(stage: Stage) -> None:
    await ask(stage, LIGHT, WATER)
    await stage.play("""
        陈丽华: 走访问卷
        Bot to 陈丽华: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        陈丽华: presses [👁 看样子]
        Bot to 陈丽华: 预览 · 第 1 步，共 2 步 / 家里用电安全吗？ [是] [否] [不清楚] [✖ 取消]
        陈丽华: presses [是]
        Bot edits for 陈丽华: 预览 · 第 2 步，共 2 步 / 平时用什么水？ [水井] [自来水] [山泉] [不清楚] [‹ 上一步] [✖ 取消]
        陈丽华: presses [山泉]
        Bot edits for 陈丽华: 预览 · 第 2 步，共 2 步 / 平时用什么水？ / 目前：山泉 [水井] [自来水] [✅ 山泉] [不清楚] [✔ 好了] [‹ 上一步] [✖ 取消]
        陈丽华: presses [不清楚]
        Bot edits for 陈丽华: 预览 · 第 2 步，共 2 步 / 平时用什么水？ / 目前：山泉、不清楚 [水井] [自来水] [✅ 山泉] [✅ 不清楚] [✔ 好了] [‹ 上一步] [✖ 取消]
        陈丽华: presses [✔ 好了]
        Bot edits for 陈丽华: 预览 · 请核对 / 1. 家里用电安全吗：是 / 2. 平时用什么水：山泉 [✔ 提交] [✎ 1] [✎ 2] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: 帮扶人看到的就是这样。刚才填的没有保存。
        Bot to 陈丽华: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        """)


async def test_questions_are_ordered_retired_taken_back_and_changed(stage: Stage) -> None:
    await ask(stage, LIGHT, WATER)
    await stage.play("""
        陈丽华: 走访问卷
        Bot to 陈丽华: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        陈丽华: presses [2]
        Bot edits for 陈丽华: 平时用什么水？ / 怎么答：选几个 / 选项：水井、自来水、山泉、不清楚 / 问哪些户：低保户 / 从 2026-03-03 起，陈丽华 设置 [⬆ 上移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        陈丽华: presses [⬆ 上移]
        Bot edits for 陈丽华: 走访问卷 · 2 题 / 1. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） / 2. 家里用电安全吗？（是或否 · 所有户） [1] [2] [➕ 加一题] [👁 看样子]
        Bot toasts 陈丽华: 已移动。
        陈丽华: presses again
        Bot toasts 陈丽华: 顺序已经改过，这是现在的样子。
        陈丽华: presses [1]
        Bot edits for 陈丽华: 平时用什么水？ / 怎么答：选几个 / 选项：水井、自来水、山泉、不清楚 / 问哪些户：低保户 / 从 2026-03-03 起，陈丽华 设置 [⬇ 下移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        陈丽华: presses [🗑 停用]
        Bot edits for 陈丽华: 走访问卷 · 1 题 / 1. 家里用电安全吗？（是或否 · 所有户） [1] [➕ 加一题] [👁 看样子] [↩ 恢复刚停的题]
        Bot toasts 陈丽华: 不再问了。以前的走访记录不变。
        陈丽华: presses [↩ 恢复刚停的题]
        Bot edits for 陈丽华: 走访问卷 · 2 题 / 1. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） / 2. 家里用电安全吗？（是或否 · 所有户） [1] [2] [➕ 加一题] [👁 看样子]
        Bot toasts 陈丽华: 已恢复。
        陈丽华: presses again
        Bot toasts 陈丽华: 这一题已在问卷里，或刚才有人改过。
        陈丽华: presses [1]
        Bot edits for 陈丽华: 平时用什么水？ / 怎么答：选几个 / 选项：水井、自来水、山泉、不清楚 / 问哪些户：低保户 / 从 2026-03-03 起，陈丽华 设置 [⬇ 下移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        陈丽华: presses [✎ 改这题]
        Bot to 陈丽华: 走访问题：平时用什么水？ · 第 1 步，共 4 步 / 问什么？请写成帮扶人看得懂的一句话。 / 目前：平时用什么水？ [无变化] [✖ 取消]
        陈丽华: presses [无变化]
        Bot edits for 陈丽华: 走访问题：平时用什么水？ · 第 2 步，共 4 步 / 怎么回答？ / 目前：选几个 [无变化] [是或否] [选一个] [选几个] [数字] [文字] [日期] [‹ 上一步] [✖ 取消]
        陈丽华: presses [无变化]
        Bot edits for 陈丽华: 走访问题：平时用什么水？ · 第 3 步，共 5 步 / 有哪些选项？写 2 到 8 个，一行一个，或用逗号隔开。 / 目前：水井、自来水、山泉 [无变化] [‹ 上一步] [✖ 取消]
        陈丽华: presses [无变化]
        Bot edits for 陈丽华: 走访问题：平时用什么水？ · 第 4 步，共 5 步 / 问哪些户？ / 目前：低保户 [无变化] [所有户] [有未达标项的户] [未脱贫户] [已脱贫户] [监测户] [一般户] [低保户] [特困供养户] [‹ 上一步] [✖ 取消]
        陈丽华: presses [所有户]
        Bot edits for 陈丽华: 走访问题：平时用什么水？ · 第 5 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 走访问题：平时用什么水？ · 请核对 / 1. 题目：平时用什么水？ / 2. 怎么答：选几个 / 3. 选项：水井、自来水、山泉 / 4. 问哪些户：所有户 / 5. 从哪天起：2026-03-02 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: ✅ 从 2026-03-02 起走访时会问。以前的走访记录不变。
        Bot to 陈丽华: 走访问卷 · 2 题 / 1. 平时用什么水？（选几个 · 所有户） / 2. 家里用电安全吗？（是或否 · 所有户） [1] [2] [➕ 加一题] [👁 看样子]
        """)


async def test_what_is_retired_cannot_be_changed_nor_asked_again_the_day_after(
    stage: Stage,
) -> None:
    await stage.play("""
        韦秀英: 走访问卷
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        陈丽华: 走访问卷
        Bot to 陈丽华: 走访问卷 · 0 题 / 还没有加题。走访时只问固定的内容。 [➕ 加一题]
        陈丽华: presses [➕ 加一题]
        Bot to 陈丽华: 走访问题 · 第 1 步，共 4 步 / 问什么？请写成帮扶人看得懂的一句话。 [✖ 取消]
        陈丽华: 家里用电安全吗？
        Bot to 陈丽华: 走访问题 · 第 2 步，共 4 步 / 怎么回答？ [是或否] [选一个] [选几个] [数字] [文字] [日期] [‹ 上一步] [✖ 取消]
        陈丽华: presses [是或否]
        Bot edits for 陈丽华: 走访问题 · 第 3 步，共 4 步 / 问哪些户？ [所有户] [有未达标项的户] [未脱贫户] [已脱贫户] [监测户] [一般户] [低保户] [特困供养户] [‹ 上一步] [✖ 取消]
        陈丽华: presses [所有户]
        Bot edits for 陈丽华: 走访问题 · 第 4 步，共 4 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 走访问题 · 请核对 / 1. 题目：家里用电安全吗？ / 2. 怎么答：是或否 / 3. 问哪些户：所有户 / 4. 从哪天起：2026-03-02 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✖ 取消]
        陈丽华: presses [✔ 提交]
        Bot edits for 陈丽华: ✅ 从 2026-03-02 起走访时会问。以前的走访记录不变。
        Bot to 陈丽华: 走访问卷 · 1 题 / 1. 家里用电安全吗？（是或否 · 所有户） [1] [➕ 加一题] [👁 看样子]
        陈丽华: presses [1]
        Bot edits for 陈丽华: 家里用电安全吗？ / 怎么答：是或否 / 问哪些户：所有户 / 从 2026-03-02 起，陈丽华 设置 [✎ 改这题] [🗑 停用] [‹ 所有题]
        陈丽华: presses [✎ 改这题]
        Bot to 陈丽华: 走访问题：家里用电安全吗？ · 第 1 步，共 4 步 / 问什么？请写成帮扶人看得懂的一句话。 / 目前：家里用电安全吗？ [无变化] [✖ 取消]
        陈丽华: presses [无变化]
        Bot edits for 陈丽华: 走访问题：家里用电安全吗？ · 第 2 步，共 4 步 / 怎么回答？ / 目前：是或否 [无变化] [是或否] [选一个] [选几个] [数字] [文字] [日期] [‹ 上一步] [✖ 取消]
        陈丽华: presses [选一个]
        Bot edits for 陈丽华: 走访问题：家里用电安全吗？ · 第 3 步，共 5 步 / 有哪些选项？写 2 到 8 个，一行一个，或用逗号隔开。 [‹ 上一步] [✖ 取消]
        陈丽华: 安全，不安全
        Bot to 陈丽华: 走访问题：家里用电安全吗？ · 第 4 步，共 5 步 / 问哪些户？ / 目前：所有户 [无变化] [所有户] [有未达标项的户] [未脱贫户] [已脱贫户] [监测户] [一般户] [低保户] [特困供养户] [‹ 上一步] [✖ 取消]
        陈丽华: presses [无变化]
        Bot edits for 陈丽华: 走访问题：家里用电安全吗？ · 第 5 步，共 5 步 / 从哪一天起？ [今天] [明天] [📅 日历] [‹ 上一步] [✖ 取消]
        陈丽华: presses [今天]
        Bot edits for 陈丽华: 走访问题：家里用电安全吗？ · 请核对 / 1. 题目：家里用电安全吗？ / 2. 怎么答：选一个 / 3. 选项：安全、不安全 / 4. 问哪些户：所有户 / 5. 从哪天起：2026-03-02 周一 [✔ 提交] [✎ 1] [✎ 2] [✎ 3] [✎ 4] [✎ 5] [✖ 取消]
        陈丽华: presses [🗑 停用]
        Bot edits for 陈丽华: 走访问卷 · 0 题 / 还没有加题。走访时只问固定的内容。 [➕ 加一题] [↩ 恢复刚停的题]
        Bot toasts 陈丽华: 不再问了。以前的走访记录不变。
        陈丽华: presses again
        Bot toasts 陈丽华: 这一题已经不问了。现有的题点「🧾 走访问卷」看。
        陈丽华: presses again on [✔ 提交]
        Bot edits for 陈丽华: 这一题已经不问了。现有的题点「🧾 走访问卷」看。
        -- 2026-03-03 09:00
        陈丽华: presses [↩ 恢复刚停的题]
        Bot toasts 陈丽华: 停用过了当天不能恢复，请重新加一题。
        """)


@pytest.fixture
async def second(stage: Stage) -> Stage:
    """Make 周启明 another admin, and show both the same list."""
    async with stage.app.database.write() as db:
        duties = (Duty(role=Role.ADMIN),)
        await people.set_duties(db, stage.roster.people["周启明"], duties)
    await ask(stage, LIGHT, WATER)
    await stage.play("""
        陈丽华: 走访问卷
        Bot to 陈丽华: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        周启明: 走访问卷
        Bot to 周启明: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        陈丽华: presses [1]
        Bot edits for 陈丽华: 家里用电安全吗？ / 怎么答：是或否 / 问哪些户：所有户 / 从 2026-03-02 起，陈丽华 设置 [⬇ 下移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        周启明: presses [1]
        Bot edits for 周启明: 家里用电安全吗？ / 怎么答：是或否 / 问哪些户：所有户 / 从 2026-03-02 起，陈丽华 设置 [⬇ 下移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        """)
    return stage


async def test_a_question_that_became_the_last_does_not_move_on(second: Stage) -> None:
    await second.play("""
        周启明: presses [‹ 所有题]
        Bot edits for 周启明: 走访问卷 · 2 题 / 1. 家里用电安全吗？（是或否 · 所有户） / 2. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [2] [➕ 加一题] [👁 看样子]
        周启明: presses [2]
        Bot edits for 周启明: 平时用什么水？ / 怎么答：选几个 / 选项：水井、自来水、山泉、不清楚 / 问哪些户：低保户 / 从 2026-03-03 起，陈丽华 设置 [⬆ 上移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        周启明: presses [🗑 停用]
        Bot edits for 周启明: 走访问卷 · 1 题 / 1. 家里用电安全吗？（是或否 · 所有户） [1] [➕ 加一题] [👁 看样子] [↩ 恢复刚停的题]
        Bot toasts 周启明: 不再问了。以前的走访记录不变。
        陈丽华: presses [⬇ 下移]
        Bot toasts 陈丽华: 已经到头了。
        """)


async def test_of_two_admins_who_move_a_question_the_second_sees_the_order(second: Stage) -> None:
    await second.play("""
        陈丽华: presses [⬇ 下移]
        Bot edits for 陈丽华: 走访问卷 · 2 题 / 1. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） / 2. 家里用电安全吗？（是或否 · 所有户） [1] [2] [➕ 加一题] [👁 看样子]
        Bot toasts 陈丽华: 已移动。
        周启明: presses [⬇ 下移]
        Bot edits for 周启明: 走访问卷 · 2 题 / 1. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） / 2. 家里用电安全吗？（是或否 · 所有户） [1] [2] [➕ 加一题] [👁 看样子]
        Bot toasts 周启明: 顺序已经改过，这是现在的样子。
        周启明: presses [1]
        Bot edits for 周启明: 平时用什么水？ / 怎么答：选几个 / 选项：水井、自来水、山泉、不清楚 / 问哪些户：低保户 / 从 2026-03-03 起，陈丽华 设置 [⬇ 下移] [✎ 改这题] [🗑 停用] [‹ 所有题]
        周启明: presses [‹ 所有题]
        Bot edits for 周启明: 走访问卷 · 2 题 / 1. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） / 2. 家里用电安全吗？（是或否 · 所有户） [1] [2] [➕ 加一题] [👁 看样子]
        """)


async def test_of_two_admins_who_retire_a_question_the_second_is_told(second: Stage) -> None:
    await second.play("""
        陈丽华: presses [🗑 停用]
        Bot edits for 陈丽华: 走访问卷 · 1 题 / 1. 平时用什么水？（选几个 · 低保户 · 2026-03-03 起） [1] [➕ 加一题] [👁 看样子] [↩ 恢复刚停的题]
        Bot toasts 陈丽华: 不再问了。以前的走访记录不变。
        周启明: presses [🗑 停用]
        Bot toasts 周启明: 这一题已经不问了。现有的题点「🧾 走访问卷」看。
        """)


async def test_more_questions_than_anybody_bears_are_not_added(stage: Stage) -> None:
    await ask(stage, *[replace(LIGHT, text=f"第{it}题") for it in range(MOST_QUESTIONS)])
    await stage.play("""
        韦秀英: 走访问卷
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)
    user = stage.users["陈丽华"]
    stage.world.send_text(user, "走访问卷")
    await stage.settle()
    stage.heard.clear()
    number = stage.world.history(user)[-1]["message_id"]
    stage.world.press(user, number, "question:add")
    await stage.settle()
    sorry = "(toast) 已经有 12 题，再多帮扶人和农户都累。请先停用一题。"
    assert [line.words for line in stage.heard] == [sorry]


TO_THE_QUESTION = ("presses [无变化]", "presses [跳过]")


async def test_a_visit_asks_it_once_and_then_takes_no_change_for_an_answer(stage: Stage) -> None:
    await ask(stage, LIGHT, WATER)
    await do(stage, "韦秀英", "at 黄大明 ±12", "presses [📝 走访记录]", "presses [✔ 见到户主]")
    said = await do(stage, "韦秀英", "presses [讲政策]", "presses [✔ 好了]", *TO_THE_QUESTION)
    assert said.endswith("家里用电安全吗？ [是] [否] [不清楚] [‹ 上一步] [✖ 取消]")
    await do(stage, "韦秀英", "presses [是]", "presses [⏩ 其余无变化]", "presses [✔ 提交]")
    said = await do(stage, "韦秀英", "presses [📄 查看]")
    assert "家里用电安全吗：是" in said
    stage.world.clock.move_by(date(2026, 4, 2) - date(2026, 3, 2))
    await stage.app.sweep()
    await do(stage, "韦秀英", "at 黄大明 ±12", "presses [📝 走访记录]", "presses [✔ 见到户主]")
    said = await do(stage, "韦秀英", "presses [✔ 同上次]", *TO_THE_QUESTION)
    assert "家里用电安全吗？ / 目前：是 [无变化] [是] [否] [不清楚] [⏩ 其余无变化]" in said
    said = await do(stage, "韦秀英", "presses [⏩ 其余无变化]")
    assert "家里用电安全吗：是" in said


async def test_an_old_visit_keeps_the_words_it_was_asked(stage: Stage) -> None:
    await ask(stage, LIGHT)
    await do(stage, "韦秀英", "at 黄大明 ±12", "presses [📝 走访记录]", "presses [✔ 见到户主]")
    await do(stage, "韦秀英", "presses [讲政策]", "presses [✔ 好了]", *TO_THE_QUESTION)
    await do(stage, "陈丽华", "走访问卷", "presses [1]", "presses [✎ 改这题]", "厨房用电安全吗？")
    await do(stage, "陈丽华", "presses [无变化]", "presses [无变化]", "今天", "presses [✔ 提交]")
    await do(stage, "韦秀英", "presses [否]", "presses [⏩ 其余无变化]", "presses [✔ 提交]")
    assert "家里用电安全吗：否" in await do(stage, "韦秀英", "presses [📄 查看]")
