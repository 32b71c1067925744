"""What is done with single messages: answered, corrected, forwarded, taken back, reacted to."""

import pytest
from playwright.async_api import expect

from sandbox.world import Upload
from tests.browser.conftest import heard, picture


@pytest.fixture
async def menu(phone):
    async def open_menu(text):
        await phone.get_by_role("log").get_by_text(text, exact=True).click(button="right")
        return phone.get_by_test_id("sheet")

    return open_menu


@pytest.fixture
async def said(phone, world, wei):
    world.send_text(wei, "三个人在家")
    await expect(phone.get_by_role("log")).to_contain_text("三个人在家")


async def test_ones_own_message_is_deleted_after_a_question(phone, menu, said, world, wei):
    await menu("三个人在家")
    await phone.get_by_test_id("do-delete").click()
    await expect(phone.get_by_test_id("sheet")).to_contain_text("删除这条消息")
    await phone.get_by_test_id("delete-sure").click()
    await expect(phone.get_by_role("log")).not_to_contain_text("三个人在家")
    assert all(message.get("text") != "三个人在家" for message in world.history(wei))


async def test_a_message_is_forwarded_to_a_chosen_chat(phone, menu, said, world, wei, chen):
    group = world.add_group("通知群", [wei, chen], bot_is_admin=True)["id"]
    await menu("三个人在家")
    await phone.get_by_test_id("do-forward").click()
    await phone.get_by_test_id(f"forward-{group}").click()
    await expect(phone.locator(".forwarded")).to_contain_text("韦秀英")
    message = heard(world)["message"]
    assert (message["chat"]["id"], message["text"]) == (group, "三个人在家")


async def test_the_words_under_ones_own_picture_are_corrected(phone, world, wei, menu):
    world.send_photo(wei, picture()["buffer"], "旧屋顶")
    await menu("旧屋顶")
    await phone.get_by_test_id("do-edit").click()
    await expect(phone.get_by_test_id("composer")).to_have_value("旧屋顶")
    await phone.get_by_test_id("composer").fill("新屋顶")
    await phone.get_by_test_id("composer").press("Enter")
    await expect(phone.get_by_role("log")).to_contain_text("新屋顶")
    assert heard(world)["edited_message"]["caption"] == "新屋顶"


async def test_a_face_is_put_under_a_message_and_taken_back(phone, world, wei, menu):
    sent = await world.call("sendMessage", {"chat_id": wei, "text": "请核对"})
    await menu("请核对")
    await phone.get_by_test_id("react-👍").click()
    bubble = phone.get_by_test_id(f"msg-{sent['message_id']}")
    await expect(bubble.locator(".reactions")).to_have_text("👍")
    assert world.chats.by_id[wei].marks[sent["message_id"]].reactions[wei][0]["emoji"] == "👍"
    await menu("请核对")
    await phone.get_by_test_id("react-👍").click()
    await expect(bubble.locator(".reactions")).to_have_count(0)


async def test_a_protected_message_offers_neither_copy_nor_forwarding(phone, world, wei, menu):
    secret = {"chat_id": wei, "text": "138 0000 0001", "protect_content": True}
    await world.call("sendMessage", secret | {"disable_notification": True})
    sheet = await menu("138 0000 0001")
    await expect(sheet.get_by_test_id("do-reply")).to_be_visible()
    for absent in ("do-copy", "do-forward", "do-edit", "do-delete"):
        await expect(sheet.get_by_test_id(absent)).to_have_count(0)
    marks = phone.locator(".marks").last
    await expect(marks.get_by_role("img", name="禁止转发和保存")).to_be_visible()
    await expect(marks.get_by_role("img", name="静音发送")).to_be_visible()


async def test_two_ticks_come_when_the_bot_has_taken_the_message(phone, said, world):
    ticks = phone.locator(".marks").last.get_by_role("img")
    await expect(ticks).to_have_attribute("aria-label", "已发送")
    offset = world.updates.pending()[-1]["update_id"] + 1
    await world.call("getUpdates", {"offset": offset, "timeout": 0})
    await expect(ticks).to_have_attribute("aria-label", "已读")


async def test_a_document_goes_up_with_its_name_and_caption(phone, world):
    await phone.get_by_test_id("attach").click()
    file = {"name": "清单.csv", "mimeType": "text/csv", "buffer": b"a,b"}
    await phone.get_by_test_id("file-document").set_input_files([file])
    await phone.get_by_test_id("caption").fill("三月")
    await phone.get_by_test_id("send-files").click()
    await expect(phone.locator(".document")).to_contain_text("清单.csv")
    message = heard(world)["message"]
    assert (message["document"]["file_name"], message["caption"]) == ("清单.csv", "三月")


async def test_what_the_bot_is_doing_shows_until_it_speaks(phone, world, wei):
    await world.call("sendChatAction", {"chat_id": wei, "action": "upload_document"})
    await expect(phone.get_by_test_id("typing")).to_have_text("正在发送文件…")
    await world.call("sendMessage", {"chat_id": wei, "text": "好了"})
    await expect(phone.get_by_test_id("typing")).to_have_count(0)


async def test_a_lone_face_is_large_and_a_block_leaves_no_hole(phone, world, wei):
    await world.call("sendMessage", {"chat_id": wei, "text": "👍"})
    await expect(phone.locator(".text.huge")).to_have_text("👍")
    quote = {"chat_id": wei, "parse_mode": "HTML", "text": "<blockquote>饮水</blockquote>\n后"}
    sent = await world.call("sendMessage", quote)
    words = phone.get_by_test_id(f"msg-{sent['message_id']}").locator(".text")
    assert await words.inner_text() == "饮水\n后"


async def test_a_document_is_taken_down_under_its_own_name(phone, desk, world, wei):
    world.send_document(wei, Upload(name="三月走访表.csv", content="户编号".encode()))
    async with desk.expect_download() as waiting:
        await phone.locator(".document").click()
    download = await waiting.value
    assert download.suggested_filename == "三月走访表.csv"


async def test_a_long_quote_is_opened_and_closed(phone, world, wei):
    long = "\n".join(f"第 {number} 行" for number in range(9))
    text = f"<blockquote expandable>{long}</blockquote>完"
    await world.call("sendMessage", {"chat_id": wei, "text": text, "parse_mode": "HTML"})
    quote = phone.locator("blockquote")
    before = (await quote.bounding_box())["height"]
    await quote.get_by_role("button", name="展开").click()
    await expect(quote.get_by_role("button", name="收起")).to_be_visible()
    assert (await quote.bounding_box())["height"] > before + 80
