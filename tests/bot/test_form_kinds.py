"""What each kind of question takes, on a form that has them all."""

import pytest

from bot.form_screens import SUMMARY
from sandbox.world import Upload
from tests.bot.parts import PARTS
from tests.kit import sample_form
from tests.kit.actions import picture
from tests.kit.sample_form import SAMPLE
from tests.kit.stage import opened
from tests.kit.walker import Walker


@pytest.fixture
async def walker(sqlite_url, tmp_path):
    async with opened(sqlite_url, tmp_path) as stage:
        walker = Walker(stage, SAMPLE, PARTS["sample"])
        await walker.begin()
        yield walker


@pytest.fixture
def at(walker):
    """Walk to a question."""

    async def at(name):
        while (step := await walker.step()) and step.name != name:
            await walker.answer(step)
        return walker

    return at


async def answers(walker):
    return (await walker.draft()).answers


async def test_one_of_twenty_is_chosen_by_tapping_or_typing(at):
    walker = await at("place")
    assert len(walker.offers("option")) == 8
    await walker.type("地点17")
    assert await answers(walker) == {"place": "p17"}


async def test_as_many_are_chosen_as_the_question_allows(at):
    walker = await at("crops")
    for crop in ("rice", "fish", "duck", "rice"):
        await walker.tap("toggle", crop)
    assert (await answers(walker))["crops"] == ["fish", "duck"]
    for crop in ("rice", "cane"):
        await walker.tap("toggle", crop)
    assert (await answers(walker))["crops"] == ["fish", "duck", "rice"]
    assert (await walker.step()).name == "crops"
    await walker.tap("done")
    assert (await walker.step()).name == "words"


async def test_a_question_that_depends_on_an_answer_is_asked_or_not(at):
    walker = await at("crops")
    await walker.tap("toggle", "cane")
    await walker.tap("done")
    assert (await walker.step()).name == "cane"


async def test_an_answer_no_longer_asked_for_counts_for_nothing_and_is_not_lost(at):
    walker = await at("crops")
    await walker.tap("toggle", "cane")
    await walker.to_the_end()
    assert (await walker.draft()).step == SUMMARY
    await walker.tap("edit", "1")
    await walker.tap("toggle", "cane")
    await walker.tap("toggle", "rice")
    await walker.tap("done")
    assert (await answers(walker))["cane"] == "42"
    await walker.tap("submit")
    assert "cane" not in sample_form.handed_in[-1]
    assert sample_form.handed_in[-1]["crops"] == ["rice"]


async def test_words_may_be_typed_spoken_or_tapped(at):
    walker = await at("words")
    await walker.tap("option", "same")
    assert (await answers(walker))["words"] == "No change, it is all as it was"
    await walker.tap("back")
    walker.stage.world.send_voice(walker.user, b"OggS" + bytes(64), duration=7)
    await walker.stage.settle()
    assert (await answers(walker))["words"]["seconds"] == 7
    await walker.tap("back")
    await walker.type("  大明腿好多了  ")
    assert (await answers(walker))["words"] == "大明腿好多了"


@pytest.mark.parametrize(
    ("typed", "kept"), [("1,2", "12"), ("１２．５", "12.5"), ("-0", "0"), ("1e1", "10")]
)
async def test_numbers_are_read_as_people_write_them(at, typed, kept):
    walker = await at("heads")
    await walker.type(typed)
    assert (await answers(walker))["heads"] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("昨天", "2026-03-01"), ("3月8日", "2026-03-08"), ("2025.12.31", "2025-12-31")],
)
async def test_days_are_read_as_people_write_them(at, typed, kept):
    walker = await at("day")
    await walker.type(typed)
    assert (await answers(walker))["day"] == kept


async def test_a_suggested_day_can_be_tapped(at):
    walker = await at("day")
    await walker.press(walker.offers("option")[0])
    assert (await answers(walker))["day"] == "2026-03-02"


async def test_a_location_is_the_answer_and_no_checkin(at):
    walker = await at("point")
    await walker.answer(await walker.step())
    point = {"latitude": 21.48, "longitude": 109.18, "accuracy_m": 9.0}
    assert (await answers(walker))["point"] == point


async def test_the_same_photo_sent_twice_is_one(at):
    walker = await at("photos")
    number = walker.stage.world.send_photo(walker.user, picture(3))["message_id"]
    walker.stage.world.forward(walker.user, number, walker.user, walker.user)
    await walker.stage.settle()
    assert len((await answers(walker))["photos"]) == 1


async def test_somebody_elses_contact_is_an_answer_here(at):
    walker = await at("contact")
    await walker.answer(await walker.step())
    assert (await answers(walker))["contact"]["name"] == "村医"


async def test_a_summary_of_long_answers_fits_a_message(at):
    walker = await at("words")
    await walker.type("😀" * 2000)
    await walker.to_the_end()
    assert (await walker.draft()).step == SUMMARY
    assert walker.offers("submit")


async def test_words_or_one_file_with_words_under_it(at):
    walker = await at("paper")
    sheet = Upload(name="通知.xlsx", content=b"PK")
    walker.stage.world.send_document(walker.user, sheet, caption="请看附件")
    await walker.stage.settle()
    kept = (await answers(walker))["paper"]
    assert (kept["sent"], kept["name"], kept["caption"]) == ("document", "通知.xlsx", "请看附件")
    assert kept["file"]
    await walker.tap("back")
    await walker.type("没有附件")
    assert (await answers(walker))["paper"] == "没有附件"
