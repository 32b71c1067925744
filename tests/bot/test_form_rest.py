"""What stands already: no change in one tap, the rest in one tap, steps that follow answers."""

from dataclasses import replace
from typing import Any

import pytest

from bot.answers import Kind
from bot.form_screens import SUMMARY
from bot.forms import Filling, Form, Option, Step, Steps
from bot.replies import Reply, say
from domain.files import Kind as Sent
from domain.refusals import Refusal, Text
from storage import drafts, files
from tests.bot.form_kit import registered, wait
from tests.kit.actions import picture
from tests.kit.stage import opened
from tests.kit.walker import Part, Walker

handed_in: list[dict[str, Any]] = []


async def _crops(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=label) for key, label in (("rice", "水稻"), ("cane", "甘蔗"))]


async def _hand_in(filling: Filling) -> Reply:
    handed_in.append(dict(filling.draft.answers))
    return say("Thank you.")


def _at_most_nine(value, _filling: Filling):
    if int(value) > 9:
        raise Refusal("Up to {most}, please.", most=9)
    return value


def _how_much(crop: str, last: dict[str, str]) -> Step:
    step = Step(name=f"much.{crop}", kind=Kind.NUMBER, prompt=Text("几亩？"), check=_at_most_nine)
    return replace(step, prefill=lambda _filling: last[crop]) if crop in last else step


def _steps(filling: Filling) -> Steps:
    """After the crops, ask how much of each there is; as many as last time, if that is known."""
    chosen = filling.answer("crops") or []
    last = filling.given.get("last", {})
    return (
        Step(
            name="crops",
            kind=Kind.CHOOSE_MANY,
            prompt=Text("种什么？"),
            options=_crops,
            prefill=lambda _filling: filling.given.get("crops", ["rice"]),
        ),
        *[_how_much(it, last) for it in chosen],
        Step(name="words", kind=Kind.TEXT, prompt=Text("还有？"), prefill=lambda _filling: None),
        Step(name="photos", kind=Kind.PHOTOS, prompt=Text("照片？"), optional=True, most=3),
    )


FIELD = Form(
    name="field", title=Text("田地"), steps=_steps, submit=_hand_in, rest=Text("其余无变化")
)


@pytest.fixture
async def stage(sqlite_url, tmp_path):
    handed_in.clear()
    with registered(FIELD):
        async with opened(sqlite_url, tmp_path) as stage:
            yield stage


async def begun(stage, **given):
    async def prepare(_stage):
        return given

    walker = Walker(stage, FIELD, Part(prepare=prepare))
    await walker.begin()
    return walker


async def answers(walker):
    return (await walker.draft()).answers


async def test_what_stands_is_taken_in_one_tap(stage):
    walker = await begun(stage)
    await walker.press(*walker.offers("unchanged"))
    assert await answers(walker) == {"crops": ["rice"]}
    await walker.type("3")
    await walker.press(*walker.offers("unchanged"))
    assert await answers(walker) == {"crops": ["rice"], "much.rice": "3", "words": None}


async def test_choosing_begins_with_what_stands(stage):
    walker = await begun(stage)
    await walker.tap("toggle", "cane")
    assert await answers(walker) == {"crops": ["rice", "cane"]}
    assert not walker.offers("unchanged")
    await walker.tap("toggle", "rice")
    await walker.tap("toggle", "cane")
    assert (await answers(walker), len(walker.offers("unchanged"))) == ({"crops": []}, 1)


async def test_after_the_rest_only_what_must_be_answered_is_asked(stage):
    walker = await begun(stage)
    await walker.tap("toggle", "cane")
    await walker.press(*walker.offers("rest"))
    assert (await walker.draft()).step == "much.rice"
    assert not walker.offers("rest")
    await walker.tap("rest")
    assert (await walker.draft()).step == "much.rice"
    await walker.type("5")
    await walker.type("4")
    assert (await walker.draft()).step == SUMMARY
    await walker.tap("submit")
    assert handed_in == [
        {
            "crops": ["rice", "cane"],
            "much.rice": "5",
            "much.cane": "4",
            "words": None,
            "photos": None,
        }
    ]


async def test_the_rest_takes_in_what_its_own_answers_ask_for(stage):
    walker = await begun(stage, last={"rice": "2"})
    await walker.press(*walker.offers("rest"))
    assert (await walker.draft()).step == SUMMARY
    assert (await answers(walker))["much.rice"] == "2"


