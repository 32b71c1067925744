"""What a restart keeps: forms half filled in, replies not yet sent, turns under way."""

import random
import time
from pathlib import Path

import pytest

from tests.crash import rows
from tests.crash.crossing import crossing
from tests.crash.lives import Life, Lives
from tests.crash.people import press_like
from tests.crash.scene import Scene, scene
from tests.crash.waiting import until

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
A_STOP_S = 8.0


@pytest.fixture
async def place(lives: Lives, database_url: str, tmp_path: Path):
    async with scene(lives, database_url, tmp_path) as place:
        yield place


@pytest.fixture
async def small_place(lives: Lives, sqlite_url: str, tmp_path: Path):
    async with scene(lives, sqlite_url, tmp_path) as place:
        yield place


async def end(place: Scene, life: Life, how: str) -> None:
    if how == "killed":
        await life.kill()
        await rows.let_leases_end(place.settings, life.owner)
    else:
        assert await life.stop() == 0, life.said()


@pytest.mark.parametrize("how", ["killed", "stopped"])
async def test_a_form_is_finished_in_other_lives_than_it_was_begun(place: Scene, how: str) -> None:
    admin = place.cast.admin
    life = await place.begin()
    place.world.send_text(admin, "规则")
    press_like(place.world, admin, await place.hear(admin, "改哪一项"), "最快路程")
    await place.hear(admin, "新数值是多少")
    await end(place, life, how)

    life = await place.begin()
    place.world.send_text(admin, "333")
    await place.hear(admin, "从哪一天起")
    await end(place, life, how)

    await place.begin()
    press_like(place.world, admin, await place.hear(admin, "从哪一天起"), "今天")
    summary = await place.hear(admin, "请核对[\\s\\S]*最快路程[\\s\\S]*333")
    press_like(place.world, admin, summary, "✔ 提交")
    await place.hear(admin, "✅ 最快路程.*333")


@pytest.mark.parametrize("how", ["killed", "stopped"])
async def test_a_reply_not_yet_sent_is_sent_once_by_the_next_life(place: Scene, how: str) -> None:
    admin = place.cast.admin
    place.world.faults.add("429", retry_after=60, chat_id=admin)
    life = await place.begin()
    place.world.send_text(admin, "规则")
    await until(lambda: has_waiting(place))
    await end(place, life, how)
    assert not place.ears.mark(admin)

    place.world.faults.clear()
    await place.begin()
    await place.hear(admin, "改哪一项")
    await until(place.is_silent)
    assert place.ears.count(admin, "改哪一项") == 1


async def has_waiting(place: Scene) -> bool:
    async with rows.opened(place.settings) as database, database.read() as db:
        return await rows.waiting(db) > 0


async def test_a_stop_lets_the_running_turn_finish_and_takes_no_more(place: Scene) -> None:
    life = await place.begin(pause_s=0.7)
    await assert_a_stop_finishes_the_turn(place, life)
    await place.begin()
    await assert_the_next_life_takes_the_rest(place)


async def test_a_stop_of_a_webhook_worker_finishes_its_turns_too(small_place: Scene) -> None:
    async with crossing(1) as road:
        hooked = small_place.environment | road.hook(0)
        life = small_place.lives.begin(hooked, pause_s=0.7)
        await life.serving()
        await assert_a_stop_finishes_the_turn(small_place, life)
        small_place.lives.begin(hooked)
        await assert_the_next_life_takes_the_rest(small_place)


async def assert_a_stop_finishes_the_turn(place: Scene, life: Life) -> None:
    admin = place.cast.admin
    place.world.send_text(admin, "规则")
    await life.until("turn")
    began = time.monotonic()
    life.ask_to_stop()
    place.world.send_text(admin, "我的信息")
    assert await life.ended() == 0, life.said()
    assert time.monotonic() - began < A_STOP_S
    await place.hear(admin, "改哪一项")
    assert await place.handled() == place.world.updates_made[:1]


async def assert_the_next_life_takes_the_rest(place: Scene) -> None:
    await place.hear(place.cast.admin, "管理员")
    await until(place.is_silent)
    assert await place.handled() == place.world.updates_made


async def test_a_second_process_of_the_same_bot_refuses_to_start(place: Scene) -> None:
    first = await place.begin()
    second = place.lives.begin(place.environment)
    assert await second.ended() == 1
    assert "Another process of this bot is running with the same" in second.said()
    assert "Traceback" not in second.said()
    place.world.send_text(place.cast.admin, "规则")
    await place.hear(place.cast.admin, "改哪一项")
    assert first.code is None


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (None, "is missing, and this database needs it"),
        ("A" * 43 + "=", "is not the one this database was sealed with"),
        ("rubbish", "holds no key"),
    ],
)
async def test_without_its_key_the_bot_refuses_to_start(
    small_place: Scene, left: str | None, sentence: str
) -> None:
    key = small_place.settings.key_file
    key.unlink()
    if left is not None:
        key.write_text(left)
    life = small_place.lives.begin(small_place.environment)
    assert await life.ended() == 1
    assert sentence in life.said()
    assert "Traceback" not in life.said()
    assert key.exists() == (left is not None)


async def test_a_stop_at_any_moment_ends_well_and_soon(place: Scene) -> None:
    chance = random.Random(7)
    for _ in range(15):
        life = await place.begin()
        place.world.send_text(place.cast.admin, "规则")
        await life.ends_within(chance.uniform(0, 0.1))
        assert await life.stop(A_STOP_S) == 0, life.said()
        assert "Traceback" not in life.said()
    await place.begin()
    await until(place.is_silent)
    assert await place.handled() == place.world.updates_made
