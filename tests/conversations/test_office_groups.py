"""Plays about groups: who links one to an office, and which ones the bot leaves."""

from dataclasses import replace
from typing import Any

from domain.people import Duty, Role, State
from storage import facts, office_groups, people
from storage.office_groups import State as Linked
from tests.kit import record
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE
from tests.kit.grouping import chat_of, known
from tests.kit.stage import Stage

WELCOME = "大家好！我可以把本单位的需求、预警和提问发到这个群。请本单位的工作人员（要是本群管理员）点下面的按钮关联。15 分钟内没人关联，我就退群。 [🔗 关联本单位]"
RULES = "新的事项会发到这里：点 🙋 接手；处理人回复某条事项，就是答复提出人。身份证号、电话、病情请不要发在群里，到私聊里说。"
UNLINKED = "本群已解除关联，事项不再发到这里。要重新关联请发 /link；否则我 15 分钟后退群。"
GOOD_BYE = "没有人关联本群，我先退群了。需要时再把我加回来。"


async def test_an_officer_who_leads_the_group_links_it(stage: Stage) -> None:
    await stage.play(f"""
        莫小兰: makes group "关井村群" with 韦秀英
        Bot to 关井村群: {WELCOME}
        韦秀英 in 关井村群: presses [🔗 关联本单位]
        Bot toasts 韦秀英: 只有已登记的单位工作人员能关联。要登记请私聊我。
        莫小兰 in 关井村群: presses [🔗 关联本单位]
        Bot edits for 关井村群: 关井村 扶贫信息员：正在核对 莫小兰 是不是本群管理员……
        Bot edits for 关井村群: ✅ 本群已关联：关井村 扶贫信息员。{RULES}
        莫小兰 in 关井村群: presses again [🔗 关联本单位]
        Bot toasts 莫小兰: 本群已经关联了。要改，请先发 /unlink。
        -- 2026-03-02 09:30 sweep
        """)
    group = await known(stage, "关井村群")
    assert (group.state, group.role, group.area_code) == (
        Linked.LINKED, Role.INFORMATION_OFFICER, VILLAGE,
    )  # fmt: skip


async def test_whoever_does_not_lead_the_group_cannot_link_it(stage: Stage) -> None:
    await stage.play(f"""
        韦秀英: makes group "镇群" with 黄丽萍
        Bot to 镇群: {WELCOME}
        黄丽萍 in 镇群: /link
        Bot to 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 镇群: 黄丽萍 不是本群管理员，所以没有关联。请本单位里是管理员的人发 /link。
        韦秀英 in 镇群: promotes 黄丽萍
        黄丽萍 in 镇群: /link
        Bot to 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 镇群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        """)


async def test_the_bot_leaves_what_nobody_links_in_time(stage: Stage) -> None:
    await stage.play(f"""
        韦秀英: makes group "家里群"
        Bot to 家里群: {WELCOME}
        -- 2026-03-02 09:14 sweep
        -- 2026-03-02 09:16 sweep
        Bot to 家里群: {GOOD_BYE}
        Bot to 家里群:
        -- 2026-03-02 09:40 sweep
        韦秀英 in 家里群: adds the bot
        Bot to 家里群: {WELCOME}
        """)


async def test_the_bot_leaves_at_once_when_a_stranger_or_a_closed_account_brings_it(
    stage: Stage,
) -> None:
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["韦秀英"], State.SUSPENDED)
    await stage.play("""
        陌生人: makes group "聊天群" with 韦秀英
        Bot to 聊天群: 我只在已登记人员的工作群里工作，这就退群。要登记请私聊我。
        Bot to 聊天群:
        韦秀英: makes group "别的群"
        Bot to 别的群: 我只在已登记人员的工作群里工作，这就退群。要登记请私聊我。
        Bot to 别的群:
        -- 2026-03-02 09:40 sweep
        """)


