"""Guided tours in a real browser: the engine before a small world, every tour on the real demo."""

import re

import pytest
from playwright.async_api import expect

from demo.tours import tours
from sandbox.companion import Companion
from tests.browser.conftest import KEYBOARD

BOTH = ("zh", "en")
SETTLED = re.compile("say|heard|late|end|failed")
NEWS = """seen => {
  const it = document.querySelector('[data-testid="tour"]');
  const now = [it.dataset.phase, it.querySelector('.tour-say').textContent];
  const stays = ['say', 'heard', 'late', 'end', 'failed'].includes(now[0]);
  return stays && String(now) !== String(seen) && now;
}"""
MOST_SIGNS_A_STEP = 60
A_MINUTE_OF_SIGNS = 260


def said(words):
    return {"zh": words, "en": words}


def small_tour(*steps):
    facts = {"title": said("小导览"), "about": said("试试"), "end": said("完了")}
    return {"id": "small", **facts, "needs_reset": False, "cast": ["韦秀英"],
            "prepare": [], "steps": [{"phone": "韦秀英", **step} for step in steps]}  # fmt: skip


VISIT = small_tour(
    {"say": said("点走访"), "at": {"key": "走访"}, "do": {"do": "key", "text": "走访"},
     "until": "走访已开始", "then": {"bubble": "走访已开始"}},
    {"say": said("看这里"), "at": {"bubble": "走访已开始"}},
    {"say": said("再按一下"), "at": {"button": "结束"}, "do": {"do": "press", "button": "结束"},
     "until": "走访已结束"},
)  # fmt: skip


@pytest.fixture
def world(world):
    """Offer the small tour."""
    world.companion = Companion()
    world.companion.tours = [VISIT]
    return world


@pytest.fixture
async def words(desk, world, wei):
    """Begin the tour, to be gone through by hand, with the bot's keyboard on her phone."""
    world.open_link(wei)
    await world.call("sendMessage", {"chat_id": wei, "text": "请选", "reply_markup": KEYBOARD})
    await desk.get_by_test_id("invite-start").click()
    words = desk.get_by_test_id("tour")
    await expect(words).to_contain_text("点走访")
    await desk.get_by_test_id("tour-pause").click()
    return words


async def lit(desk):
    """Say what stands in the light."""
    return await desk.evaluate("""() => {
        const box = document.querySelector('.tour-light').getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return document.elementFromPoint(x, y).closest('button, .bubble').textContent;
    }""")


async def test_the_visitor_taps_what_lights_up_and_the_tour_goes_on(desk, words, world, wei):
    await expect(words).to_contain_text("请您自己点")
    await desk.wait_for_timeout(600)  # the light glides to its place
    assert "走访" in await lit(desk)
    await desk.get_by_test_id("key-0-1").click()
    await world.call("sendMessage", {"chat_id": wei, "text": "走访已开始，请记录"})
    await expect(words).to_contain_text("看这里")
    await expect(words).to_have_attribute("data-step", "2")
    await desk.wait_for_timeout(600)
    assert "走访已开始" in await lit(desk)


async def test_what_does_not_work_is_said_plainly_and_can_be_left_out(desk, words, world, wei):
    await desk.get_by_test_id("tour-next").click()
    await expect(words).to_contain_text("等机器人回答")
    await world.call("sendMessage", {"chat_id": wei, "text": "走访已开始"})
    await expect(words).to_have_attribute("data-phase", "heard")
    await desk.get_by_test_id("tour-next").click()
    await desk.get_by_test_id("tour-next").click()
    await expect(words).to_have_attribute("data-step", "3")
    await desk.get_by_test_id("tour-next").click()
    await expect(words).to_contain_text("这一步没有做成")
    await desk.get_by_test_id("tour-skip").click()
    await expect(words).to_contain_text("完了")
    await words.press("Escape")
    await expect(words).to_have_count(0)


async def test_an_older_step_is_read_again_and_nothing_is_done_twice(desk, words, world, wei):
    await desk.get_by_test_id("tour-next").click()
    await world.call("sendMessage", {"chat_id": wei, "text": "走访已开始"})
    await expect(words).to_have_attribute("data-phase", "heard")
    await desk.get_by_test_id("tour-next").click()
    await desk.get_by_test_id("tour-previous").click()
    await expect(words).to_contain_text("点走访")
    await desk.get_by_test_id("tour-next").click()
    await expect(words).to_contain_text("看这里")
    said = [message.get("text") for message in world.history(wei)]
    assert said.count("走访") == 1


def test_tours_tell_a_minute_in_both_languages():
    for tour in tours():
        words = [tour["title"], tour["about"], tour["end"], *(it["say"] for it in tour["steps"])]
        assert all(each.keys() == set(BOTH) and all(each.values()) for each in words)
        signs = [len(step["say"]["zh"]) for step in tour["steps"]]
        assert max(signs) <= MOST_SIGNS_A_STEP
        assert sum(signs) <= A_MINUTE_OF_SIGNS
        assert {step["phone"] for step in tour["steps"]} <= set(tour["cast"])


async def watched(page):
    """Go through a tour by hand, as fast as the bot answers; give the words that were shown."""
    shown, phase, seen = [], "", None
    await expect(page.get_by_test_id("tour")).to_have_attribute(
        "data-phase", SETTLED, timeout=40_000
    )
    await page.get_by_test_id("tour-pause").click()  # or it goes on by itself meanwhile
    while phase not in {"late", "failed", "end"}:
        phase, text = seen = await settled(page, seen)
        shown.append(text)
        if phase in {"say", "heard"}:
            await page.get_by_test_id("tour-next").click()
    return shown


async def settled(page, seen):
    """Wait until a tour shows something else that stays; give its phase and its words."""
    looked = await page.wait_for_function(NEWS, arg=seen, timeout=40_000)
    return await looked.json_value()


async def begun(page, tour):
    """Start a tour, and let it clear the desk when there is something on it."""
    await page.get_by_test_id("tours-open").click()
    await page.get_by_test_id(f"tour-{tour['id']}").click()
    asked = page.get_by_test_id("answer-0")
    await expect(asked.or_(page.get_by_test_id("tour"))).to_be_visible()
    if await asked.count():
        await asked.click()


@pytest.mark.timeout(600)  # six tours of a minute each, played fast
async def test_every_tour_runs_to_its_end_on_the_real_demo(page, link):
    await page.goto(link)
    for tour in tours():
        await begun(page, tour)
        shown = await watched(page)
        assert shown[-1] == tour["end"]["zh"]
        assert set(shown) == {tour["end"]["zh"], *(step["say"]["zh"] for step in tour["steps"])}
        await page.get_by_test_id("tour-close").click()
