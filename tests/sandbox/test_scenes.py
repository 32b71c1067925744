"""Scenes: the whole world under a name, read back strictly; numbers never run backwards."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest

from sandbox import deeds, packing, standing
from sandbox.companion import Companion
from sandbox.errors import Impossible
from sandbox.world import Clock, Upload, World
from tests.sandbox.test_messages import PNG

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def world(tmp_path):
    world = World(limits=False, clock=Clock(frozen_at=NOON))
    world.begins(scenes=tmp_path / "scenes")
    return world


async def live(world, wei):
    """Let a bit of everything happen; give what the page would see of it."""
    mo = world.add_user("莫小兰", "13800000002", note="村官")["id"]
    world.set_presets(wei, [{"name": "家", "latitude": 21.4, "longitude": 109.1}])
    world.place(wei, 21.4, 109.1, 12)
    group = world.new_group(wei, "工作群", [mo], is_forum=True, bot_is_admin=True)["id"]
    with world.in_topic(world.add_topic(wei, group, "签到")):
        world.send_text(mo, "大家好", group)
    buttons = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    keys = {"keyboard": [[{"text": "签到"}]], "is_persistent": True}
    asked = await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": buttons})
    await world.call("sendMessage", {"chat_id": wei, "text": "键", "reply_markup": keys})
    await world.call("pinChatMessage", {"chat_id": wei, "message_id": asked["message_id"]})
    await world.call("setMyCommands", {"commands": [{"command": "me", "description": "我"}]})
    files = {"document": Upload(name="表.txt", content=b"words")}
    await world.call("sendDocument", {"chat_id": wei}, files)
    world.send_album(wei, [PNG, PNG], "两张")
    world.press(wei, asked["message_id"], "ok")
    world.react(wei, asked["message_id"], "👍")
    world.block_bot(mo)
    world.faults.add("429", times=3)
    deeds.do(world, "text", {"user_id": wei, "text": "再见"})
    [first, *_] = await world.call("getUpdates", {"limit": 1})
    await world.call("getUpdates", {"offset": first["update_id"] + 1, "limit": 1})


async def done(world, deed, **details):
    result = deeds.do(world, deed, details)
    return await result if inspect.isawaitable(result) else result


def facts(world):
    packer = packing.Packer()
    state = standing.state_of(world, packer)
    return without_addresses(state), packer.blobs


def without_addresses(packed):
    """Leave out what tells sequences of numbers apart in one file only."""
    if isinstance(packed, dict):
        left = packed.items()
        is_numbers = packed.get("$") == "Numbers"
        return {k: without_addresses(v) for k, v in left if not (is_numbers and k == "id")}
    return [*map(without_addresses, packed)] if isinstance(packed, list) else packed


class Remembering(Companion):
    remembers = True


async def test_everything_comes_back_as_it_was(world):
    world.companion = Remembering()
    await live(world, world.add_user("韦秀英", "13800000001", started=True)["id"])
    before = facts(world)
    await world.scenes.save("上午")
    await world.scenes.load("上午")
    after = facts(world)
    after[0]["world"]["_numbers_from"] -= 1  # asking for the next number is the only trace
    assert after == before


async def test_what_happened_since_is_gone_and_numbers_run_on(world):
    wei = world.add_user("韦秀英", "13800000001", started=True)["id"]
    await live(world, wei)
    count = len(world.history(wei))
    saved = await world.scenes.save("上午")
    assert saved["now"] == NOON.isoformat()
    world.clock.move_by(timedelta(hours=3))
    since = world.send_text(wei, "以后")
    await world.scenes.load("上午")
    assert len(world.history(wei)) == count
    assert world.clock.now() == NOON
    assert world.send_text(wei, "新的")["message_id"] > since["message_id"]


async def test_a_bot_that_goes_on_is_told_what_waits_under_new_numbers(world):
    wei = world.add_user("韦秀英", "13800000001", started=True)["id"]
    world.send_text(wei, "等着")
    await world.scenes.save("a")
    world.send_text(wei, "以后")
    last = (await world.call("getUpdates"))[-1]["update_id"]
    await world.scenes.load("a")
    [waiting] = await world.call("getUpdates", {"offset": last + 1})
    assert (waiting["message"]["text"], waiting["update_id"] > last) == ("等着", True)


async def test_private_chats_go_on_sharing_their_numbers(world):
    wei, mo = (world.add_user(name)["id"] for name in ("韦", "莫"))
    await world.scenes.save("a")
    await world.scenes.load("a")
    numbers = [world.send_text(who, "x")["message_id"] for who in (wei, mo, wei)]
    assert numbers == sorted(set(numbers))


async def test_a_reset_leads_to_the_beginning(world):
    wei = world.add_user("韦秀英", "13800000001", started=True)["id"]
    world.begins()
    told = []
    world.subscribe(lambda event: told.append(event["type"]))
    await live(world, wei)
    world.journal.begin(fresh=False)
    await world.scenes.reset()
    assert list(world.people.phones) == [wei]
    assert world.history(wei) == []
    assert world.journal.fresh
    assert told[-1] == "reload"


async def test_the_world_is_kept_aside_and_taken_up_by_the_next(world, tmp_path):
    wei = world.add_user("韦秀英", "13800000001", started=True)["id"]
    await live(world, wei)
    world.clock.move_by(timedelta(days=2))
    world.scenes.keep_aside(tmp_path / "world")
    later = World(token="100:another", numbers_from=10_000, clock=Clock(frozen_at=NOON))
    assert later.scenes.take_up_again(tmp_path / "world")
    assert later.history(wei) == world.history(wei)
    assert later.token == "100:another"
    assert later.send_text(wei, "新的")["message_id"] >= 10_000
    assert not later.scenes.take_up_again(tmp_path / "nothing")


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "a/b", "a\\b", ".x", " a", "a ", "a\0", "x" * 41, "-a", "a\n", 5]
)
async def test_no_name_leads_out_of_the_folder(world, tmp_path, name):
    for deed in ("save_scene", "load_scene", "delete_scene"):
        with pytest.raises(Impossible):
            await done(world, deed, name=name)
    assert list(tmp_path.iterdir()) == []


async def test_scenes_are_listed_replaced_bounded_and_thrown_away(world, monkeypatch):
    monkeypatch.setattr("sandbox.scenes.MOST", 2)
    for name in ("一", "二 号", "一"):
        await world.scenes.save(name)
    assert {scene["name"] for scene in world.scenes.listed()} == {"一", "二 号"}
    with pytest.raises(Impossible, match="最多"):
        await world.scenes.save("三")
    world.scenes.delete("一")
    assert [scene["name"] for scene in world.scenes.listed()] == ["二 号"]
    with pytest.raises(Impossible, match="没有这个场景"):
        await world.scenes.load("一")


def altered(content, old, new):
    assert old in content
    return content.replace(old, new, 1)


DAMAGES = {
    "a changed world": lambda it: (it / "world.json").write_bytes(
        altered((it / "world.json").read_bytes(), b"13800000001", b"13800000009")
    ),
    "a missing file": lambda it: next((it / "files").iterdir()).unlink(),
    "an added file": lambda it: (it / "files" / "x").write_bytes(b"x"),
    "a way out": lambda it: (it / "files" / "x").symlink_to("/etc/passwd"),
    "no table": lambda it: (it / "scene.json").unlink(),
    "half a table": lambda it: (it / "scene.json").write_bytes(b'{"format": "bang'),
    "another format": lambda it: (it / "scene.json").write_bytes(b'{"format": "zip"}'),
    "another version": lambda it: (it / "scene.json").write_bytes(
        altered((it / "scene.json").read_bytes(), b'"version": 1', b'"version": 2')
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_scene_is_refused_and_changes_nothing(world, tmp_path, damage):
    await live(world, world.add_user("韦秀英", "13800000001", started=True)["id"])
    await world.scenes.save("a")
    before = facts(world)
    DAMAGES[damage](tmp_path / "scenes" / "a")
    with pytest.raises(Impossible, match="已损坏"):
        await world.scenes.load("a")
    assert facts(world) == before
    assert [scene["name"] for scene in world.scenes.listed()] == ["a"]


@pytest.mark.parametrize(
    "packed",
    [
        {"$": "os:system", "of": {}},
        {"$": "sandbox.server:Served", "of": {}},
        {"$": "sandbox.world:World", "of": {}},
        {"$": "sandbox.people:Phone", "of": {"user": {}}},
        {"$": "bytes", "of": "none"},
        {"$": "datetime", "of": "morgen"},
        {"$": "Numbers", "of": [1]},
        {"$": 5},
    ],
)
def test_only_plain_facts_are_made(packed):
    with pytest.raises(packing.Damaged):
        packing.Unpacker({}).read(packed)


async def test_another_bots_scene_is_foreign(world, tmp_path):
    await world.scenes.save("a")
    other = World(token="200:x")
    other.begins(scenes=tmp_path / "scenes")
    with pytest.raises(Impossible, match="别的机器人"):
        await other.scenes.load("a")


async def test_without_a_folder_nothing_is_saved_but_a_reset_works():
    world = World()
    with pytest.raises(Impossible, match="没有数据文件夹"):
        await world.scenes.save("a")
    assert world.scenes.listed() == []
    await world.scenes.reset()