async def test_an_admin_links_any_office_and_the_newest_group_of_one_takes_over(
    stage: Stage,
) -> None:
    await stage.play(f"""
        黄丽萍: makes group "老群" with 陈丽华
        Bot to 老群: {WELCOME}
        黄丽萍 in 老群: /start link
        Bot to 老群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 老群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        陈丽华: makes group "新群"
        Bot to 新群: {WELCOME}
        陈丽华 in 新群: /link 没有的村
        Bot to 新群: 没有叫「没有的村」的地方。请发 /link 加镇名或村名。
        陈丽华 in 新群: /link 银滩镇
        Bot to 新群: 这是哪个单位的群？ [银滩镇 扶贫信息员] [银滩镇 镇扶贫站]
        陈丽华 in 新群: presses [银滩镇 镇扶贫站]
        Bot edits for 新群: 银滩镇 镇扶贫站：正在核对 陈丽华 是不是本群管理员……
        Bot to 老群: {UNLINKED}
        Bot edits for 新群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        -- 2026-03-02 09:16 sweep
        Bot to 老群: {GOOD_BYE}
        Bot to 老群:
        """)
    await stage.play(f"""
        陈丽华: makes group "区群"
        Bot to 区群: {WELCOME}
        陈丽华 in 区群: presses [🔗 关联本单位]
        Bot edits for 区群: 银海区 区扶贫办：正在核对 陈丽华 是不是本群管理员……
        Bot edits for 区群: ✅ 本群已关联：银海区 区扶贫办。{RULES}
        """)
    assert (await known(stage, "区群")).area_code == DISTRICT


async def test_a_group_is_unlinked_by_its_office_alone_there_or_from_the_private_chat(
    stage: Stage,
) -> None:
    async with stage.app.database.write() as db:
        await facts.put(db, facts.BOT_USERNAME, "bangfu_bot")
    await record.act(stage, "黄丽萍", 'makes group "镇群" with 莫小兰、韦秀英')
    await stage.play(f"""
        莫小兰 in 镇群: /unlink
        Bot to 镇群: 本群没有关联单位。
        & 黄丽萍 in 镇群: presses [🔗 关联本单位]
        Bot edits for 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 镇群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        莫小兰 in 镇群: /unlink
        Bot to 镇群: 只有这个单位的工作人员能解除关联。
        莫小兰: /link
        Bot to 莫小兰: 您单位还没有关联工作群。 / 关联方法：把我加进本单位的群（您要是群管理员），在群里发 /link。 [➕ 加到工作群]
        黄丽萍: 工作群
        Bot to 黄丽萍: 您单位的工作群： / • 镇群：银滩镇 镇扶贫站 / 关联方法：把我加进本单位的群（您要是群管理员），在群里发 /link。 [✖ 解除 镇群] [➕ 加到工作群]
        黄丽萍: presses [✖ 解除 镇群]
        Bot edits for 黄丽萍: 您单位还没有关联工作群。 / 关联方法：把我加进本单位的群（您要是群管理员），在群里发 /link。 [➕ 加到工作群]
        Bot toasts 黄丽萍: 已解除。
        Bot to 镇群: {UNLINKED}
        黄丽萍: presses again on [✖ 解除 镇群]
        Bot toasts 黄丽萍: 这个群后来有变动，请发 /link 再看一下。
        陈丽华: /link
        Bot to 陈丽华: 您单位还没有关联工作群。 / 关联方法：把我加进本单位的群（您要是群管理员），在群里发 /link。 [➕ 加到工作群]
        """)


async def test_whoever_linked_a_group_hears_that_the_bot_was_taken_out_of_it(
    stage: Stage,
) -> None:
    await record.act(stage, "黄丽萍", 'makes group "镇群" with 韦秀英')
    await stage.play(f"""
        黄丽萍 in 镇群: /link
        Bot to 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 镇群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        黄丽萍 in 镇群: removes the bot
        Bot to 黄丽萍: 👥 我被移出了工作群「镇群」。事项照常在私聊里处理。要再关联请发 /link。
        """)
    assert (await known(stage, "镇群")).state is Linked.GONE


async def test_a_forum_gets_its_topics_unless_the_bot_may_not_make_them(stage: Stage) -> None:
    await record.act(stage, "黄丽萍", 'makes group "镇群" with 韦秀英 as a forum under the bot')
    await record.act(stage, "莫小兰", 'makes group "村群" as a forum')
    for who, title in (("黄丽萍", "镇群"), ("莫小兰", "村群")):
        stage.world.send_text(stage.users[who], "/link", chat_of(stage, title))
        await stage.settle()
    chat = stage.world.chats.by_id[chat_of(stage, "镇群")]
    threads = (await known(stage, "镇群")).threads
    names = {kind: chat.topics[thread]["name"] for kind, thread in threads.items()}
    assert names == {"question": "问答", "suggestion": "问答", "need": "需求", "alert": "预警"}
    village = await known(stage, "村群")
    assert (village.state, village.threads) == (Linked.LINKED, {})
    assert stage.heard[-1].words.endswith(
        "我没有管理话题的权限，所以都发在主话题里。想分话题：给我这项权限，先发 /unlink，再发 /link。"
    )


