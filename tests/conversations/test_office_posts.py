"""Plays about posts in offices' groups: one a case, nothing personal, replies go to the asker."""

import asyncio
from dataclasses import replace

from sqlalchemy import select

from bot import office_posts
from domain.ladders import Kind
from domain.people import Duty, Role
from sandbox.world import World
from storage import cases, facts
from storage.cases import Entry
from storage.office_groups import State as Linked
from storage.outbox import LETTERS
from storage.tables import OutboxRow
from tests.kit import record
from tests.kit.cast import VILLAGE
from tests.kit.grouping import heard_in, known, linked
from tests.kit.raising import raised
from tests.kit.stage import Stage

FREE = "需求 #1 · 水管、水泵 · 关井村 / 🟡 等扶贫信息员接手 [🙋 我来处理]"
TOO_LATE = "(toast) 刚有别人处理了，请看最新的卡片。"
TAKEN = "✎ 需求 #1 · 水管、水泵 · 关井村 / 🟢 扶贫信息员 莫小兰 在处理"


async def press(stage: Stage, who: str, chat: int, label: str) -> list[str]:
    """Let somebody press a button under the newest post; returns what he and the group hear."""
    stage.heard.clear()
    number, data = stage.offered[chat, label]
    stage.world.press(stage.users[who], number, data, chat_id=chat, forged=True)
    await stage.settle()
    group, heard = stage.name_of(chat), stage.heard
    return [it.words for it in heard if it.to == group or it.words.startswith("(toast)")]


async def standing(stage: Stage, number: int = 1) -> Entry:
    async with stage.app.database.read() as db:
        entry = await cases.by_number(db, number)
    assert entry
    return entry


