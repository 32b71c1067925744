"""Plays about what a person can ask about himself."""

from tests.kit.stage import Stage


async def test_help_lists_what_a_role_can_do(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 帮助
        Bot to 韦秀英: 您可以做这些 / /checkin 在您站的地方签到 / /visit 签到后记走访 / /households 我的户：该走访的、每户资料 / /tasks 我还有哪些事要办 / /needs 我提过的事，也可以新提 / /checkins 本月签到和示意图 / /me 我的身份和负责区域 / /help 能做什么 / /ask 提问；有现成答复的马上就能看到 / /need 替农户提一个需求 / /alert 发现有返贫危险的户 / /today 接下来走访哪几户，怎么走 / /late 补记没签到的走访 / /handbook 一户的全部记录合成一份文件 / /find 搜信息员公开的答复 / /quiet 设置自己的免打扰时段 / /language 中文 / English / /cancel 退出正在填的内容 / 也可以直接打按键上的字，例如：签到
        莫小兰: /help
        Bot to 莫小兰: 您可以做这些 / /households 我能看的农户：查找、打开 / /tasks 我还有哪些事要办 / /review 今天辖区的签到和待处理的例外 / /queue 本级待办的事项 / /ledger 本地事项统计和台账 / /checkin 在您接手走访的户签到 / /entries 已采纳、还没录入国家系统的更改 / /pairing 谁没有帮扶人，谁帮扶谁 / /imports 导入表格，导出表格 / /quality 辖区户情里对不上的地方 / /away 请几天假，由谁代办 / /progress 看辖区各项任务谁完成了、谁还没有 / /me 我的身份和负责区域 / /help 能做什么 / /ask 提问；有现成答复的马上就能看到 / /needs 我提过的事，办到哪一步 / /alert 发现有返贫危险的户 / /helper 按姓名或手机尾号找帮扶人 / /lates 等我审的补录 / /handbook 一户的全部记录合成一份文件 / /link 单位的工作群：关联、解除 / /find 搜信息员公开的答复 / /answers 辖区的公开答复：添加、修改、停用 / /synonyms 搜索时当作同一个词的说法 / /muted 哪些户暂停走访 / /quiet 设置自己的免打扰时段 / /language 中文 / English / /cancel 退出正在填的内容 / 也可以直接打按键上的字，例如：农户
        陈丽华: ？
        Bot to 陈丽华: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。 [❓ 当作提问]
        """)


async def test_about_me_masks_the_number(stage: Stage) -> None:
    await stage.play("""
        韦秀英: 👤 我的信息
        Bot to 韦秀英: 韦秀英 / 手机：139****0001 / 单位：区教育局 / • 帮扶联系人 关井村 / 信息不对？请告诉信息员。
        """)


async def test_the_language_can_be_changed_and_changed_back(stage: Stage) -> None:
    await stage.play("""
        韦秀英: /language
        Bot to 韦秀英: 用哪种语言？ [简体中文] [English]
        韦秀英: presses [English]
        Bot to 韦秀英: Done: English.
        韦秀英: Check in
        Bot to 韦秀英: Tap 📍 Check in below where you stand. Walking there? Share your live location (📎 → Location) and the check-in is made when you arrive.
        韦秀英: /language
        Bot to 韦秀英: Which language shall we speak? [简体中文] [English]
        韦秀英: presses [简体中文]
        Bot to 韦秀英: 好了：简体中文。
        """)