async def test_the_rest_stops_at_what_is_no_longer_allowed_and_says_why(stage):
    walker = await begun(stage, last={"rice": "20"})
    await walker.press(*walker.offers("rest"))
    assert (await walker.draft()).step == "much.rice"
    assert "(toast) Up to 9, please." in [line.words for line in stage.heard]


async def test_an_answer_changed_at_the_end_asks_what_follows_from_it(stage):
    walker = await begun(stage, last={"rice": "2"})
    await walker.press(*walker.offers("rest"))
    await walker.tap("edit", "0")
    await walker.tap("toggle", "cane")
    await walker.tap("done")
    assert (await walker.draft()).step == "much.cane"
    await walker.type("4")
    await walker.tap("edit", "2")
    await walker.type("6")
    await walker.tap("submit")
    assert handed_in[-1] == {
        "crops": ["rice", "cane"],
        "much.rice": "2",
        "much.cane": "6",
        "words": None,
        "photos": None,
    }


async def test_a_summary_with_something_left_to_ask_asks_it(stage):
    walker = await begun(stage, last={"rice": "2", "cane": "3"})
    await walker.press(*walker.offers("rest"))
    await walker.tap("edit", "0")
    await walker.tap("toggle", "cane")
    draft = await walker.draft()
    async with stage.app.database.write() as db:
        await drafts.keep(db, replace(draft, step=SUMMARY), stage.app.clock())
    await walker.tap("submit")
    assert (handed_in, (await walker.draft()).step) == ([], "much.cane")


async def test_photos_are_taken_at_any_question_and_the_question_stays(stage):
    walker = await begun(stage)
    stage.world.send_album(walker.user, [picture(1), picture(2)], "稻田")
    await stage.settle()
    draft = await walker.draft()
    assert (draft.step, len(draft.answers["photos"])) == ("crops", 2)
    (words,) = await wait(stage, 0.5)
    assert words.startswith("📷 照片收下了，共 2 张。随时可以接着发。 / 田地 · 第 1 步")
    await walker.press(*walker.offers("unchanged"))
    await walker.type("3")
    await walker.press(*walker.offers("unchanged"))
    assert (await walker.draft()).step == SUMMARY
    stage.world.send_photo(walker.user, picture(3))
    await stage.settle()
    assert ((await walker.draft()).step, len((await answers(walker))["photos"])) == (SUMMARY, 3)


async def test_words_where_photos_are_asked_for_lead_back_to_the_question(stage):
    walker = await begun(stage, last={"rice": "2"})
    await walker.press(*walker.offers("rest"))
    await walker.tap("edit", "3")
    await walker.type("没有照片")
    assert [line.words for line in stage.heard][-2] == "这与正在问的不符，没有收下。"
    assert walker.offers("skip")


async def test_what_was_cancelled_in_one_tap_comes_back_in_one(stage):
    walker = await begun(stage, last={"rice": "2"})
    await walker.press(*walker.offers("rest"))
    await walker.tap("cancel")
    assert await walker.draft() is None
    await walker.press(*walker.offers("again"))
    assert ((await walker.draft()).step, len(await answers(walker))) == (SUMMARY, 4)


async def test_photos_go_one_by_one_and_each_is_noted(stage):
    walker = await begun(stage, last={"rice": "2"})
    await walker.press(*walker.offers("rest"))
    await walker.tap("edit", "3")
    for number in range(3):
        stage.world.send_photo(walker.user, picture(number), caption=f"第{number}张")
    await stage.settle()
    kept = (await answers(walker))["photos"]
    assert [photo["caption"] for photo in kept] == ["第0张", "第1张", "第2张"]
    async with stage.app.database.read() as db:
        noted = await files.known(db, [photo["file"] for photo in kept])
    assert [it.kind for it in noted.values()] == [Sent.PHOTO] * 3
    stale = walker.offers("remove")[0]
    await walker.press(walker.offers("remove")[1])
    await walker.press(stale)
    left = (await answers(walker))["photos"]
    assert [photo["caption"] for photo in left] == ["第0张", "第2张"]
    await walker.tap("remove", "2")
    assert (await answers(walker))["photos"] == left


async def test_what_was_spoken_is_noted_too(stage):
    walker = await begun(stage, last={"rice": "2"})
    await walker.press(*walker.offers("unchanged"))
    await walker.press(*walker.offers("unchanged"))
    stage.world.send_voice(walker.user, b"OggS" + bytes(64), duration=7)
    await stage.settle()
    spoken = (await answers(walker))["words"]
    async with stage.app.database.read() as db:
        noted = await files.known(db, [spoken["file"]])
    assert [it.kind for it in noted.values()] == [Sent.VOICE]
