"""Groups and topics at the desk: who opens, comes, leads, writes where, and what is refused."""

from datetime import timedelta

import aiohttp
import pytest

from sandbox import deeds
from sandbox.world import Impossible


@pytest.fixture
def lu(world):
    return world.add_user("陆阿妹", "13800000002", username="lu", started=True)["id"]


@pytest.fixture
def do(world):
    def do(deed, /, **details):
        return deeds.do(world, deed, details)

    return do


@pytest.fixture
def forum(do, wei, lu):
    made = do("new_group", user_id=wei, title=" 关井村  工作群 ", member_ids=[lu], is_forum=True)
    return made["chat"]["id"]


@pytest.fixture
async def state(served, world):
    async with aiohttp.ClientSession(
        served.api_base, cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as browser:
        await browser.get(served.desk_url)

        async def read():
            async with browser.get("/desk/state") as response:
                return await response.json()

        yield read


def last(world, chat_id):
    return world.history(chat_id)[-1]


async def test_a_group_is_opened_and_shown_with_members_and_topics(do, state, wei, lu, forum):
    thread = do("new_topic", user_id=lu, chat_id=forum, name="签到")["message_thread_id"]
    shown = await state()
    assert shown["chats"][str(forum)]["title"] == "关井村 工作群"
    members = [
        (each["user"]["first_name"], each["status"]) for each in shown["members"][str(forum)]
    ]
    assert members == [("韦秀英", "creator"), ("陆阿妹", "member"), ("帮扶", "member")]
    general, topic = shown["topics"][str(forum)]
    assert (general["message_thread_id"], general["name"]) == (1, "General")
    assert topic | {"icon_color": 0} == {
        "message_thread_id": thread, "name": "签到", "icon_color": 0, "is_closed": False,
        "is_hidden": False,
    }  # fmt: skip


def test_words_and_files_go_into_their_topic(do, world, wei, lu, forum):
    thread = do("new_topic", user_id=wei, chat_id=forum, name="签到")["message_thread_id"]
    place = {"user_id": wei, "chat_id": forum, "thread_id": thread}
    do("text", text="到", **place)
    assert last(world, forum)["message_thread_id"] == thread
    do("location", latitude=21.4, longitude=109.1, **place)
    do("venue", latitude=21.4, longitude=109.1, title="村委会", **place)
    do("contact", **place)
    do("text", user_id=wei, chat_id=forum, text="大厅")
    threads = [message.get("message_thread_id") for message in world.history(forum)[-4:]]
    assert threads == [thread] * 3 + [None]
    answered = world.history(forum)[-2]["message_id"]
    do("text", user_id=lu, chat_id=forum, text="好", reply_to=answered)
    assert last(world, forum)["message_thread_id"] == thread


async def test_nobody_writes_into_a_closed_topic_but_who_leads(do, world, wei, lu, forum):
    do("add_bot", user_id=wei, chat_id=forum, as_admin=True)
    thread = do("new_topic", user_id=wei, chat_id=forum, name="旧")["message_thread_id"]
    await world.call("closeForumTopic", {"chat_id": forum, "message_thread_id": thread})
    where = {"chat_id": forum, "thread_id": thread, "text": "x"}
    with pytest.raises(Impossible, match="closed"):
        do("text", user_id=lu, **where)
    assert do("text", user_id=wei, **where)["message_thread_id"] == thread


@pytest.mark.parametrize(
    ("name", "details"),
    [("new_group", {"title": " ", "member_ids": []}),
     ("new_group", {"title": "x", "member_ids": [9]}),
     ("new_group", {"title": "x", "member_ids": ["9"]}), ("new_topic", {"name": " "}),
     ("add_member", {"member_id": 1002}), ("remove_member", {"member_id": 9}),
     ("promote", {"member_id": 1001, "is_admin": True}), ("join", {"link": "https://t.me/+x"}),
     ("text", {"text": "x", "thread_id": 99}), ("text", {"text": "x", "thread_id": "1"}),
     ("promote", {"member_id": 1002, "is_admin": 1})],
)  # fmt: skip
def test_what_groups_do_not_allow_is_said(do, wei, forum, name, details):
    where = {} if name in {"new_group", "join"} else {"chat_id": forum}
    with pytest.raises(Impossible):
        do(name, user_id=wei, **where, **details)


def test_only_who_leads_puts_out_promotes_and_brings_back(do, world, wei, lu, forum):
    here = {"chat_id": forum, "member_id": lu}
    for name, details in (
        ("remove_member", {"chat_id": forum, "member_id": wei}),
        ("promote", {"chat_id": forum, "member_id": lu, "is_admin": True}),
        ("remove_bot", {"chat_id": forum}),
        ("add_bot", {"chat_id": forum, "as_admin": True}),
    ):
        with pytest.raises(Impossible, match="administrators"):
            do(name, user_id=lu, **details)
    do("promote", user_id=wei, is_admin=True, **here)
    assert world.chats.by_id[forum].admins == {wei, lu}
    do("promote", user_id=wei, is_admin=False, **here)
    do("remove_member", user_id=wei, **here)
    assert lu not in world.chats.by_id[forum].members
    do("add_member", user_id=wei, **here)
    do("remove_member", user_id=lu, **here)
    assert world.chats.by_id[forum].roles == {wei: {"status": "creator", "is_anonymous": False}}


async def test_an_invitation_ends_and_fills_up(do, world, wei, lu):
    group = do("new_group", user_id=wei, title="村", member_ids=[], bot_is_admin=True)["chat"][
        "id"
    ]
    soon = world.clock.stamp() + 3600
    made = await world.call(
        "createChatInviteLink", {"chat_id": group, "member_limit": 1, "expire_date": soon}
    )
    others = [world.add_user(name)["id"] for name in "甲乙"]
    assert do("join", user_id=others[0], link=made["invite_link"])["chat"]["id"] == group
    with pytest.raises(Impossible, match="ended"):
        do("join", user_id=others[1], link=made["invite_link"])
    await world.call("editChatInviteLink", {
        "chat_id": group, "invite_link": made["invite_link"], "expire_date": soon})  # fmt: skip
    do("join", user_id=others[1], link=made["invite_link"])
    world.clock.move_by(timedelta(hours=2))
    with pytest.raises(Impossible, match="ended"):
        do("join", user_id=lu, link=made["invite_link"])


async def test_a_restricted_member_writes_again_when_the_time_is_over(do, world, wei, lu):
    group = do("new_group", user_id=wei, title="村", member_ids=[lu], bot_is_admin=True)["chat"][
        "id"
    ]
    until = world.clock.stamp() + 600
    await world.call("restrictChatMember", {
        "chat_id": group, "user_id": lu, "until_date": until,
        "permissions": {"can_send_messages": True}})  # fmt: skip
    do("text", user_id=lu, chat_id=group, text="我可以说话")
    with pytest.raises(Impossible, match="can_send_photos"):
        world.send_photo(lu, b"", chat_id=group)
    await world.call("setChatPermissions", {"chat_id": group, "permissions": {}})
    with pytest.raises(Impossible, match="can_send_messages"):
        do("text", user_id=lu, chat_id=group, text="安静")
    do("text", user_id=wei, chat_id=group, text="我是群主")
    await world.call("setChatPermissions", {
        "chat_id": group, "permissions": {"can_send_photos": True}})  # fmt: skip
    world.clock.move_by(timedelta(seconds=601))
    assert world.send_photo(lu, b"", chat_id=group)["photo"]


def test_people_delete_what_is_theirs_and_edit_captions(do, world, wei, lu, forum):
    said = do("text", user_id=wei, chat_id=forum, text="一")["message_id"]
    told = len(world.updates.pending())
    with pytest.raises(Impossible, match="own"):
        do("delete", user_id=lu, chat_id=forum, message_id=said)
    do("delete", user_id=wei, chat_id=forum, message_id=said)
    assert said not in world.chats.by_id[forum].messages
    photo = world.send_photo(wei, b"", "旧")["message_id"]
    do("edit", user_id=wei, message_id=photo, text="/me 新")
    edited = last(world, wei)
    assert (edited["caption"], edited["caption_entities"][0]["type"]) == ("/me 新", "bot_command")
    do("edit", user_id=wei, message_id=photo, text="")
    assert "caption" not in last(world, wei)
    assert len(world.updates.pending()) == told + 3


def test_a_live_location_ends_by_itself(world, wei):
    sent = world.send_location(wei, 21.4, 109.1, live_period=60)["message_id"]
    world.clock.move_by(timedelta(seconds=61))
    with pytest.raises(Impossible, match="ended"):
        world.move_live(wei, sent, 21.5, 109.2)


async def test_keys_ask_for_people_and_groups_that_fit(do, world, wei, lu, forum):
    keys = [
        {"text": "两人", "request_users": {"request_id": 1, "max_quantity": 2}},
        {"text": "机器人", "request_users": {"request_id": 2, "user_is_bot": True}},
        {"text": "群", "request_chat": {"request_id": 3, "chat_is_channel": False,
                                       "chat_is_forum": True, "chat_is_created": True}},
        {"text": "频道", "request_chat": {"request_id": 4, "chat_is_channel": True}},
    ]  # fmt: skip
    for person in (wei, lu):
        await world.call("sendMessage", {
            "chat_id": person, "text": "?", "reply_markup": {"keyboard": [keys]}})  # fmt: skip
    shared = do("key", user_id=wei, text="两人", chosen=[wei, lu])["users_shared"]
    assert [user["user_id"] for user in shared["users"]] == [wei, lu]
    assert do("key", user_id=wei, text="群", chosen=forum)["chat_shared"]["chat_id"] == forum
    for person, text, chosen in (
        (wei, "两人", []), (wei, "两人", [wei, wei]), (wei, "两人", None), (wei, "机器人", [lu]),
        (wei, "频道", forum), (wei, "群", wei), (lu, "群", forum), (wei, "群", None),
    ):  # fmt: skip
        with pytest.raises(Impossible):
            do("key", user_id=person, text=text, chosen=chosen)
