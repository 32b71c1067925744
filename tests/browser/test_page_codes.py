"""QR codes and links that open the bot on a phone."""

import io

import pytest
import segno
from playwright.async_api import expect

from tests.browser.conftest import heard, picture

LINK = "https://t.me/bangfu_bot?start=INVITE7"
CAMERA = """async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const brush = canvas.getContext('2d');
    setInterval(() => {
        brush.fillStyle = '#c8c8c8';
        brush.fillRect(0, 0, 640, 480);
        brush.drawImage(image, 190, 110, 260, 260);
    }, 60);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(15);
}"""
NO_CAMERA = """() => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError'); };
}"""  # noqa: E501


def code(words):
    file = io.BytesIO()
    segno.make(words, error="m").save(file, kind="png", scale=6)
    return file.getvalue()


def data_url(words):
    return segno.make(words, error="m").png_data_uri(scale=6)


@pytest.fixture
async def opener(phone):
    await phone.get_by_test_id("phone-menu").first.click()
    await phone.get_by_test_id("phone-link").click()
    return phone.get_by_test_id("sheet")


async def is_opened(phone, world):
    await expect(phone.get_by_test_id("sheet")).to_have_count(0)
    await expect(phone.locator(".line").last).to_contain_text("/start")
    return heard(world)["message"]["text"] == "/start INVITE7"


async def test_a_picked_picture_of_a_code_opens_the_bot(phone, opener, world):
    chosen = {"name": "code.png", "mimeType": "image/png", "buffer": code(LINK)}
    await opener.get_by_test_id("file-code").set_input_files([chosen])
    assert await is_opened(phone, world)


async def test_a_code_held_before_the_camera_opens_the_bot(phone, desk, opener, world):
    await desk.evaluate(CAMERA, data_url(LINK))
    await opener.get_by_test_id("link-camera").click()
    assert await is_opened(phone, world)


async def test_without_a_camera_or_a_code_the_phone_says_so(phone, desk, opener):
    await desk.evaluate(NO_CAMERA)
    await opener.get_by_test_id("link-camera").click()
    await expect(phone.get_by_test_id("toast")).to_contain_text("没有可用的摄像头")
    await opener.get_by_test_id("file-code").set_input_files([picture()])
    await expect(phone.get_by_test_id("toast")).to_contain_text("图中没有找到二维码")
    await expect(opener).to_be_visible()


async def test_a_code_that_leads_elsewhere_asks_first(phone, opener):
    elsewhere = code("https://example.org/a")
    chosen = {"name": "code.png", "mimeType": "image/png", "buffer": elsewhere}
    await opener.get_by_test_id("file-code").set_input_files([chosen])
    await expect(phone.get_by_test_id("sheet")).to_contain_text("https://example.org/a")
    await expect(phone.get_by_test_id("url-open")).to_be_visible()


async def test_a_code_in_the_chat_is_read_from_the_messages_menu(phone, world, wei):
    world.send_photo(wei, code(LINK), "我的邀请")
    await phone.get_by_text("我的邀请").click(button="right")
    await phone.get_by_test_id("do-scan").click()
    assert await is_opened(phone, world)
