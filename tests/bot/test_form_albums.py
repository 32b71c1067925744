"""Albums come as many messages at once: every photo is kept, one answer serves them all."""

import asyncio
from pathlib import Path

import pytest

from bot.app import assembled
from bot.settings import Settings
from tests.bot.form_kit import MOST_PHOTOS, SURVEY, begin, draft_of, registered, send_album, wait
from tests.kit import actions
from tests.kit.stage import Stage, opened
from tests.kit.wire import Wire

WHO = "韦秀英"
TEN = " ".join(f"[🗑 {number}]" for number in range(1, 11))
ALL_TEN = f"调查 · 第 1 步，共 4 步 / 照片？ / 目前：10 张照片 {TEN} [✔ 好了] [✖ 取消]"


@pytest.fixture(autouse=True)
def survey():
    with registered(SURVEY) as form:
        yield form


async def photos(stage: Stage) -> list[dict[str, str]]:
    draft = await draft_of(stage, WHO)
    kept: list[dict[str, str]] = draft.answers.get("photos", [])
    return kept


async def test_an_album_of_ten_is_kept_at_once_and_acknowledged_once(stage: Stage) -> None:
    await begin(stage, WHO, SURVEY)
    send_album(stage, WHO, MOST_PHOTOS)
    assert await wait(stage, 0) == []
    assert len({photo["unique_id"] for photo in await photos(stage)}) == MOST_PHOTOS
    assert await wait(stage, 0.4) == []
    assert await wait(stage, 0.1) == [ALL_TEN]
    assert await wait(stage, 60) == []
    await stage.play("""
        韦秀英: presses [✔ 好了]
        Bot edits for 韦秀英: 调查 · 第 2 步，共 4 步 / 哪个村？ [第1村] [第2村] [第3村] [第4村] [第5村] [第6村] [第7村] [第8村] [更多 ›] [‹ 上一步] [✖ 取消]
        """)  # noqa: E501


async def test_two_albums_are_acknowledged_once_each(stage: Stage) -> None:
    await begin(stage, WHO, SURVEY)
    send_album(stage, WHO, 3)
    send_album(stage, WHO, 4)
    await stage.settle()
    said = await wait(stage, 0.5)
    assert ["3 张照片" in said[0], "7 张照片" in said[1], len(said)] == [True, True, 2]


async def test_of_too_many_photos_the_first_ten_are_kept(stage: Stage) -> None:
    await begin(stage, WHO, SURVEY)
    send_album(stage, WHO, 9)
    send_album(stage, WHO, 9)
    await stage.settle()
    assert len(await photos(stage)) == MOST_PHOTOS
    said = await wait(stage, 0.5)
    assert said[1:] == [ALL_TEN, "最多 10 张照片，这一张没有加上。"]
    assert "9 张照片" in said[0]
    await stage.play("""
        韦秀英: sends photo
        Bot to 韦秀英: 最多 10 张照片，这一张没有加上。
        """)


async def test_photos_that_come_later_are_added_and_acknowledged_once(stage: Stage) -> None:
    await begin(stage, WHO, SURVEY)
    await stage.play("""
        韦秀英: sends photo
        Bot to 韦秀英: 调查 · 第 1 步，共 4 步 / 照片？ / 目前：1 张照片 [🗑 1] [✔ 好了] [✖ 取消]
        """)
    actions.do(stage, WHO, "presses [✔ 好了]")
    send_album(stage, WHO, 5)
    await stage.settle()
    assert len(await wait(stage, 0.5)) == 1
    assert (await draft_of(stage, WHO)).step == "village"
    assert len(await photos(stage)) == 6


async def test_an_album_out_of_the_blue_is_answered_once(stage: Stage) -> None:
    send_album(stage, WHO, 5)
    await stage.settle()
    assert await wait(stage, 0.5) == [
        "这句话我没看懂。请点下方的按键，或点「❓ 帮助」看看能做什么。"
    ]


async def test_another_album_on_its_way_leaves_the_buttons_good(stage: Stage) -> None:
    await begin(stage, WHO, SURVEY)
    for _ in range(2):
        send_album(stage, WHO, 2)
        await stage.settle()
        await wait(stage, 0.5)
    send_album(stage, WHO, 2)
    actions.do(stage, WHO, "presses [✔ 好了]")
    await stage.settle()
    assert len(await photos(stage)) == 6
    assert (await draft_of(stage, WHO)).step == "village"


@pytest.mark.parametrize("attempt", range(3))
async def test_two_workers_sharing_an_album_keep_every_photo(
    postgres_url: str, tmp_path: Path, attempt: int
) -> None:
    async with opened(postgres_url, tmp_path) as stage:
        settings = Settings(
            bot_token=stage.world.token, database_url=postgres_url, data_dir=tmp_path
        )
        await begin(stage, WHO, SURVEY)
        async with assembled(settings, stage.app.clock, Wire(stage.world)) as other:
            send_album(stage, WHO, MOST_PHOTOS)
            updates = stage.world.updates.pending()
            workers = [stage.app, other] * (MOST_PHOTOS // 2)
            takes = [app.turns.take(it) for app, it in zip(workers, updates, strict=True)]
            await asyncio.gather(*takes)
            stage.world.updates.take(updates[-1]["update_id"] + 1, 1)
            assert len({it["unique_id"] for it in await photos(stage)}) == MOST_PHOTOS
            said = await wait(stage, 0.5)
            await asyncio.gather(other.courier.claim(), stage.app.courier.claim())
            await asyncio.gather(other.courier.idle(), stage.app.courier.idle())
            assert said == [ALL_TEN]
            assert [line.words for line in stage.heard] == [ALL_TEN]
