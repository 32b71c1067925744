"""Plays about readers of notices: who says that he read one."""

from domain.speaking import Quiet
from storage import quiet_hours
from tests.kit.broadcasts import sent, written
from tests.kit.stage import Stage


async def test_a_reader_confirms_once(stage: Stage) -> None:
    await written(stage)
    await stage.play("""
        黄丽萍: presses [👌 已阅]
        Bot toasts 黄丽萍: 这是预览。收到的人点这里表示已阅。
        黄丽萍: presses [▶ 马上发出]
        Bot edits for 黄丽萍: 📢 通知 #1 · 正在发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✉️ 已写给 0 / 5 人 / ✅ 送达 0 / 👌 已阅 0 [🔄 刷新] [📋 看名单] [✏️ 改文字] [🗑 撤回] [⏹ 停止]
        Bot toasts 黄丽萍: 📢 已安排发出。
        Bot to 韦秀英: 📢 通知 · 银滩镇扶贫站 黄丽萍 / 明天上午9点在村委会开会，请准时参加。 [👌 已阅]
        Bot to 覃志强: 📢 通知 · 银滩镇扶贫站 黄丽萍 / 明天上午9点在村委会开会，请准时参加。 [👌 已阅]
        Bot to 莫小兰: 📢 通知 · 银滩镇扶贫站 黄丽萍 / 明天上午9点在村委会开会，请准时参加。 [👌 已阅]
        Bot to 陆海燕: 📢 通知 · 银滩镇扶贫站 黄丽萍 / 明天上午9点在村委会开会，请准时参加。 [👌 已阅]
        Bot edits for 黄丽萍: 📢 通知 #1 · 已发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 0 · ⏳ 在路上 4 · ❌ 没送到 1 / 👌 已阅 0 [🔄 刷新] [📋 看名单] [✏️ 改文字] [🗑 撤回]
        韦秀英: presses [👌 已阅]
        Bot edits for 韦秀英: 📢 通知 · 银滩镇扶贫站 黄丽萍 / 明天上午9点在村委会开会，请准时参加。 [✅ 已阅 03-02 09:00]
        Bot toasts 韦秀英: 👌 记下了，谢谢。
        韦秀英: presses [✅ 已阅 03-02 09:00]
        Bot toasts 韦秀英: 您已经点过“已阅”了，谢谢。
        -- 2026-03-02 09:02
        Bot edits for 黄丽萍: 📢 通知 #1 · 已发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 4 · ❌ 没送到 1 / 👌 已阅 1 · 还没点 3 [🔄 刷新] [📋 看名单] [🔔 提醒没点的人] [✏️ 改文字] [🗑 撤回]
        黄丽萍: presses [🗑 撤回]
        Bot to 黄丽萍: 🗑 要撤回通知 #1 吗？已有 4 人收到。会从他们的聊天里删掉；超过两天的删不了，改成“已撤回”。撤回后不能恢复。 [🗑 确定撤回] [不撤回]
        黄丽萍: presses [🗑 确定撤回]
        Bot edits for 黄丽萍: 📢 通知 #1 · 已撤回 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 4 · ❌ 没送到 1 / 🗑 已撤回 0 · 正在撤回 4 [🔄 刷新]
        Bot toasts 黄丽萍: 🗑 正在撤回。
        """)


async def test_whoever_confirmed_is_not_reminded_afterwards(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        noon = Quiet(from_min=12 * 60, until_min=14 * 60)
        reader = stage.roster.people["韦秀英"]
        await quiet_hours.keep(db, reader, noon, stage.app.clock())
    await sent(stage)
    await stage.play("""
        -- 2026-03-02 12:10
        Bot edits for 黄丽萍: 📢 通知 #1 · 已发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 4 · ❌ 没送到 1 / 👌 已阅 0 · 还没点 4 [🔄 刷新] [📋 看名单] [🔔 提醒没点的人] [✏️ 改文字] [🗑 撤回]
        黄丽萍: presses [🔔 提醒没点的人]
        Bot edits for 黄丽萍: 📢 通知 #1 · 已发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 4 · ❌ 没送到 1 / 👌 已阅 0 · 还没点 4 [🔄 刷新] [📋 看名单] [✏️ 改文字] [🗑 撤回]
        Bot toasts 黄丽萍: 🔔 会提醒 4 人。
        Bot to 覃志强: 🔔 上面这条通知您还没点“已阅”。请看一下，看完点下面的按钮。 [👌 已阅]
        Bot to 莫小兰: 🔔 上面这条通知您还没点“已阅”。请看一下，看完点下面的按钮。 [👌 已阅]
        Bot to 陆海燕: 🔔 上面这条通知您还没点“已阅”。请看一下，看完点下面的按钮。 [👌 已阅]
        Bot edits for 黄丽萍: 📢 通知 #1 · 已发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 4 · ❌ 没送到 1 / 👌 已阅 0 · 还没点 4 · 🔔 已提醒 4 [🔄 刷新] [📋 看名单] [✏️ 改文字] [🗑 撤回]
        韦秀英: presses [👌 已阅]
        Bot edits for 韦秀英: 📢 通知 · 银滩镇扶贫站 黄丽萍 / 明天上午9点在村委会开会，请准时参加。 [✅ 已阅 03-02 12:10]
        Bot toasts 韦秀英: 👌 记下了，谢谢。
        -- 2026-03-02 14:01
        Bot edits for 黄丽萍: 📢 通知 #1 · 已发 / 发给：银滩镇 · 帮扶联系人、扶贫信息员 / ✅ 送达 4 · ❌ 没送到 1 / 👌 已阅 1 · 还没点 3 · 🔔 已提醒 4 [🔄 刷新] [📋 看名单] [✏️ 改文字] [🗑 撤回]
        """)
