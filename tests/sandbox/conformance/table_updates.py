"""What people do, and every update the bot is told of it, in order."""

from typing import Any

from sandbox.world import Upload
from tests.sandbox.conformance.cases import absent
from tests.sandbox.conformance.scene import BUTTONS
from tests.sandbox.test_messages import PNG

DEEDS: list[Any] = []
BOT = {"is_bot": True}


def tells(*updates):
    """Note a deed with the updates it causes: their kinds and what they hold at least."""

    def noted(deed):
        DEEDS.append((deed.__name__, deed, updates))
        return deed

    return noted


def message(**holds):
    return "message", holds


@tells(message(text="/start abc", entities=[{"type": "bot_command", "offset": 0, "length": 6}]))
async def a_deep_link(scene):
    scene.world.open_link(await scene.thing("wei"), "abc")


@tells(message(text="二", reply_to_message={"text": "一", "from": BOT}))
async def an_answer(scene):
    wei, asked = await scene.thing("wei"), await scene.thing("text")
    scene.world.send_text(wei, "二", reply_to=asked)


@tells(message(location={"latitude": 21.45, "longitude": 109.12, "horizontal_accuracy": 12.0}))
async def a_place(scene):
    scene.world.send_location(await scene.thing("wei"), 21.45, 109.12, 12.0)


@tells(
    message(location={"live_period": 900}),
    ("edited_message", {"location": {"latitude": 21.46, "live_period": 900}}),
    ("edited_message", {"location": {"live_period": absent}}),
)
async def a_live_place(scene):
    wei = await scene.thing("wei")
    sent = scene.world.send_location(wei, 21.45, 109.12, live_period=900)["message_id"]
    scene.world.move_live(wei, sent, 21.46, 109.13)
    scene.world.stop_live(wei, sent)


@tells(message(venue={"title": "村委会", "location": {"latitude": 21.45}}))
async def a_venue(scene):
    scene.world.send_venue(await scene.thing("wei"), 21.45, 109.12, "村委会", "曲湾村")


@tells(message(contact={"phone_number": "8613800000001", "user_id": lambda number: number > 0}))
async def the_own_contact(scene):
    scene.world.send_contact(await scene.thing("wei"))


@tells(
    message(photo=lambda sizes: len(sizes) == 2, caption="图", media_group_id=str.isdigit),
    message(media_group_id=str.isdigit, caption=absent),
)
async def an_album(scene):
    scene.world.send_album(await scene.thing("wei"), [PNG, PNG], "图")


@tells(
    message(document={"file_name": "表.xlsx", "file_size": 5}),
    ("edited_message", {"caption": "新", "document": {"file_size": 5}}),
)
async def a_document_and_its_caption(scene):
    wei, sheet = await scene.thing("wei"), Upload(name="表.xlsx", content=b"sheet")
    sent = scene.world.send_document(wei, sheet, "旧")["message_id"]
    scene.world.edit_text(wei, sent, "新")


@tells(message(voice={"duration": 4, "mime_type": "audio/ogg"}))
async def a_voice(scene):
    scene.world.send_voice(await scene.thing("wei"), b"OggS", 4)


@tells(message(text="我的", forward_origin={"type": "user", "sender_user": {"id": None}}))
async def a_forward(scene):
    scene.world.forward(await scene.thing("wei"), await scene.thing("theirs"), None)


@tells(("edited_message", {"text": "改", "edit_date": lambda at: at > 0}))
async def an_edit(scene):
    scene.world.edit_text(await scene.thing("wei"), await scene.thing("theirs"), "改")


@tells(("callback_query", {"data": "ok", "message": {"reply_markup": BUTTONS}}))
async def a_press(scene):
    wei, asked = await scene.thing("wei"), await scene.said(reply_markup=BUTTONS)
    scene.world.press(wei, asked, "ok")


@tells(("message_reaction", {"new_reaction": [{"type": "emoji", "emoji": "👍"}]}))
async def a_reaction(scene):
    scene.world.react(await scene.thing("wei"), await scene.thing("text"), "👍")


@tells(
    message(users_shared={"request_id": 7, "users": [{"first_name": "陆阿妹", "username": "lu"}]})
)
async def chosen_people(scene):
    wei, lu = await scene.thing("wei"), await scene.thing("lu")
    asks = {"request_id": 7, "request_name": True, "request_username": True}
    await _key(scene, {"request_users": asks})
    scene.world.press_key(wei, "x", chosen=[lu])


