"""Words with photos beside them, options that open others, and messages that are edited."""

from typing import Any

import pytest

from bot.answers import Kind
from bot.forms import UP, Filling, Form, Option, Step
from bot.replies import Reply, say
from domain.refusals import Text
from tests.bot.form_kit import begin, draft_of, registered, send_album, wait
from tests.kit.stage import Stage

WHO = "韦秀英"
BOTH = "[🗑 1] [🗑 2] [✔ 好了]"
TREE = {"": ("水", "路"), "水": ("没水", "水脏")}


async def _tree(filling: Filling) -> list[Option]:
    opened = filling.opened("what")
    found = [Option(key=it, label=it, opens=it in TREE, stands_for=it) for it in TREE[opened]]
    return [*found, Option(key=UP, label="‹ 上一级", opens=True)] if opened else found


async def _nothing_but_for_roads(filling: Filling) -> list[Option]:
    return [Option(key="a", label="找到一个")] if filling.answer("what") == "路" else []


async def _hand_in(filling: Filling) -> Reply:
    answers: dict[str, Any] = dict(filling.draft.answers)
    photos = [it["caption"] for it in answers.pop("words.photos", [])]
    return say(f"{answers} {photos}")


WISH = Form(
    name="wish",
    title=Text("心愿"),
    steps=(
        Step(name="what", kind=Kind.CHOOSE, prompt=Text("哪方面？"), options=_tree),
        Step(name="words", kind=Kind.TEXT, prompt=Text("说一说。"), with_photos=True, most=2),
        Step(
            name="found",
            kind=Kind.CHOOSE,
            prompt=Text("是这个吗？"),
            options=_nothing_but_for_roads,
            only_if_offered=True,
        ),
    ),
    submit=_hand_in,
    has_summary=False,
)


@pytest.fixture(autouse=True)
def wish():
    with registered(WISH) as form:
        yield form


async def test_an_option_opens_others_of_the_same_question(stage: Stage) -> None:
    await begin(stage, WHO, WISH)
    await stage.play("""
        韦秀英: presses [水]
        Bot edits for 韦秀英: 心愿 · 第 1 步，共 3 步 / 哪方面？ [没水] [水脏] [‹ 上一级] [✖ 取消]
        韦秀英: presses [‹ 上一级]
        Bot edits for 韦秀英: 心愿 · 第 1 步，共 3 步 / 哪方面？ [水] [路] [✖ 取消]
        韦秀英: presses [水]
        Bot edits for 韦秀英: 心愿 · 第 1 步，共 3 步 / 哪方面？ [没水] [水脏] [‹ 上一级] [✖ 取消]
        韦秀英: ‹ 上一级
        Bot to 韦秀英: 心愿 · 第 1 步，共 3 步 / 哪方面？ [水] [路] [✖ 取消]
        韦秀英: presses [水]
        Bot edits for 韦秀英: 心愿 · 第 1 步，共 3 步 / 哪方面？ [没水] [水脏] [‹ 上一级] [✖ 取消]
        韦秀英: presses [水脏]
        Bot edits for 韦秀英: 心愿 · 第 2 步，共 3 步 / 说一说。 [‹ 上一步] [✖ 取消]
        韦秀英: 发黄
        Bot to 韦秀英: {'what': '水脏', 'words': '发黄', 'found': None} []
        """)


async def test_what_is_typed_is_an_answer_although_it_opens_others(stage: Stage) -> None:
    await begin(stage, WHO, WISH)
    await stage.play("""
        韦秀英: 水
        Bot to 韦秀英: 心愿 · 第 2 步，共 3 步 / 说一说。 [‹ 上一步] [✖ 取消]
        """)


async def test_a_question_is_asked_only_if_something_is_offered(stage: Stage) -> None:
    await begin(stage, WHO, WISH)
    await stage.play("""
        韦秀英: presses [路]
        Bot edits for 韦秀英: 心愿 · 第 2 步，共 3 步 / 说一说。 [‹ 上一步] [✖ 取消]
        韦秀英: 不平
        Bot to 韦秀英: 心愿 · 第 3 步，共 3 步 / 是这个吗？ [找到一个] [‹ 上一步] [✖ 取消]
        韦秀英: presses [找到一个]
        Bot edits for 韦秀英: {'what': '路', 'words': '不平', 'found': 'a'} []
        """)


async def test_photos_come_at_any_time_and_may_stand_for_the_words(stage: Stage) -> None:
    await begin(stage, WHO, WISH)
    await stage.play("""
        韦秀英: sends photo
        Bot to 韦秀英: 📷 照片收下了，共 1 张。随时可以接着发。 / 心愿 · 第 1 步，共 3 步 / 哪方面？ [水] [路] [✖ 取消]
        韦秀英: 水
        Bot to 韦秀英: 心愿 · 第 2 步，共 3 步 / 说一说。 / 目前：1 张照片 [🗑 1] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: {'what': '水', 'words': None, 'found': None} ['']
        """)  # noqa: E501


async def test_photos_and_words_together(stage: Stage) -> None:
    await begin(stage, WHO, WISH)
    await stage.play("""
        韦秀英: 水
        Bot to 韦秀英: 心愿 · 第 2 步，共 3 步 / 说一说。 [‹ 上一步] [✖ 取消]
        """)
    send_album(stage, WHO, 3)
    await stage.settle()
    assert await wait(stage, 0.5) == [
        f"心愿 · 第 2 步，共 3 步 / 说一说。 / 目前：2 张照片 {BOTH} [‹ 上一步] [✖ 取消]",
        "最多 2 张照片，这一张没有加上。",
    ]
    await stage.play("""
        韦秀英: presses [🗑 1]
        Bot edits for 韦秀英: 心愿 · 第 2 步，共 3 步 / 说一说。 / 目前：1 张照片 [🗑 1] [✔ 好了] [‹ 上一步] [✖ 取消]
        韦秀英: 水管裂了
        Bot to 韦秀英: {'what': '水', 'words': '水管裂了', 'found': None} ['']
        """)  # noqa: E501


async def test_a_draft_knows_which_message_said_an_answer(stage: Stage) -> None:
    await begin(stage, WHO, WISH)
    stage.world.send_text(stage.users[WHO], "水")
    await stage.settle()
    draft = await draft_of(stage, WHO)
    mine = [it for it in stage.world.history(stage.users[WHO]) if not it["from"]["is_bot"]]
    assert draft.heard == {str(mine[-1]["message_id"]): "what"}
