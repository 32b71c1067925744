"""What people do on their phones, and what the bot is told of it."""

import pytest

from sandbox.world import Impossible, World


@pytest.fixture
def world():
    return World()


@pytest.fixture
def wei(world):
    return world.add_user(first_name="韦秀英", phone="13800000001", note="帮扶联系人")["id"]


def last(world):
    return world.updates.pending()[-1]


def test_people_are_numbered_from_1001(world):
    assert [world.add_user(first_name=name)["id"] for name in "甲乙"] == [1001, 1002]


def test_a_command_is_marked_as_one(world, wei):
    world.open_link(wei, "abc")
    message = last(world)["message"]
    assert message["text"] == "/start abc"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_an_inline_press_carries_the_message_and_its_data(world, wei):
    world.open_link(wei)
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "ok:1"}]]}
    sent = await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": keyboard})
    query_id = world.press(wei, sent["message_id"], "好")
    press = last(world)["callback_query"]
    assert (press["id"], press["data"], press["message"]) == (query_id, "ok:1", sent)
    with pytest.raises(Impossible):
        world.press(wei, sent["message_id"], "不好")


async def test_keys_share_the_contact_and_the_place(world, wei):
    world.open_link(wei)
    keys = [{"text": "手机", "request_contact": True}, {"text": "位置", "request_location": True}]
    params = {"chat_id": wei, "text": "?", "reply_markup": {"keyboard": [keys]}}
    assert "reply_markup" not in await world.call("sendMessage", params)
    world.press_key(wei, "手机")
    contact = {"phone_number": "8613800000001", "first_name": "韦秀英", "user_id": wei}
    assert last(world)["message"]["contact"] == contact
    with pytest.raises(Impossible):
        world.press_key(wei, "位置")
    world.place(wei, 21.4, 109.1, 12)
    world.press_key(wei, "位置")
    place = {"latitude": 21.4, "longitude": 109.1, "horizontal_accuracy": 12}
    assert last(world)["message"]["location"] == place


def test_a_live_location_moves_and_ends(world, wei):
    sent = world.send_location(wei, 21.4, 109.1, live_period=900)
    world.move_live(wei, sent["message_id"], 21.5, 109.2)
    assert last(world)["edited_message"]["location"]["latitude"] == 21.5
    world.stop_live(wei, sent["message_id"])
    assert "live_period" not in last(world)["edited_message"]["location"]


def test_an_album_is_several_updates_with_one_group(world, wei):
    world.send_album(wei, [b"1", b"2", b"3"], "三张")
    messages = [update["message"] for update in world.updates.pending()]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["三张", None, None]


def test_a_forwarded_point_says_where_it_comes_from(world, wei):
    lu = world.add_user(first_name="陆")["id"]
    group = world.add_group("村", [wei, lu])["id"]
    sent = world.send_location(lu, 21.4, 109.1, chat_id=group)
    world.forward(wei, sent["message_id"], group)
    origin = last(world)["message"]["forward_origin"]
    assert (origin["type"], origin["sender_user"]["id"]) == ("user", lu)


async def test_a_force_reply_is_answered_by_the_next_message(world, wei):
    world.open_link(wei)
    params = {"chat_id": wei, "text": "多少?", "reply_markup": {"force_reply": True}}
    asked = await world.call("sendMessage", params)
    world.send_text(wei, "3")
    assert last(world)["message"]["reply_to_message"] == asked
    assert world.keyboards.shown(wei, wei) is None


def test_blocking_and_unblocking_is_told(world, wei):
    world.block_bot(wei)
    assert last(world)["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(Impossible):
        world.send_text(wei, "你好")
    world.unblock_bot(wei)
    assert last(world)["my_chat_member"]["new_chat_member"]["status"] == "member"


def test_reactions_in_groups_are_told_to_administrators_alone(world, wei):
    world.updates.allowed = {"message_reaction"}
    for leads, told in ((False, 0), (True, 1)):
        group = world.add_group("村", [wei], bot_is_admin=leads)["id"]
        said = world.send_text(wei, "一", group)
        world.react(wei, said["message_id"], "👍", group)
        assert len(world.updates.pending()) == told


def test_in_groups_a_bot_sees_only_what_is_meant_for_it(world, wei):
    group = world.add_group("村", [wei])["id"]
    before = len(world.updates.pending())
    world.send_text(wei, "你们好", group)
    world.send_text(wei, "/help@another_bot", group)
    assert len(world.updates.pending()) == before
    world.send_text(wei, "/help@bangfu_bot", group)
    assert len(world.updates.pending()) == before + 1
