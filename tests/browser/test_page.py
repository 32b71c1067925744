"""The phone on the page: words, buttons, places, pictures; the test speaks for the bot."""

from playwright.async_api import expect

from tests.browser.conftest import KEYBOARD, heard, opened, picture


async def test_a_text_goes_to_the_bot_and_its_answer_comes_back(phone, world, wei):
    await phone.get_by_test_id("composer").fill("您好")
    await phone.get_by_test_id("composer").press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("您好")
    assert heard(world)["message"]["text"] == "您好"
    bold = {"type": "bold", "offset": 0, "length": 3}
    answer = {"chat_id": wei, "text": "韦秀英，早上好", "entities": [bold]}
    sent = await world.call("sendMessage", answer)
    bubble = phone.get_by_test_id(f"msg-{sent['message_id']}")
    await expect(bubble.locator("b")).to_have_text("韦秀英")
    await expect(bubble.locator("time")).to_have_text("09:00")


async def test_a_press_spins_until_the_bot_answers_with_a_toast(phone, world, wei):
    markup = {"inline_keyboard": [[{"text": "走访", "callback_data": "visit:1"}]]}
    await world.call("sendMessage", {"chat_id": wei, "text": "下一步", "reply_markup": markup})
    button = phone.get_by_role("button", name="走访")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = heard(world)["callback_query"]
    assert query["data"] == "visit:1"
    answer = {"callback_query_id": query["id"], "text": "已开始走访"}
    await world.call("answerCallbackQuery", answer)
    await expect(phone.get_by_test_id("toast")).to_have_text("已开始走访")
    await expect(button).to_have_attribute("aria-busy", "false")


async def test_an_alert_waits_to_be_closed(phone, world, wei):
    markup = {"inline_keyboard": [[{"text": "删除", "callback_data": "x"}]]}
    await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": markup})
    await phone.get_by_role("button", name="删除").click()
    await expect(phone.get_by_role("button", name="删除")).to_have_attribute("aria-busy", "true")
    answer = {"callback_query_id": heard(world)["callback_query"]["id"], "text": "不能删除"}
    await world.call("answerCallbackQuery", answer | {"show_alert": True})
    await expect(phone.get_by_test_id("alert")).to_contain_text("不能删除")
    await phone.get_by_test_id("alert-ok").click()
    await expect(phone.get_by_test_id("alert")).to_have_count(0)


async def test_an_edit_changes_the_bubble_in_place_and_a_deletion_takes_it_away(phone, world, wei):
    sent = await world.call("sendMessage", {"chat_id": wei, "text": "第一版"})
    target = {"chat_id": wei, "message_id": sent["message_id"]}
    bubble = phone.get_by_test_id(f"msg-{sent['message_id']}")
    await expect(bubble).to_contain_text("第一版")
    await world.call("editMessageText", target | {"text": "第二版"})
    await expect(bubble).to_contain_text("第二版")
    await expect(bubble).to_contain_text("已编辑")
    await world.call("deleteMessage", target)
    await expect(bubble).to_have_count(0)


async def test_the_reply_keyboard_says_its_keys_and_goes_when_removed(phone, world, wei):
    await world.call("sendMessage", {"chat_id": wei, "text": "请选", "reply_markup": KEYBOARD})
    await phone.get_by_test_id("key-0-1").click()
    await expect(phone.get_by_role("log")).to_contain_text("走访")
    assert heard(world)["message"]["text"] == "走访"
    gone = {"chat_id": wei, "text": "好", "reply_markup": {"remove_keyboard": True}}
    await world.call("sendMessage", gone)
    await expect(phone.get_by_test_id("reply-keyboard")).to_have_count(0)


async def test_the_location_key_sends_a_preset_in_one_tap(phone, world, wei):
    await world.call("sendMessage", {"chat_id": wei, "text": "请选", "reply_markup": KEYBOARD})
    await phone.get_by_test_id("key-0-0").click()
    await phone.get_by_test_id("preset-0").click()
    await expect(phone.locator(".map")).to_be_visible()
    location = heard(world)["message"]["location"]
    assert (location["latitude"], location["horizontal_accuracy"]) == (21.4735, 12)


async def test_a_point_can_be_typed_and_shared_live(phone, world, wei):
    await phone.get_by_test_id("attach").click()
    await phone.get_by_test_id("attach-location").click()
    await phone.get_by_test_id("preset-map").click()
    await phone.get_by_test_id("latitude").fill("21.5")
    await phone.get_by_test_id("live-period").select_option("900")
    await phone.get_by_test_id("send-point").click()
    await expect(phone.get_by_test_id("live-stop")).to_be_visible()
    location = heard(world)["message"]["location"]
    assert (location["latitude"], location["live_period"]) == (21.5, 900)
    await phone.get_by_test_id("live-stop").click()
    await expect(phone.get_by_role("log")).to_contain_text("实时位置已结束")


