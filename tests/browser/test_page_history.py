"""Chats of any length on the page: a bounded window of rows, search, pins, jumps."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import heard

LONG = 1200
FOUND = sum("77" in str(number) for number in range(1, LONG + 1))
MOST_ROWS = 130


@pytest.fixture
async def long(world, wei):
    """A long chat, there before the page is opened."""
    world.open_link(wei)
    for number in range(1, LONG + 1):
        await world.call("sendMessage", {"chat_id": wei, "text": f"第 {number} 条"})


@pytest.fixture
async def phone(long, desk, wei):
    frame = desk.get_by_test_id(f"phone-{wei}")
    await expect(frame.get_by_text(f"第 {LONG} 条", exact=True)).to_be_visible()
    return frame


SCROLL = """async (list, [by, times]) => {
    let most = 0;
    let jumps = 0;
    for (let turn = 0; turn < times; turn++) {
        const top = list.getBoundingClientRect().top;
        const row = [...list.querySelectorAll('[data-message]')]
            .find((each) => each.getBoundingClientRect().bottom > top + 40);
        const [id, before] = [row.dataset.message, row.getBoundingClientRect().top];
        const from = list.scrollTop;
        list.scrollTop += by;
        const moved = list.scrollTop - from;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        await new Promise((done) => setTimeout(done, 15));
        const after = list.querySelector(`[data-message="${id}"]`);
        if (after && Math.abs(after.getBoundingClientRect().top - before + moved) > 3) jumps++;
        most = Math.max(most, list.querySelectorAll('.line').length);
    }
    return { most, jumps };
}"""


def numbers(texts):
    return [int(text.split()[1]) for text in texts]


async def rows(phone):
    return numbers(await phone.locator(".line .text").all_inner_texts())


async def test_scrolling_far_back_and_forth_draws_a_bounded_window_without_jumps(phone):
    log = phone.get_by_role("log")
    back = await log.evaluate(SCROLL, [-450, 80])
    assert back["jumps"] == 0
    assert back["most"] <= MOST_ROWS
    far = await rows(phone)
    assert far == list(range(far[0], far[-1] + 1))
    assert far[-1] < LONG - 300
    forth = await log.evaluate(SCROLL, [450, 40])
    assert forth["jumps"] == 0
    assert forth["most"] <= MOST_ROWS
    assert (await rows(phone))[0] > far[0]
    await phone.get_by_role("button", name="到最新消息").click()
    await expect(phone.get_by_text(f"第 {LONG} 条", exact=True)).to_be_visible()
    assert len(await rows(phone)) <= MOST_ROWS


async def test_what_comes_while_one_reads_the_past_is_counted_and_moves_nothing(phone, world, wei):
    log = phone.get_by_role("log")
    await log.evaluate(SCROLL, [-450, 20])
    top = "list => [...list.querySelectorAll('[data-message]')].find((row) => row.getBoundingClientRect().bottom > list.getBoundingClientRect().top + 40).dataset.message"  # noqa: E501
    before = await log.evaluate(top)
    for number in range(3):
        await world.call("sendMessage", {"chat_id": wei, "text": f"新 {number}"})
    await expect(phone.locator(".to-end .badge")).to_have_text("3")
    assert await log.evaluate(top) == before
    await phone.locator(".to-end").click()
    await expect(phone.get_by_text("新 2", exact=True)).to_be_visible()
    await expect(phone.locator(".to-end")).to_have_count(0)


async def test_words_are_searched_listed_and_stepped_through_far_from_what_is_loaded(phone):
    await phone.get_by_test_id("search").click()
    await phone.get_by_test_id("search-field").fill("第 77")
    hits = phone.get_by_test_id("hits").get_by_role("button")
    await expect(hits).to_have_count(FOUND)
    await expect(hits.last).to_contain_text("第 77 条")
    await hits.last.click()
    await expect(phone.locator(".line.found")).to_contain_text("第 77 条")
    await expect(phone.get_by_text("第 77 条", exact=True)).to_be_in_viewport()
    await expect(phone.locator(".hit-count")).to_have_text(f"{FOUND} / {FOUND}")
    await phone.get_by_test_id("hit-newer").click()
    await expect(phone.locator(".line.found")).to_contain_text("第 177 条")
    await expect(phone.get_by_text("第 177 条", exact=True)).to_be_in_viewport()
    await phone.get_by_test_id("search-field").press("Escape")
    await expect(phone.get_by_test_id("search")).to_be_visible()
    await phone.get_by_role("button", name="到最新消息").click()
    await expect(phone.get_by_text(f"第 {LONG} 条", exact=True)).to_be_visible()


async def test_a_pin_and_a_quote_lead_to_their_messages(phone, world, wei):
    first = world.history(wei)[10]
    pin = {"chat_id": wei, "message_id": first["message_id"]}
    await world.call("pinChatMessage", pin)
    bar = phone.get_by_test_id("pin-bar")
    await expect(bar).to_contain_text(first["text"])
    await bar.click()
    await expect(phone.get_by_test_id(f"msg-{first['message_id']}")).to_be_in_viewport()
    answered = world.history(wei)[900]
    answer = {"chat_id": wei, "text": "看这条"}
    answer["reply_parameters"] = {"message_id": answered["message_id"]}
    await world.call("sendMessage", answer)
    await phone.get_by_role("button", name="到最新消息").click()
    await phone.get_by_test_id("quote").click()
    await expect(phone.get_by_test_id(f"msg-{answered['message_id']}")).to_be_in_viewport()
    await phone.get_by_test_id("composer").fill("好")
    await phone.get_by_test_id("composer").press("Enter")
    await expect(phone.get_by_text("好", exact=True)).to_be_visible()
    assert heard(world)["message"]["text"] == "好"
    await world.call("unpinAllChatMessages", {"chat_id": wei})
    await expect(bar).to_have_count(0)
