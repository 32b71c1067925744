"""The whole check-in as a visitor of the demo does it: two phones in a real browser."""

import re

from playwright.async_api import expect

HELPER, OFFICER = "韦秀英", "莫小兰"


async def registered(page, name):
    """Find somebody's phone and let its owner be recognised."""
    phone = page.get_by_role("region", name=re.compile(name))
    await phone.get_by_test_id("start").click()
    await phone.get_by_role("button", name="发送我的号码").click()
    await page.get_by_test_id("share-contact").first.click()
    await expect(phone).to_contain_text(f"{name}，您好！")
    return phone


async def here(page, phone, preset):
    """Tap the one key and say where the phone is."""
    await phone.get_by_test_id("key-0-0").click()
    await page.get_by_role("button", name=re.compile(preset)).first.click()


async def test_a_helper_checks_in_and_her_officer_sees_it(page, link, tmp_path):
    await page.set_viewport_size({"width": 1500, "height": 950})
    await page.goto(link)
    wei, mo = await registered(page, HELPER), await registered(page, OFFICER)

    await here(page, wei, "在陆阿妹家")
    await expect(wei).to_contain_text("✅ 已签到：陆阿妹")

    await here(page, wei, "离户800米")
    await expect(wei).to_contain_text("您在黄大明北边 800 米")
    await wei.get_by_role("button", name="户主在地里").click()
    await expect(wei).to_contain_text("村信息员会看您的原因")

    await expect(mo).to_contain_text("待看的签到")
    await mo.get_by_role("button", name="认可").click()
    await expect(mo).to_contain_text(f"☑️ {OFFICER} 已认可")
    await expect(wei).to_contain_text(f"☑️ {OFFICER} 认可了您在 黄大明 的签到")

    await wei.get_by_role("button", name="我的签到").last.click()
    await expect(wei.locator("img").last).to_be_visible()
    picture = await page.screenshot(path=tmp_path / "checkin.png")
    assert len(picture) > 50_000