async def test_a_case_has_one_post_that_changes_with_it(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        await facts.put(db, facts.BOT_USERNAME, "bangfu_bot")
    await linked(stage, "莫小兰", "村群", "韦秀英")
    await linked(stage, "黄丽萍", "镇群")
    stage.heard.clear()
    await raised(stage)
    assert heard_in(stage, "村群", "镇群") == [f"{FREE} [📄 详情（私聊）]"]
    await record.act(stage, "莫小兰", "presses [🙋 我来处理]")
    assert heard_in(stage, "村群") == [f"{TAKEN} [📄 详情（私聊）]"]
    await record.act(stage, "莫小兰", "presses [⬆ 报镇扶贫站]", "需要资金")
    assert sorted(heard_in(stage, "村群", "镇群")) == [
        "✎ 需求 #1 · 水管、水泵 · 关井村 / ➡ 已转镇扶贫站",
        "需求 #1 · 水管、水泵 · 关井村 / 🟡 等镇扶贫站接手 [🙋 我来处理] [📄 详情（私聊）]",
    ]
    await record.act(stage, "黄丽萍", "presses [🙋 我来处理]", "presses [✅ 已解决]", "换好了")
    assert sorted(heard_in(stage, "村群", "镇群")[-2:]) == [
        "✎ 需求 #1 · 水管、水泵 · 关井村 / ✅ 已解决",
        "✎ 需求 #1 · 水管、水泵 · 关井村 / ✅ 已解决 [📄 详情（私聊）]",
    ]


async def test_nothing_personal_is_in_a_post(stage: Stage) -> None:
    chat = await linked(stage, "莫小兰", "村群")
    await raised(stage)
    await press(stage, "莫小兰", chat, "🙋 我来处理")
    posts = str(stage.world.chats.by_id[chat].messages)
    for secret in ("黄大明", "水管裂了", "H0001", "13900000001"):
        assert secret not in posts


async def test_a_case_is_taken_under_its_post_by_whoever_works_there(stage: Stage) -> None:
    chat = await linked(stage, "莫小兰", "村群", "陌生人", "梁建国")
    await raised(stage)
    assert await press(stage, "梁建国", chat, "🙋 我来处理") == ["(toast) 这件不在您的辖区。"]
    assert await press(stage, "陌生人", chat, "🙋 我来处理") == [
        "(toast) 请先私聊我发 /start，发送您的联系方式。"
    ]
    said = await press(stage, "莫小兰", chat, "🙋 我来处理")
    assert said == ["(toast) 好，由您处理。怎么办，看私聊里的卡片。", TAKEN]
    assert (await standing(stage)).holder == "莫小兰"
    version = (await standing(stage)).case.version
    again = await press(stage, "莫小兰", chat, "🙋 我来处理")
    assert again[0].startswith("(toast) 已有变化：")
    assert again[1:] == [] or again[1:] == [TAKEN]
    assert (await standing(stage)).case.version == version


async def test_of_two_who_take_it_at_once_in_the_group_and_in_private_one_has_it(
    stage: Stage,
) -> None:
    await record.works_as(stage, "梁建国", Duty(role=Role.INFORMATION_OFFICER, area_code=VILLAGE))
    chat = await linked(stage, "莫小兰", "村群", "梁建国")
    await raised(stage)
    number, data = stage.offered[chat, "🙋 我来处理"]
    stage.world.press(stage.users["莫小兰"], number, data, chat_id=chat)
    mine = stage.users["梁建国"]
    number, data = stage.offered[mine, "🙋 我来处理"]
    stage.world.press(mine, number, data)
    stage.heard.clear()
    pending = stage.world.updates.pending()
    await asyncio.gather(*[stage.app.turns.take(update) for update in pending])
    await stage.settle()
    entry = await standing(stage)
    loser = "梁建国" if entry.holder == "莫小兰" else "莫小兰"
    toasts = {line.to: line.words for line in stage.heard if line.words.startswith("(toast)")}
    assert entry.case.version == 2
    assert toasts[entry.holder].startswith("(toast) 好，由您处理")
    assert entry.holder in toasts[loser] or toasts[loser] == TOO_LATE


async def test_what_the_holder_replies_to_the_post_goes_to_the_asker(stage: Stage) -> None:
    chat = await linked(stage, "莫小兰", "村群", "韦秀英", "梁建国")
    await raised(stage)
    post = stage.world.chats.by_id[chat].messages
    number = max(post)

    async def reply(who: str, words: str) -> list[str]:
        stage.heard.clear()
        stage.world.send_text(stage.users[who], words, chat, reply_to=number)
        await stage.settle()
        return [f"{it.to}: {it.words}" for it in stage.heard if it.to in ("村群", "韦秀英")]

    assert await reply("梁建国", "我看过了") == []
    assert await reply("韦秀英", "请快些") == []
    assert await reply("莫小兰", "明天去看") == ["村群: #1 不在您手上。请先点「我来处理」。"]
    await press(stage, "莫小兰", chat, "🙋 我来处理")
    said = await reply("莫小兰", "明天去看")
    assert said[0] == "村群: ✅ #1：已转告提出人。" or said[1] == "村群: ✅ #1：已转告提出人。"
    assert any("明天去看" in it for it in said if it.startswith("韦秀英"))
    await record.act(stage, "莫小兰", "presses [✅ 已解决]", "修好了")
    assert (await reply("莫小兰", "还有一句"))[-1].startswith("村群: #1 已经办结")


async def test_in_a_forum_each_kind_has_its_topic_and_a_deleted_one_is_no_loss(
    stage: Stage,
) -> None:
    chat = await linked(stage, "莫小兰", "村群", is_forum=True)
    threads = (await known(stage, "村群")).threads
    await raised(stage)
    world: World = stage.world
    newest = max(world.chats.by_id[chat].messages)
    assert world.chats.by_id[chat].messages[newest]["message_thread_id"] == threads[Kind.NEED]
    gone = {"chat_id": chat, "message_thread_id": threads[Kind.NEED]}
    await world.call("deleteForumTopic", gone, {})
    await raised(stage, topic="housing-leak")
    newest = max(world.chats.by_id[chat].messages)
    post = world.chats.by_id[chat].messages[newest]
    assert "#2" in post["text"]
    assert "message_thread_id" not in post


async def test_a_group_that_put_the_bot_out_gets_nothing_more(stage: Stage) -> None:
    chat = await linked(stage, "莫小兰", "村群")
    stage.world.faults.add("403", method="sendMessage", chat_id=chat)
    await raised(stage)
    assert (await known(stage, "村群")).state is Linked.GONE
    stage.heard.clear()
    await raised(stage, topic="housing-leak")
    assert heard_in(stage, "村群") == []


async def test_changes_that_wait_for_the_groups_pace_become_one(stage: Stage) -> None:
    chat = await linked(stage, "莫小兰", "村群")
    entry = await raised(stage)
    waiting = select(OutboxRow.lane, OutboxRow.key).where(OutboxRow.state == "waiting")
    async with stage.app.database.write() as db:
        for version in (2, 3, 3):
            newer = replace(entry, case=replace(entry.case, version=version))
            await office_posts.refresh(db, newer, stage.app.clock())
        rows = (await db.execute(waiting.where(OutboxRow.chat_id == chat))).all()
    assert [tuple(row) for row in rows] == [(LETTERS, f"post:1:edit:3:{chat}")]


async def test_the_link_under_a_post_opens_the_case_for_those_who_may_see_it(
    stage: Stage,
) -> None:
    await raised(stage)
    stage.heard.clear()
    await record.act(stage, "莫小兰", "/start c1")
    assert stage.heard[-1].words.startswith("需求 #1 · 水管、水泵 / 黄大明，关井村")
    await stage.play("""
        梁建国: /start c1
        Bot to 梁建国: 这件不在您的辖区。
        莫小兰: /start c99
        Bot to 莫小兰: 这件不在您的辖区。
        """)