@tells(
    ("my_chat_member", {"new_chat_member": {"status": "administrator", "can_pin_messages": True}}),
    message(chat_shared={"request_id": 8, "title": "曲湾村"}),
)
async def a_chosen_group(scene):
    wei, group = await scene.thing("wei"), await scene.thing("plain")
    rights = dict.fromkeys(RIGHTS, False) | {"can_pin_messages": True}
    asks = {"request_id": 8, "chat_is_channel": False, "request_title": True}
    await _key(scene, {"request_chat": asks | {"bot_administrator_rights": rights}})
    scene.world.press_key(wei, "x", chosen=group)


RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip


async def _key(scene, request):
    await scene.said(reply_markup={"keyboard": [[{"text": "x", **request}]]})


@tells(
    ("my_chat_member", {"new_chat_member": {"status": "kicked"}}),
    ("my_chat_member", {"new_chat_member": {"status": "member"}}),
)
async def a_block_and_its_end(scene):
    wei = await scene.thing("wei")
    scene.world.block_bot(wei)
    scene.world.unblock_bot(wei)


@tells(
    ("my_chat_member", {"old_chat_member": {"status": "left"},
                        "new_chat_member": {"status": "administrator"}}),
    message(new_chat_members=[BOT], chat={"type": "supergroup"}),
    ("my_chat_member", {"new_chat_member": {"status": "member"}}),
    ("my_chat_member", {"new_chat_member": {"status": "kicked"}}),
)  # fmt: skip
async def a_group_and_the_bots_way_through_it(scene):
    wei, lu = await scene.thing("wei"), await scene.thing("lu")
    group = scene.world.new_group(wei, "村", [lu], bot_is_admin=True)["id"]
    scene.world.add_bot(wei, group, as_admin=False)
    scene.world.remove_bot(wei, group)


@tells(
    ("chat_member", {"old_chat_member": {"status": "left"},
                     "new_chat_member": {"status": "member"}}),
    message(new_chat_members=[{"first_name": "陌生人"}]),
    ("chat_member", {"new_chat_member": {"status": "administrator"}}),
    message(left_chat_member={"first_name": "陌生人"}),
    ("chat_member", {"new_chat_member": {"status": "kicked"}}),
)  # fmt: skip
async def somebody_comes_leads_and_is_put_out(scene):
    wei, group = await scene.thing("wei"), await scene.thing("group")
    stranger = await scene.thing("stranger")
    scene.world.add_member(wei, group, stranger)
    scene.world.promote(wei, group, stranger, is_admin=True)
    scene.world.remove_member(wei, group, stranger)


@tells(
    ("chat_member", {"invite_link": {"creator": BOT}, "new_chat_member": {"status": "member"}}),
    message(new_chat_members=[{"first_name": "陌生人"}]),
)
async def somebody_follows_an_invitation(scene):
    scene.world.join(await scene.thing("stranger"), await scene.thing("link"))


@tells(
    ("chat_member", {"from": BOT, "new_chat_member": {"status": "kicked"}}),
    message(left_chat_member={"first_name": "陆阿妹"}, **{"from": BOT}),
)
async def the_bot_puts_somebody_out(scene):
    await scene.thing("banned")


@tells(
    message(forum_topic_created={"name": "签到"}, is_topic_message=True),
    message(text="到", is_topic_message=True, reply_to_message={"forum_topic_created": None}),
)
async def words_in_a_topic(scene):
    wei, forum = await scene.thing("wei"), await scene.thing("forum")
    with scene.world.in_topic(scene.world.add_topic(wei, forum, "签到")):
        scene.world.send_text(wei, "到", forum)


@tells(message(new_chat_title="新村"), message(pinned_message={"text": "一"}))
async def the_bots_own_doing_in_a_group(scene):
    await scene.bot("setChatTitle", chat_id="$group", title="新村")
    await scene.bot("pinChatMessage", chat_id="$group", message_id="$in_group")


@tells(
    message(forum_topic_edited={"name": "新"}),
    message(forum_topic_closed={}),
    message(forum_topic_reopened={}),
)
async def a_topic_changes(scene):
    topic = {"chat_id": "$forum", "message_thread_id": "$topic"}
    await scene.bot("editForumTopic", name="新", **topic)
    await scene.bot("closeForumTopic", **topic)
    await scene.bot("reopenForumTopic", **topic)


@tells(
    message(forum_topic_closed={}, is_topic_message=absent),
    message(general_forum_topic_hidden={}),
    message(general_forum_topic_unhidden={}),
)
async def the_general_topic_hides(scene):
    await scene.bot("hideGeneralForumTopic", chat_id="$forum")
    await scene.bot("unhideGeneralForumTopic", chat_id="$forum")
