"""Plays about one's own unit: how much its helpers do, and nothing about any household."""

from domain.people import Duty, Role
from storage import people
from tests.kit.stage import Stage

MANAGER = "蓝主任"


async def _join(stage: Stage, unit: str) -> None:
    """Let the manager of a unit come."""
    user = stage.world.add_user(MANAGER, phone="13911112222", started=True)["id"]
    stage.users[MANAGER] = user
    async with stage.app.database.write() as db:
        number = await people.add(db, MANAGER, "13911112222", unit)
        await people.set_duties(db, number, [Duty(role=Role.UNIT_MANAGER)])
        await people.bind(db, number, user, stage.world.clock.now(), None)


async def _send(stage: Stage, *names: str) -> None:
    """Add helpers of the same unit who have no household."""
    async with stage.app.database.write() as db:
        for number, name in enumerate(names):
            helper = await people.add(db, name, f"1391333{number:04}", "区教育局")
            await people.set_duties(db, helper, [Duty(role=Role.HELPER)])


async def test_a_manager_sees_how_much_his_helpers_do(stage: Stage) -> None:
    await _join(stage, "区教育局")
    await _send(stage, "何新来")
    await stage.play(f"""
        {MANAGER}: 本单位
        Bot to {MANAGER}: 区教育局 · 帮扶联系人 2 人 / 2026年3月走访，3月31日18:00截止 / • 韦秀英：结对 1 户，本月走访 0 户，还差 1 户 / • 何新来：没有结对户
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，09:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        {MANAGER}: /unit
        Bot to {MANAGER}: 区教育局 · 帮扶联系人 2 人 / 2026年3月走访，3月31日18:00截止 / • 何新来：没有结对户 / • 韦秀英：结对 1 户，本月走访 1 户，还差 0 户
        """)


async def test_what_was_made_up_for_is_counted_as_late(stage: Stage) -> None:
    await _join(stage, "区教育局")
    await stage.play(f"""
        -- 2026-03-31 19:00
        韦秀英: at 黄大明 + 20 m NE ±12
        Bot to 韦秀英: ✅ 已签到：黄大明，19:00 / 相距 20 米，精度 ±12 米 [📝 走访记录] [📝 补充说明] [📅 我的签到] [📋 提需求]
        {MANAGER}: 本单位
        Bot to {MANAGER}: 区教育局 · 帮扶联系人 1 人 / 2026年3月走访，3月31日18:00截止 / • 韦秀英：结对 1 户，本月走访 1 户，还差 0 户，其中补走 1 户
        """)


async def test_a_long_list_has_pages(stage: Stage) -> None:
    await _join(stage, "区教育局")
    await _send(stage, *[f"何{number:02}" for number in range(20)])
    head = "区教育局 · 帮扶联系人 21 人 / 2026年3月走访，3月31日18:00截止"
    idle = " / ".join(f"• 何{number:02}：没有结对户" for number in range(19))
    first = f"{head} / • 韦秀英：结对 1 户，本月走访 0 户，还差 1 户 / {idle} [更多 ›]"
    await stage.play(f"""
        {MANAGER}: 本单位
        Bot to {MANAGER}: {first}
        {MANAGER}: presses [更多 ›]
        Bot edits for {MANAGER}: {head} / • 何19：没有结对户 [‹ 前一页]
        {MANAGER}: presses [‹ 前一页]
        Bot edits for {MANAGER}: {first}
        """)


async def test_the_households_themselves_are_none_of_a_managers_business(stage: Stage) -> None:
    await _join(stage, "区教育局")
    number = stage.roster.households["黄大明"]
    await stage.play(f"""
        {MANAGER}: 我的户
        Bot to {MANAGER}: 这项不归您的身份使用。您能用的在下方按键里。
        {MANAGER}: 黄大明
        Bot to {MANAGER}: 这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。 [❓ 当作提问]
        {MANAGER}: /start h{number}
        Bot to {MANAGER}: 没有这一户，或不归您看。要看的户请点 🏠。
        韦秀英: 本单位
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_of_another_unit_or_none_there_is_nobody_to_see(stage: Stage) -> None:
    await _join(stage, "")
    await stage.play(f"""
        {MANAGER}: 本单位
        Bot to {MANAGER}: 您的账号没有登记单位。请告诉信息员您是哪个单位的。
        """)
    async with stage.app.database.write() as db:
        await people.rename(db, await _id_of(stage), MANAGER, "市人社局")
    await stage.play(f"""
        {MANAGER}: 本单位
        Bot to {MANAGER}: 市人社局 · 帮扶联系人 0 人 / 2026年3月走访，3月31日18:00截止 / 这个单位还没有帮扶联系人。
        """)


async def _id_of(stage: Stage) -> int:
    async with stage.app.database.read() as db:
        person = await people.by_telegram(db, stage.users[MANAGER])
    assert person is not None
    return person.id