async def test_the_contact_key_asks_and_shares_ones_own_number(phone, world, wei):
    await world.call("sendMessage", {"chat_id": wei, "text": "请选", "reply_markup": KEYBOARD})
    await phone.get_by_test_id("key-1-0").click()
    await phone.get_by_test_id("share-contact").click()
    await expect(phone.locator(".contact-card")).to_contain_text("13800000001")
    assert heard(world)["message"]["contact"]["user_id"] == wei


async def test_pictures_go_out_as_an_album_and_open_large(phone, desk, world, wei):
    await phone.get_by_test_id("attach").click()
    await phone.get_by_test_id("file-photo").set_input_files([picture(), picture()])
    await phone.get_by_test_id("caption").fill("新屋顶")
    await phone.get_by_test_id("send-files").click()
    await expect(phone.locator(".album .picture")).to_have_count(2)
    first, second = (update["message"] for update in world.updates.pending()[-2:])
    assert first["media_group_id"] == second["media_group_id"]
    await phone.locator(".picture").first.click()
    await expect(desk.get_by_test_id("viewer")).to_contain_text("1 / 2")
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_test_id("viewer")).to_have_count(0)


async def test_the_menu_lists_the_commands_and_sends_one(phone, world, wei):
    commands = [{"command": "checkin", "description": "签到"}]
    await world.call("setMyCommands", {"commands": commands})
    await phone.get_by_test_id("menu").click()
    await phone.get_by_test_id("command-checkin").click()
    await expect(phone.get_by_role("log")).to_contain_text("/checkin")
    assert heard(world)["message"]["text"] == "/checkin"


async def test_ones_own_text_can_be_corrected_and_the_bots_answered(phone, world, wei):
    await phone.get_by_test_id("composer").fill("三个人")
    await phone.get_by_test_id("send").click()
    await phone.get_by_text("三个人").click(button="right")
    await phone.get_by_test_id("do-edit").click()
    await expect(phone.get_by_test_id("composer")).to_have_value("三个人")
    await phone.get_by_test_id("composer").fill("四个人")
    await phone.get_by_test_id("composer").press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("四个人")
    assert heard(world)["edited_message"]["text"] == "四个人"
    forced = {"chat_id": wei, "text": "为什么?", "reply_markup": {"force_reply": True}}
    sent = await world.call("sendMessage", forced)
    await expect(phone.locator(".quote-bar")).to_contain_text("为什么?")
    await phone.get_by_test_id("composer").fill("搬走了")
    await phone.get_by_test_id("composer").press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("搬走了")
    assert heard(world)["message"]["reply_to_message"]["message_id"] == sent["message_id"]


async def test_an_invitation_is_opened_on_a_phone(phone, world, wei):
    await phone.get_by_test_id("phone-menu").first.click()
    await phone.get_by_test_id("phone-link").click()
    await phone.get_by_test_id("link").fill("https://t.me/bangfu_bot?start=INVITE1")
    await phone.get_by_test_id("link-open").click()
    await expect(phone.get_by_role("log")).to_contain_text("/start")
    await expect(phone.get_by_test_id("sheet")).to_have_count(0)
    assert heard(world)["message"]["text"] == "/start INVITE1"


async def test_a_small_screen_shows_one_phone_and_counts_the_others_unread(page, world, wei, chen):
    await page.set_viewport_size({"width": 360, "height": 740})
    async with opened(page, world):
        await page.get_by_test_id(f"switch-{wei}").click()
        await expect(page.get_by_test_id(f"phone-{wei}")).to_be_visible()
        await expect(page.get_by_test_id(f"phone-{chen}")).to_have_count(0)
        world.open_link(chen)
        await world.call("sendMessage", {"chat_id": chen, "text": "有新需求"})
        chip = page.get_by_test_id(f"switch-{chen}")
        await expect(chip.locator(".badge")).to_have_text("1")
        await chip.click()
        await expect(page.get_by_test_id(f"phone-{chen}")).to_contain_text("有新需求")
        await expect(chip.locator(".badge")).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_tab_goes_from_the_messages_over_the_buttons_to_the_composer(
    desk, phone, world, wei
):
    markup = {"inline_keyboard": [[{"text": "甲", "callback_data": "a"}]]}
    await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": markup})
    await expect(phone.get_by_role("button", name="甲")).to_be_visible()
    await phone.get_by_role("log").focus()
    passed = []
    for _ in range(5):
        await desk.keyboard.press("Tab")
        passed.append(await desk.evaluate("document.activeElement.dataset.testid ?? ''"))
    stops = [stop for stop in passed if stop]
    assert [stop.partition("-")[0] for stop in stops[:3]] == ["inline", "attach", "composer"]
