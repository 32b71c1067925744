"""Groups, forums and their topics on the page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import heard


@pytest.fixture
async def forum(world, wei, chen):
    return world.add_group("关井村帮扶工作群", [wei, chen], True, bot_is_admin=True)["id"]


@pytest.fixture
async def water(world, wei, forum):
    return world.add_topic(wei, forum, "饮水安全")


async def enter(desk, user_id, chat_id):
    phone = desk.get_by_test_id(f"phone-{user_id}")
    await phone.get_by_test_id("back").click()
    await phone.get_by_test_id(f"chat-{chat_id}").click()
    return phone


@pytest.fixture
async def phone(forum, water, desk, wei):
    return await enter(desk, wei, forum)


async def say(world, forum, text, thread=None):
    place = {"message_thread_id": thread} if thread else {}
    return await world.call("sendMessage", {"chat_id": forum, "text": text, **place})


async def test_a_forum_lists_topics_each_with_what_is_unread_in_it(phone, world, forum, water):
    await say(world, forum, "二组水管周五检修", water)
    await say(world, forum, "三组也要检修", water)
    await say(world, forum, "大家好")
    row = phone.get_by_test_id(f"topic-{water}")
    await expect(row).to_contain_text("三组也要检修")
    await expect(row.locator(".badge")).to_have_text("2")
    general = phone.get_by_test_id("topic-1")
    await expect(general).to_contain_text("综合")
    await expect(general.locator(".badge")).to_have_text("1")
    await row.click()
    log = phone.get_by_role("log")
    await expect(log).to_contain_text("二组水管周五检修")
    await expect(log).not_to_contain_text("大家好")
    await phone.get_by_test_id("back").click()
    await expect(row.locator(".badge")).to_have_count(0)
    await expect(general.locator(".badge")).to_have_text("1")


async def test_what_is_said_in_a_topic_goes_to_that_topic(phone, world, water):
    await phone.get_by_test_id(f"topic-{water}").click()
    await phone.get_by_test_id("composer").fill("收到")
    await phone.get_by_test_id("composer").press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("收到")
    message = heard(world)["message"]
    assert (message["text"], message["message_thread_id"]) == ("收到", water)
    assert "quote" not in message


async def test_a_new_topic_is_made_and_opened_and_its_making_is_told(phone, world, forum):
    await phone.get_by_test_id("new-topic").click()
    await phone.get_by_test_id("topic-name").fill("危房改造")
    await phone.get_by_test_id("topic-make").click()
    await expect(phone.locator(".title-text")).to_contain_text("危房改造")
    await expect(phone.get_by_role("log")).to_contain_text("新话题：危房改造")
    assert heard(world)["message"]["forum_topic_created"]["name"] == "危房改造"


async def test_a_groups_title_opens_its_members_and_the_way_out(desk, world, wei, chen):
    group = world.add_group("通知群", [wei, chen], admin_ids=(chen,))["id"]
    phone = await enter(desk, chen, group)
    await expect(phone.locator(".title-text")).to_contain_text("3 位成员")
    await phone.get_by_test_id("members").click()
    sheet = phone.get_by_test_id("sheet")
    await expect(sheet.get_by_role("listitem")).to_have_count(3)
    await expect(sheet).to_contain_text("管理员")
    await phone.get_by_test_id("leave-group").click()
    await expect(phone.get_by_text("聊天", exact=True)).to_be_visible()
    await expect(phone.get_by_test_id(f"chat-{group}")).to_have_count(0)
    assert chen not in world.chats.by_id[group].members


async def test_a_world_that_becomes_another_leaves_no_chat_that_is_gone(
    phone, desk, world, forum, water, wei
):
    await phone.get_by_test_id(f"topic-{water}").click()
    await phone.get_by_test_id("composer").fill("半句")
    del world.chats.by_id[forum]
    world.events.emit("reload")
    await expect(phone.get_by_test_id("start")).to_be_visible()
    world.open_link(wei)
    await expect(phone.get_by_role("log")).to_contain_text("/start")