async def test_an_office_of_several_villages_says_which_one_the_group_is_of(stage: Stage) -> None:
    officer = Role.INFORMATION_OFFICER
    duties = [Duty(role=officer, area_code=it) for it in (VILLAGE, OTHER_VILLAGE)]
    await record.works_as(stage, "莫小兰", *duties)
    await stage.play(f"""
        莫小兰: makes group "村群"
        Bot to 村群: {WELCOME}
        莫小兰 in 村群: presses [🔗 关联本单位]
        Bot edits for 村群: 这是哪个单位的群？ [曲湾村 扶贫信息员] [关井村 扶贫信息员]
        莫小兰 in 村群: presses [曲湾村 扶贫信息员]
        Bot edits for 村群: 曲湾村 扶贫信息员：正在核对 莫小兰 是不是本群管理员……
        Bot edits for 村群: ✅ 本群已关联：曲湾村 扶贫信息员。{RULES}
        """)


async def test_a_group_keeps_its_title_and_its_link_when_telegram_moves_it(stage: Stage) -> None:
    await record.act(stage, "黄丽萍", 'makes group "镇群" with 韦秀英')
    await stage.play(f"""
        黄丽萍 in 镇群: /link
        Bot to 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 镇群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        """)
    group = await known(stage, "镇群")
    happenings: list[dict[str, Any]] = [
        {"new_chat_title": "镇工作群"},
        {"migrate_to_chat_id": -1009},
    ]
    for number, happened in enumerate(happenings, start=1):
        chat = {"id": group.chat_id, "type": "group", "title": "镇工作群"}
        user = {"id": stage.users["黄丽萍"], "is_bot": False, "first_name": "萍"}
        said = {"message_id": 900 + number, "date": 1772413200, "chat": chat, "from": user}
        await stage.app.turns.take({"update_id": 10**9 + number, "message": said | happened})
    async with stage.app.database.read() as db:
        assert await office_groups.by_chat(db, group.chat_id) is None
        moved = await office_groups.by_chat(db, -1009)
    assert moved == replace(group, chat_id=-1009, title="镇工作群", version=group.version + 1)
    assert moved.area_code == TOWN


async def test_a_check_that_got_no_answer_is_made_again(stage: Stage) -> None:
    await record.act(stage, "黄丽萍", 'makes group "镇群" with 韦秀英')
    stage.world.faults.add("500", method="getChatMember", times=1)
    await stage.play(f"""
        黄丽萍 in 镇群: /link
        Bot to 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        -- 2026-03-02 09:00:30
        -- 2026-03-02 09:01:30
        Bot edits for 镇群: ✅ 本群已关联：银滩镇 镇扶贫站。{RULES}
        """)


async def test_a_group_that_telegram_tells_nothing_about_is_not_linked(stage: Stage) -> None:
    await record.act(stage, "黄丽萍", 'makes group "镇群" with 韦秀英')
    stage.world.faults.add("403", method="getChatMember", times=1)
    await stage.play("""
        黄丽萍 in 镇群: /link
        Bot to 镇群: 银滩镇 镇扶贫站：正在核对 黄丽萍 是不是本群管理员……
        Bot edits for 镇群: 查不到谁是本群管理员，没有关联。请稍后再发 /link。
        """)


async def test_forged_buttons_of_a_group_come_to_nothing(stage: Stage) -> None:
    await record.act(stage, "陈丽华", 'makes group "新群" with 陌生人')
    chat = chat_of(stage, "新群")
    newest = max(stage.world.chats.by_id[chat].messages)
    tails = ("", ":", ":7", ":999:0", ":450503101:99", f":{2**63 - 1}:0", ":7:7:7", ":x", ":-1:0")
    calls = [f"{call}{tail}" for call in ("group:office", "post:claim") for tail in tails]
    for data in calls:
        for who in ("陈丽华", "陌生人"):
            stage.heard.clear()
            stage.world.press(stage.users[who], newest, data, chat_id=chat, forged=True)
            await stage.settle()
            assert len(stage.heard) == 1, (who, data)
            assert stage.heard[0].words.startswith("(toast) "), (who, data)
            assert "编号" not in stage.heard[0].words, (who, data)
    assert (await known(stage, "新群")).state is Linked.NEW
