"""The database or Telegram away for a while: updates wait, nothing is lost, nothing twice."""

import asyncio
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.server import serve
from tests.crash import rows, server
from tests.crash.lives import Life, Lives
from tests.crash.people import press_like
from tests.crash.scene import Scene, scene
from tests.crash.server import Server
from tests.crash.waiting import until
from tests.kit import databases

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
NO_ROOM = 4096
"""The longest file, in bytes, while the disk is full: any write to the database is beyond it."""


@pytest.fixture
def own_server() -> Iterator[Server]:
    with server.running() as own:
        yield own


@pytest.fixture
async def on_own_server(lives: Lives, own_server: Server, tmp_path: Path):
    url = await asyncio.to_thread(databases.create_postgres, own_server.url, "outages")
    async with scene(lives, url, tmp_path) as place:
        yield place


@pytest.fixture
async def place(lives: Lives, sqlite_url: str, tmp_path: Path):
    async with scene(lives, sqlite_url, tmp_path) as place:
        yield place


async def is_warned(life: Life, words: str) -> bool:
    return words in life.said()


def no_copies(place: Scene) -> bool:
    said = [it.row for it in place.world.arrivals if it.chat_id]
    return len(said) == len(set(said))


async def begin_a_form(place: Scene) -> str:
    admin = place.cast.admin
    place.world.send_text(admin, "规则")
    return press_like(place.world, admin, await place.hear(admin, "改哪一项"), "最快路程")


async def assert_the_form_goes_on(place: Scene, draft: str) -> None:
    """The number typed meanwhile is the answer, and every update took effect once."""
    admin = place.cast.admin
    question = await place.hear(admin, f"从哪一天起[\\s\\S]*{draft}")
    press_like(place.world, admin, question, "今天")
    press_like(place.world, admin, await place.hear(admin, "请核对"), "✔ 提交")
    await place.hear(admin, r"✅ 最快路程.*\D333")
    await until(place.is_silent)
    assert await place.handled() == place.world.updates_made


async def test_postgresql_taken_away_and_brought_back(
    on_own_server: Scene, own_server: Server
) -> None:
    place, admin = on_own_server, on_own_server.cast.admin
    life = await place.begin()
    draft = await begin_a_form(place)
    await place.hear(admin, "新数值是多少")

    await asyncio.to_thread(own_server.take_away)
    place.world.send_text(admin, "333")
    await until(lambda: is_warned(life, "the database is out of reach"))
    assert place.world.updates.pending()
    await asyncio.to_thread(own_server.bring_back)

    await assert_the_form_goes_on(place, draft)
    assert no_copies(place)
    assert await life.stop() == 0, life.said()
    assert "Traceback" not in life.said()


async def test_a_stop_while_postgresql_is_away_ends_well(
    on_own_server: Scene, own_server: Server
) -> None:
    place, admin = on_own_server, on_own_server.cast.admin
    life = await place.begin()
    draft = await begin_a_form(place)
    await place.hear(admin, "新数值是多少")

    await asyncio.to_thread(own_server.take_away)
    place.world.send_text(admin, "333")
    await until(lambda: is_warned(life, "the database is out of reach"))
    assert await life.stop(20) == 0, life.said()
    assert "Traceback" not in life.said()

    await asyncio.to_thread(own_server.bring_back)
    await rows.let_leases_end(place.settings, life.owner)
    await place.begin()
    await assert_the_form_goes_on(place, draft)


async def test_a_full_disk_keeps_updates_waiting_until_there_is_room(place: Scene) -> None:
    admin = place.cast.admin
    life = await place.begin()
    draft = await begin_a_form(place)
    await place.hear(admin, "新数值是多少")

    _, most = resource.prlimit(life.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (NO_ROOM, most))
    place.world.send_text(admin, "333")
    await until(lambda: is_warned(life, "the database is out of reach"))
    assert place.world.updates.pending()
    resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (most, most))

    await assert_the_form_goes_on(place, draft)
    assert no_copies(place)
    assert await life.stop() == 0


async def test_telegram_gone_for_some_seconds(place: Scene) -> None:
    admin = place.cast.admin
    life = await place.begin(pause_s=0.3)
    place.world.send_text(admin, "规则")
    await life.until("turn")
    port = place.served.port
    await place.served.close()
    await until(lambda: is_warned(life, "updates could not be fetched"))
    place.world.send_text(admin, "取消")
    place.served = await serve(place.world, port=port)

    await place.hear(admin, "改哪一项")
    await place.hear(admin, "取消了|已取消")
    await until(place.is_silent)
    assert await place.handled() == place.world.updates_made
    assert place.ears.count(admin, "改哪一项") == place.ears.count(admin, "取消了|已取消") == 1


@pytest.mark.parametrize("kind", ["500", "429", "gone"])
async def test_updates_that_cannot_be_fetched_are_fetched_later(place: Scene, kind: str) -> None:
    place.world.faults.add(kind, method="getUpdates", times=2, retry_after=1)
    life = await place.begin()
    place.world.send_text(place.cast.admin, "规则")
    await place.hear(place.cast.admin, "改哪一项")
    assert life.said().count("updates could not be fetched") == 2


async def test_another_poller_is_outlasted(place: Scene) -> None:
    life = await place.begin()
    await until(lambda: is_turned_away(place, life))
    place.world.send_text(place.cast.admin, "规则")
    await place.hear(place.cast.admin, "改哪一项")


async def is_turned_away(place: Scene, life: Life) -> bool:
    """Poll beside the bot, and tell whether it was told of that."""
    await place.world.call("getUpdates", {"timeout": 0})
    return '"code": 409' in life.said()
