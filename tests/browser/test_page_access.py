"""The page without a mouse, without sight, without movement, and with many phones."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import KEYBOARD, opened, picture

NAMELESS = """() => [...document.querySelectorAll('button, a[href], input:not([hidden]), textarea, select, [role=dialog], [role=log]')]
    .filter((each) => each.checkVisibility() && !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length))
    .map((each) => each.outerHTML.slice(0, 120))"""  # noqa: E501
SMALL = """() => [...document.querySelectorAll('.phone button, .phone a[href], .phone textarea')]
    .filter((each) => each.checkVisibility({ opacityProperty: true }) && !each.closest('.line p, .text') && !each.matches('.bubble-more'))
    .filter((each) => { const box = each.getBoundingClientRect(); return box.width < 36 || box.height < 36; })
    .map((each) => each.outerHTML.slice(0, 120))"""  # noqa: E501
MOVING = """() => document.getAnimations()
    .filter((each) => each.playState === 'running' && !(each instanceof CSSTransition)).length"""
FOCUSED = "document.activeElement.closest('[data-testid=sheet]') !== null"


@pytest.fixture
async def furnished(phone, world, wei):
    """A chat with a bit of everything."""
    inline = {"inline_keyboard": [[{"text": "认可", "callback_data": "a"}]]}
    sent = await world.call(
        "sendMessage", {"chat_id": wei, "text": "请核对", "reply_markup": inline}
    )
    await world.call("pinChatMessage", {"chat_id": wei, "message_id": sent["message_id"]})
    await world.call("setMyCommands", {"commands": [{"command": "help", "description": "帮助"}]})
    await world.call("sendMessage", {"chat_id": wei, "text": "请选", "reply_markup": KEYBOARD})
    world.send_text(wei, "好", reply_to=sent["message_id"])
    world.send_photo(wei, picture()["buffer"])
    world.send_voice(wei, b"OggS", 3)
    world.send_location(wei, 21.4735, 109.1201, 12)
    await expect(phone.get_by_test_id("voice")).to_be_visible()
    return phone


async def test_whatever_can_be_pressed_has_a_name_and_is_large_enough(furnished, desk):
    assert await desk.evaluate(NAMELESS) == []
    assert await desk.evaluate(SMALL) == []
    for way in ("attach", "menu"):
        await furnished.get_by_test_id(way).click()
        assert await desk.evaluate(NAMELESS) == []
        assert await desk.evaluate(SMALL) == []
        await desk.keyboard.press("Escape")
        await expect(furnished.get_by_test_id("sheet")).to_have_count(0)


async def test_a_sheet_keeps_the_focus_and_gives_it_back(furnished, desk):
    opener = furnished.get_by_test_id("attach")
    await opener.focus()
    await desk.keyboard.press("Enter")
    await expect(furnished.get_by_role("dialog")).to_be_visible()
    for _ in range(9):
        await desk.keyboard.press("Tab")
        assert await desk.evaluate(FOCUSED)
    await desk.keyboard.press("Shift+Tab")
    assert await desk.evaluate(FOCUSED)
    await desk.keyboard.press("Escape")
    await expect(opener).to_be_focused()


async def test_a_message_is_reached_and_its_menu_opened_by_keys_alone(furnished, desk):
    await furnished.get_by_role("log").focus()
    for _ in range(3):
        await desk.keyboard.press("ArrowUp")
    await desk.keyboard.press("Enter")
    await expect(furnished.get_by_role("dialog")).to_be_visible()
    await desk.keyboard.press("Escape")
    await expect(furnished.locator(".line:focus-within")).to_have_count(1)


async def test_what_the_bot_says_is_read_out_calmly_to_the_person_in_front(
    phone, desk, world, wei, chen
):
    await phone.get_by_test_id("composer").focus()
    announcer = desk.get_by_test_id("announcer")
    await expect(announcer).to_have_attribute("aria-live", "polite")
    await expect(phone.get_by_role("log")).to_have_attribute("aria-live", "off")
    world.open_link(chen)
    await desk.evaluate(
        """() => {
        window.said = [];
        const place = document.querySelector('[data-testid=announcer]');
        new MutationObserver(() => said.push(place.textContent))
            .observe(place, { childList: true, characterData: true, subtree: true });
    }"""
    )
    for number in range(40):
        await world.call("sendMessage", {"chat_id": wei, "text": f"提醒 {number}"})
        await world.call("sendMessage", {"chat_id": chen, "text": f"别人的 {number}"})
    await expect(announcer).to_contain_text("提醒")
    said = await desk.evaluate("said")
    assert len(said) <= 3
    assert "别人的" not in "".join(said)


async def test_nothing_moves_for_those_who_asked_for_stillness(page, world, wei):
    await page.emulate_media(reduced_motion="reduce")
    async with opened(page, world):
        phone = page.get_by_test_id(f"phone-{wei}")
        await phone.get_by_test_id("start").click()
        await phone.get_by_test_id("attach").click()
        assert await page.evaluate(MOVING) == 0


async def test_phones_out_of_sight_rest_and_are_up_to_date_when_they_come_into_it(page, world):
    people = [world.add_user(f"人员{n}", phone=f"138000{n:05}")["id"] for n in range(12)]
    for user_id in people:
        world.open_link(user_id)
    await page.set_viewport_size({"width": 1000, "height": 800})
    async with opened(page, world):
        await expect(page.get_by_test_id(f"phone-{people[0]}")).to_contain_text("/start")
        last = page.get_by_test_id(f"phone-{people[-1]}")
        for number in range(60):
            await world.call("sendMessage", {"chat_id": people[-1], "text": f"第 {number} 条"})
        await last.scroll_into_view_if_needed()
        await expect(last.get_by_text("第 59 条", exact=True)).to_be_in_viewport()
        assert await last.locator(".line").count() <= 40
