"""Keyboards of every kind, and the command menu that narrows while one types."""

from playwright.async_api import expect

from tests.browser.conftest import heard

COMMANDS = [
    {"command": "checkin", "description": "到户签到"},
    {"command": "cases", "description": "需求"},
    {"command": "help", "description": "能做什么"},
]


async def put_up(world, wei, keyboard, **options):
    markup = {"keyboard": keyboard, "resize_keyboard": True, **options}
    await world.call("sendMessage", {"chat_id": wei, "text": "请选", "reply_markup": markup})


async def test_a_keyboard_that_stays_cannot_be_hidden_another_can(phone, world, wei):
    toggle, keys = phone.get_by_test_id("keyboard-toggle"), phone.get_by_test_id("reply-keyboard")
    await put_up(world, wei, [[{"text": "走访"}]], input_field_placeholder="选一项")
    await expect(phone.get_by_test_id("composer")).to_have_attribute("placeholder", "选一项")
    await toggle.click()
    await expect(keys).to_have_count(0)
    await put_up(world, wei, [[{"text": "签到"}]], is_persistent=True)
    await expect(keys).to_contain_text("签到")
    await expect(toggle).to_have_count(0)
    await put_up(world, wei, [[{"text": "一次"}]], one_time_keyboard=True)
    await phone.get_by_role("button", name="一次").click()
    await expect(keys).to_have_count(0)
    await toggle.click()
    await expect(keys).to_contain_text("一次")


async def test_a_key_asks_for_people_and_another_for_a_group(phone, world, wei, chen):
    group = world.add_group("通知群", [wei, chen])["id"]
    people = {"request_id": 1, "max_quantity": 2}
    chat = {"request_id": 2, "chat_is_channel": False}
    await put_up(
        world,
        wei,
        [[{"text": "选人", "request_users": people}], [{"text": "选群", "request_chat": chat}]],
    )
    await phone.get_by_role("button", name="选人").click()
    await phone.get_by_test_id(f"choose-{chen}").click()
    await phone.get_by_test_id("choose-done").click()
    await expect(phone.get_by_text("已选择：陈建国")).to_be_visible()
    assert heard(world)["message"]["users_shared"]["users"][0]["user_id"] == chen
    await phone.get_by_role("button", name="选群").click()
    await phone.get_by_test_id(f"choose-{group}").click()
    await expect(phone.get_by_text("已选择群组：通知群")).to_be_visible()
    assert heard(world)["message"]["chat_shared"]["chat_id"] == group


async def test_commands_narrow_while_one_types_and_are_chosen_with_the_arrows(phone, world, wei):
    await world.call("setMyCommands", {"commands": COMMANDS})
    field, menu = phone.get_by_test_id("composer"), phone.get_by_test_id("suggestions")
    await expect(phone.get_by_test_id("menu")).to_be_visible()
    await field.press_sequentially("/")
    await expect(menu.get_by_role("option")).to_have_count(3)
    await field.press_sequentially("c")
    await expect(menu.get_by_role("option")).to_have_count(2)
    await field.press("ArrowDown")
    await expect(menu.get_by_role("option", selected=True)).to_contain_text("/cases")
    await field.press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("/cases")
    assert heard(world)["message"]["text"] == "/cases"
    await expect(menu).to_have_count(0)
    await field.fill("/he")
    await phone.get_by_test_id("suggest-help").click()
    await expect(phone.get_by_role("log")).to_contain_text("/help")


async def test_a_link_on_a_button_asks_and_a_word_to_copy_is_copied(phone, desk, world, wei):
    await desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link, copied = (
        {"text": "网页", "url": "https://example.org/"},
        {"text": "复制", "copy_text": {"text": "12"}},
    )
    markup = {"inline_keyboard": [[link, copied]]}
    await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": markup})
    await phone.get_by_role("button", name="复制").click()
    await expect(phone.get_by_test_id("toast")).to_have_text("已复制")
    assert await desk.evaluate("navigator.clipboard.readText()") == "12"
    await phone.get_by_role("button", name="网页").click()
    await expect(phone.get_by_test_id("url-open")).to_have_attribute("rel", "noopener noreferrer")
