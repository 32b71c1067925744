"""The director's drawer in a real browser: people, groups, time, weather, calls."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from sandbox.companion import Companion, Somebody
from tests.browser.conftest import KEYBOARD, opened

ROSTER = [
    Somebody(id=2000 + at, name=name, phone=f"1390000000{at}", role=role, place=place)
    for at, (name, role, place) in enumerate(
        (
            ("莫小兰", "扶贫信息员", "银滩镇 关井村委会"),
            ("覃志强", "帮扶联系人", "银滩镇 曲湾村委会"),
            ("黄丽萍", "镇扶贫站", "银滩镇"),
            ("农世荣", "扶贫信息员", "福成镇 平新村委会"),
        ),
        start=1,
    )
]
DUE = {"at": "2026-03-28T00:00:00+00:00", "what": {"zh": "走访提醒", "en": "visit reminders"}}


class District(Companion):
    """A roster, a calendar with a holiday on Tuesday, and one thing that is due."""

    def people(self):
        return ROSTER

    def next_working_day(self, now):
        del now
        return datetime(2026, 3, 4, 0, 0, tzinfo=UTC)

    async def next_due(self, now):
        del now
        return DUE


@pytest.fixture
def world(world):
    world.companion = District()
    return world


async def turned(desk, tab):
    """Open the drawer at one of its panels."""
    await desk.get_by_test_id("director-toggle").click()
    await desk.get_by_test_id(f"tab-{tab}").click()
    return desk.get_by_test_id("director")


async def test_people_are_found_by_role_and_place_and_put_on_the_desk(desk, world):
    drawer = await turned(desk, "people")
    await expect(drawer.locator(".person-row")).to_have_count(5)
    await desk.get_by_test_id("find-role").select_option("扶贫信息员")
    await expect(drawer.locator(".person-row")).to_have_count(2)
    await desk.get_by_test_id("find-place").select_option("福成镇")
    await desk.get_by_test_id("person-2004").click()
    await expect(desk.get_by_role("region", name="农世荣的手机")).to_be_visible()
    await expect(desk.get_by_test_id("person-2004")).to_have_attribute("aria-pressed", "true")
    await desk.get_by_test_id("person-2004").click()
    await expect(desk.get_by_role("region", name="农世荣的手机")).to_have_count(0)
    await desk.get_by_test_id("find-role").select_option("")
    await desk.get_by_test_id("find-place").select_option("银滩镇")
    await desk.get_by_test_id("show-all").click()
    await expect(desk.get_by_role("region", name="黄丽萍的手机")).to_be_visible()
    assert [phone.shown for phone in world.people if phone.user["id"] > 2000] == [
        False,
        True,
        True,
        True,
    ]


async def test_a_new_person_gets_a_phone(desk):
    await desk.get_by_test_id("add-phone").click()
    await desk.get_by_test_id("new-name").fill("陆阿妹")
    await desk.get_by_test_id("new-phone").fill("13800000009")
    await desk.get_by_test_id("new-add").click()
    await expect(desk.get_by_role("region", name="陆阿妹的手机")).to_be_visible()


async def test_the_clock_goes_to_working_days_and_to_what_is_due(desk, world, wei):
    await desk.get_by_test_id("clock").click()
    await desk.get_by_test_id("clock-hour").click()
    await expect(desk.get_by_test_id("clock-now")).to_contain_text("10:00")
    await desk.get_by_test_id("clock-workday").click()
    await expect(desk.get_by_test_id("clock-now")).to_contain_text("2026年3月4日")
    await expect(desk.get_by_test_id("clock-due")).to_contain_text("走访提醒")
    await desk.get_by_test_id("clock-due").click()
    await expect(desk.get_by_test_id("clock-now")).to_contain_text("2026年3月28日")
    await expect(desk.get_by_test_id("arrivals")).to_contain_text("还没有新消息")
    world.open_link(wei)
    await world.call("sendMessage", {"chat_id": wei, "text": "本月还有两户没走访"})
    await expect(desk.get_by_test_id("arrivals")).to_contain_text("来了 1 条")
    await expect(desk.get_by_test_id("arrivals")).to_contain_text("本月还有两户没走访")


async def test_calls_are_seen_filtered_and_held(desk, phone, world, wei):
    await world.call("getMe")
    drawer = await turned(desk, "record")
    await expect(desk.get_by_test_id("call-getMe")).to_be_visible()
    await world.call("sendMessage", {"chat_id": wei, "text": "活的"})
    row = desk.get_by_test_id("call-sendMessage")
    await row.locator("summary").click()
    await expect(row).to_contain_text('"text": "活的"')
    await desk.get_by_test_id("filter-method").select_option("getMe")
    await expect(row).to_have_count(0)
    await desk.get_by_test_id("filter-method").select_option("")
    await desk.get_by_test_id("paused").check()
    await world.call("sendMessage", {"chat_id": wei, "text": "后来的"})
    await expect(phone.get_by_role("log")).to_contain_text("后来的")
    await expect(row).to_have_count(1)
    await desk.get_by_test_id("paused").uncheck()
    await expect(row).to_have_count(2)
    await desk.get_by_test_id("show-updates").click()
    await expect(drawer).to_contain_text("message")


async def test_each_rule_of_the_weather_is_seen_used_up_and_lifted(desk, phone, world, wei):
    drawer = await turned(desk, "weather")
    await expect(drawer).to_contain_text("一切正常")
    await desk.get_by_test_id("fault-500").check()
    await desk.get_by_test_id("fault-start").click()
    await desk.get_by_test_id("fault-slow").check()
    await desk.get_by_test_id("fault-times").fill("")
    await desk.get_by_test_id("fault-start").click()
    now = desk.get_by_test_id("weather-now")
    await expect(now.locator("li")).to_have_count(2)
    await expect(now).to_contain_text("还有 1 次")
    with pytest.raises(Exception, match="Internal Server Error"):
        await world.call("sendMessage", {"chat_id": wei, "text": "?"})
    await expect(now.locator("li")).to_have_count(1)
    await desk.get_by_test_id("end-fault-2").click()
    await expect(drawer).to_contain_text("一切正常")
    [update] = await world.call("getUpdates")
    await world.call("getUpdates", {"offset": update["update_id"] + 1})
    await desk.get_by_test_id("redeliver-last").click()
    await expect(drawer).to_contain_text("已完成")


async def test_a_group_is_made_and_its_members_change(desk, world, wei, chen):
    drawer = await turned(desk, "groups")
    await desk.get_by_test_id("group-title").fill("关井村工作群")
    await desk.get_by_test_id(f"join-{wei}").check()
    await desk.get_by_test_id(f"join-{chen}").check()
    await desk.get_by_test_id(f"admin-{chen}").check()
    await desk.get_by_test_id("group-forum").check()
    await desk.get_by_test_id("group-make").click()
    await expect(drawer).to_contain_text("已建群")
    [chat] = [chat for chat in world.chats.by_id.values() if not chat.private]
    group = desk.get_by_test_id(f"group-{chat.id}")
    await group.locator("summary").click()
    await expect(group).to_contain_text("管理员")
    await desk.get_by_test_id(f"topic-name-{chat.id}").fill("走访")
    await desk.get_by_test_id(f"topic-add-{chat.id}").click()
    await expect(group.locator(".topics")).to_contain_text("走访")
    await desk.get_by_test_id(f"remove-{chat.id}-{chen}").click()
    await expect(group.locator(".member")).to_have_count(2)
    assert chat.members == {wei}


async def test_the_drawer_is_walked_by_arrows_left_by_escape_and_fills_a_small_screen(
    page, world, wei
):
    await page.set_viewport_size({"width": 360, "height": 740})
    async with opened(page, world):
        await page.get_by_test_id("director-toggle").click()
        drawer = page.get_by_test_id("director")
        await expect(drawer).to_have_attribute("aria-modal", "true")
        assert (await drawer.bounding_box())["width"] == 360
        await expect(page.get_by_test_id("tab-people")).to_be_focused()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_test_id("tab-groups")).to_be_focused()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        await page.keyboard.press("Escape")
        await expect(drawer).to_have_count(0)
        await expect(page.get_by_test_id("director-toggle")).to_be_focused()


async def test_a_trainee_with_a_code_sees_one_phone_and_no_director(
    desk, browser, world, wei, chen
):
    await turned(desk, "links")
    await desk.get_by_test_id("seat-phone").select_option(str(wei))
    await desk.get_by_test_id("seat-make").click()
    await expect(desk.get_by_test_id("seat-qr")).to_be_visible()
    await expect(desk.get_by_test_id("seat-here-only")).to_contain_text("--host")
    link = await desk.get_by_test_id("seat-url").inner_text()
    trainee = await (await browser.new_context(locale="zh-CN")).new_page()
    await trainee.goto(link)
    await expect(trainee.get_by_test_id(f"phone-{wei}")).to_be_visible()
    await expect(trainee.get_by_test_id(f"phone-{chen}")).to_have_count(0)
    await expect(trainee.get_by_test_id("director-toggle")).to_have_count(0)


async def test_scenes_are_kept_come_back_and_everything_begins_anew_after_a_question(
    desk, phone, world, wei, tmp_path
):
    world.begins(District(), tmp_path)
    await world.call("sendMessage", {"chat_id": wei, "text": "签到前"})
    await turned(desk, "scenes")
    await desk.get_by_test_id("scene-name").fill("第一课")
    await desk.get_by_test_id("scene-save").click()
    said = desk.get_by_test_id("scenes-said")
    await expect(said).to_contain_text("已保存“第一课”")
    await desk.get_by_test_id("reset").click()
    await desk.get_by_test_id("answer-cancel").click()
    await expect(phone.get_by_role("log")).to_contain_text("签到前")
    await desk.get_by_test_id("reset").click()
    await desk.get_by_test_id("answer-0").click()
    await expect(said).to_contain_text("已从头开始")
    await expect(phone.get_by_text("签到前")).to_have_count(0)
    await desk.get_by_test_id("load-第一课").click()
    await desk.get_by_test_id("answer-0").click()
    await expect(said).to_contain_text("已载入“第一课”")
    await expect(phone.get_by_role("log")).to_contain_text("签到前")
    await desk.get_by_test_id("delete-第一课").click()
    await desk.get_by_test_id("answer-0").click()
    await expect(desk.get_by_test_id("load-第一课")).to_have_count(0)


async def test_the_session_is_shown_as_a_play_and_taken_away(desk, phone, world):
    await phone.get_by_test_id("composer").fill("您好")
    await phone.get_by_test_id("composer").press("Enter")
    await turned(desk, "scenes")
    await desk.get_by_test_id("play-write").click()
    await expect(desk.get_by_test_id("play-text")).to_contain_text("韦秀英: 您好")
    async with desk.expect_download() as download:
        await desk.get_by_test_id("play-save").click()
    file = await (await download.value).path()
    assert "韦秀英: 您好" in file.read_text(encoding="utf-8")


async def test_an_answer_that_is_older_than_the_news_takes_nothing_back(desk, phone, world, wei):
    """The keyboard comes while the page waits for a state that was written before it."""

    async def late(route):
        answer = await route.fetch()
        await world.call("sendMessage", {"chat_id": wei, "text": "新", "reply_markup": KEYBOARD})
        await expect(phone.get_by_test_id("key-0-1")).to_be_visible()
        await route.fulfill(response=answer)

    await desk.route("**/desk/state", late, times=1)
    world.show_phone(wei)
    await expect(phone.get_by_test_id("key-0-1")).to_be_visible()
    await desk.wait_for_timeout(300)
    await expect(phone.get_by_test_id("key-0-1")).to_be_visible()
