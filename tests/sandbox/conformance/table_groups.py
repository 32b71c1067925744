"""Groups: who is in them and what, invitations, names; and their topics."""

from tests.sandbox.conformance.cases import JSON, absent, bad, no, ok

HERE = {"chat_id": "$group"}
SOMEBODY = HERE | {"user_id": "$lu"}
FORUM = {"chat_id": "$forum"}
NO_RESTRICTING = "not enough rights to restrict/unrestrict chat member"
KICKED = "Forbidden: bot was kicked from the supergroup chat"
LEFT = "Forbidden: bot is not a member of the supergroup chat"


def looks():
    yield ok("getChat", {"first_name": "韦秀英"}, chat_id="$wei")
    yield ok("getChat", {"title": "曲湾村", "permissions": {"can_send_messages": True}}, **HERE)
    yield ok("getChat", {"is_forum": True}, **FORUM)
    yield ok("getChatMember", {"status": "creator"}, user_id="$wei", **HERE)
    yield ok("getChatMember", {"status": "member"}, **SOMEBODY)
    yield ok("getChatMember", {"status": "left"}, user_id="$stranger", **HERE)
    yield ok("getChatMember", {"status": "kicked", "until_date": 0}, user_id="$banned", **HERE)
    yield ok("getChatMember", {"status": "administrator", "can_pin_messages": True,
                               "can_be_edited": True}, user_id="$leader", **HERE)  # fmt: skip
    yield ok("getChatMember", {"status": "member"}, chat_id="$plain", user_id="$me")
    yield ok("getChatMember", {"can_delete_messages": True}, user_id="$me", **HERE)
    yield bad("getChatMember", "member not found", user_id=7, **HERE)
    yield bad("getChatMember", "invalid user_id specified", user_id=0, **HERE)
    yield ok("getChatAdministrators", [{"status": "creator"}, {"user": {"is_bot": True}}], **HERE)
    words = "there are no administrators in the private chat"
    yield bad("getChatAdministrators", words, chat_id="$wei")
    yield ok("getChatMemberCount", 3, **HERE)
    yield ok("getChatMemberCount", 2, chat_id="$wei")
    yield ok("leaveChat", **HERE)
    words = "chat member status can't be changed in private chats"
    yield bad("leaveChat", words, chat_id="$wei")
    yield ok("getUserProfilePhotos", {"total_count": 0}, user_id="$wei")
    yield bad("getUserProfilePhotos", "user not found", user_id=7)


IN_GROUPS: dict[str, JSON] = {
    "getChat": {}, "getChatMember": {"user_id": "$lu"}, "getChatAdministrators": {},
    "getChatMemberCount": {}, "leaveChat": {}, "banChatMember": {"user_id": "$lu"},
    "unbanChatMember": {"user_id": "$lu"}, "promoteChatMember": {"user_id": "$lu"},
    "restrictChatMember": {"user_id": "$lu", "permissions": {"can_send_messages": False}},
    "setChatAdministratorCustomTitle": {"user_id": "$lu", "custom_title": "x"},
    "setChatPermissions": {"permissions": {"can_send_messages": True}},
    "setChatTitle": {"title": "x"}, "setChatDescription": {"description": "x"},
    "exportChatInviteLink": {}, "createChatInviteLink": {},
    "editChatInviteLink": {"invite_link": "https://t.me/+0123456789abcdef"},
    "revokeChatInviteLink": {"invite_link": "https://t.me/+0123456789abcdef"},
    "createForumTopic": {"name": "x"}, "editForumTopic": {"message_thread_id": 2, "name": "x"},
    "closeForumTopic": {"message_thread_id": 2}, "reopenForumTopic": {"message_thread_id": 2},
    "deleteForumTopic": {"message_thread_id": 2},
    "unpinAllForumTopicMessages": {"message_thread_id": 2},
    "editGeneralForumTopic": {"name": "x"}, "closeGeneralForumTopic": {},
    "reopenGeneralForumTopic": {}, "hideGeneralForumTopic": {}, "unhideGeneralForumTopic": {},
    "unpinAllGeneralForumTopicMessages": {},
}  # fmt: skip


def everywhere():
    for method, params in IN_GROUPS.items():
        yield bad(method, "chat not found", chat_id=-100, **params)
        yield no(method, 403, KICKED, chat_id="$gone", **params)
        yield no(method, 403, LEFT, chat_id="$left", **params)
        if "ForumTopic" in method:
            yield bad(method, "the chat is not a forum", **HERE, **params)


def leads():
    plain = {"chat_id": "$plain", "user_id": "$lu"}
    yield ok("banChatMember", revoke_messages=True, **SOMEBODY)
    yield ok("unbanChatMember", user_id="$banned", only_if_banned=True, **HERE)
    less = {"permissions": {"can_send_photos": True}}
    yield ok("restrictChatMember", **less, **SOMEBODY)
    refusals = [("banChatMember", {}), ("restrictChatMember", less), ("unbanChatMember", {})]
    for method, extra in refusals:
        yield bad(method, NO_RESTRICTING, **plain, **extra)
        yield bad(method, "can't restrict self", user_id="$me", **HERE, **extra)
        yield bad(method, "can't remove chat owner", user_id="$wei", **HERE, **extra)
        yield bad(method, "member not found", user_id=7, **HERE, **extra)
        words = "user is an administrator of the chat"
        yield bad(method, words, user_id="$their_leader", **HERE, **extra)
    yield bad("banChatMember", "can't ban members in private chats", chat_id="$wei", user_id="$lu")


def promotes():
    promote, title = "promoteChatMember", "setChatAdministratorCustomTitle"
    yield ok(promote, can_manage_topics=True, **SOMEBODY)
    yield ok(promote, user_id="$leader", **HERE)
    yield bad(promote, "not enough rights", can_pin_messages=True, chat_id="$plain", user_id="$lu")
    yield bad(promote, "USER_NOT_PARTICIPANT", can_pin_messages=True, user_id="$stranger", **HERE)
    yield bad(promote, "can't promote self", can_pin_messages=True, user_id="$me", **HERE)
    yield bad(promote, "can't remove chat owner", can_pin_messages=True, user_id="$wei", **HERE)
    yield bad(promote, "CHAT_ADMIN_REQUIRED", user_id="$their_leader", **HERE)
    yield bad(promote, "RIGHT_FORBIDDEN", is_anonymous=True, **SOMEBODY)
    words = "method is available for supergroup and channel chats only"
    yield bad(promote, words, chat_id="$wei", user_id="$lu")
    yield ok(title, user_id="$leader", custom_title="队长", **HERE)
    yield bad(title, "user is not an administrator", custom_title="队长", **SOMEBODY)
    yield bad(title, "only creator can edit their custom title", user_id="$wei", custom_title="x",
              **HERE)  # fmt: skip
    yield bad(title, "not enough rights to change custom title of the user", custom_title="x",
              user_id="$their_leader", **HERE)  # fmt: skip
    yield bad(title, "ADMIN_RANK_INVALID", user_id="$leader", custom_title="x" * 17, **HERE)


def names():
    yield ok("setChatTitle", title="新村", **HERE)
    yield bad("setChatTitle", "title must be non-empty", title=" ", **HERE)
    yield bad("setChatTitle", "not enough rights to set chat title", title="x", chat_id="$plain")
    yield bad("setChatTitle", "can't change private chat title", title="x", chat_id="$wei")
    yield ok("setChatDescription", description="说明", **HERE)
    yield bad("setChatDescription", "chat description is not modified", **HERE)
    yield bad("setChatDescription", "not enough rights to set chat description", description="x",
              chat_id="$plain")  # fmt: skip
    quiet = {"permissions": {"can_send_messages": False}}
    yield ok("setChatPermissions", **quiet, **HERE)
    yield bad("setChatPermissions", "not enough rights to change chat permissions",
              chat_id="$plain", **quiet)  # fmt: skip
    yield bad(
        "setChatPermissions", "can't change private chat permissions", chat_id="$wei", **quiet
    )


def links():
    create, edit, revoke = "createChatInviteLink", "editChatInviteLink", "revokeChatInviteLink"
    no_inviting = "not enough rights to manage chat invite link"
    yield ok("exportChatInviteLink", lambda link: link.startswith("https://t.me/+"), **HERE)
    yield ok(create, {"name": "村民", "member_limit": 3, "is_primary": False}, name="村民",
             member_limit=3, **HERE)  # fmt: skip
    yield ok(
        edit, {"member_limit": 1, "name": absent}, invite_link="$link", member_limit=1, **HERE
    )
    yield ok(revoke, {"is_revoked": True}, invite_link="$link", **HERE)
    yield ok(revoke, {"is_revoked": True, "is_primary": False}, invite_link="$primary", **HERE)
    for method in ("exportChatInviteLink", create):
        yield bad(method, no_inviting, chat_id="$plain")
        yield bad(method, "can't create invite link for the chat", chat_id="$wei")
    for method in (edit, revoke):
        yield bad(
            method, "INVITE_HASH_EXPIRED", invite_link="https://t.me/+0123456789abcdef", **HERE
        )
        yield bad(method, "INVITE_HASH_INVALID", invite_link="nonsense", **HERE)
    yield bad(edit, "INVITE_HASH_EXPIRED", invite_link="$revoked", **HERE)
    yield bad(create, "USAGE_LIMIT_INVALID", member_limit=100_000, **HERE)
    yield bad(create, "INVITE_LINK_NAME_TOO_LONG", name="x" * 33, **HERE)
    yield bad(create, "EXPIRE_DATE_INVALID", expire_date=1_000_000_000, **HERE)
    yield no(create, 501, "Not Implemented: parameter creates_join_request of createChatInviteLink "
             "is not supported by the sandbox", creates_join_request=True, **HERE)  # fmt: skip


def topics():
    create, edit = "createForumTopic", "editForumTopic"
    topic = FORUM | {"message_thread_id": "$topic"}
    theirs = {"chat_id": "$plain_forum", "message_thread_id": "$their_topic"}
    gone = FORUM | {"message_thread_id": 99}
    yield ok(
        create, {"name": "走访", "icon_color": 9367192}, name="走访", icon_color=9367192, **FORUM
    )
    yield bad(create, "topic title must be non-empty", name=" ", **FORUM)
    yield bad(create, "invalid icon_color specified", name="x", icon_color=5, **FORUM)
    yield bad(create, "not enough rights to create a topic", name="x", chat_id="$plain_forum")
    yield ok(edit, name="新", **topic)
    yield bad(edit, "TOPIC_NOT_MODIFIED", name="签到", **topic)
    yield bad(edit, "TOPIC_ID_INVALID", name="x", **gone)
    yield bad(edit, "not enough rights to edit the topic", name="x", **theirs)
    yield ok("closeForumTopic", **topic)
    yield ok("reopenForumTopic", message_thread_id="$closed", **FORUM)
    yield bad("closeForumTopic", "TOPIC_NOT_MODIFIED", message_thread_id="$closed", **FORUM)
    yield bad("reopenForumTopic", "TOPIC_NOT_MODIFIED", **topic)
    for method in ("closeForumTopic", "reopenForumTopic"):
        yield bad(method, "TOPIC_ID_INVALID", **gone)
        yield bad(method, "not enough rights to close or reopen the topic", **theirs)
    yield ok("deleteForumTopic", **topic)
    yield bad("deleteForumTopic", "TOPIC_ID_INVALID", **gone)
    yield bad("deleteForumTopic", "not enough rights to delete the topic", **theirs)
    yield ok("unpinAllForumTopicMessages", **topic)
    yield bad("unpinAllForumTopicMessages", "TOPIC_ID_INVALID", **gone)
    yield ok("sendMessage", {"is_topic_message": True,
                             "reply_to_message": {"forum_topic_created": {"name": "签到"}}},
             text="x", **topic)  # fmt: skip
    yield ok("sendMessage", {"is_topic_message": True, "reply_to_message": {"text": "一"}},
             text="x", reply_parameters={"message_id": "$in_topic"}, **FORUM)  # fmt: skip
    yield ok("sendMessage", text="x", message_thread_id="$closed", **FORUM)
    yield bad("sendMessage", "TOPIC_CLOSED", text="x", chat_id="$plain_forum",
              message_thread_id="$plain_closed")  # fmt: skip
    yield bad("sendMessage", "message thread not found", text="x", **gone)
    yield bad("sendMessage", "message thread not found", text="x", message_thread_id=2, **HERE)
    yield ok("sendChatAction", action="typing", **topic)
    yield bad("sendChatAction", "message thread not found", action="typing", **gone)


def general():
    yield ok("editGeneralForumTopic", name="大厅", **FORUM)
    yield bad("editGeneralForumTopic", "TOPIC_NOT_MODIFIED", name="General", **FORUM)
    yield ok("closeGeneralForumTopic", **FORUM)
    yield ok("reopenGeneralForumTopic", chat_id="$closed_forum")
    yield ok("hideGeneralForumTopic", **FORUM)
    yield ok("unhideGeneralForumTopic", chat_id="$hidden_forum")
    yield ok("unpinAllGeneralForumTopicMessages", **FORUM)
    yield bad("closeGeneralForumTopic", "TOPIC_NOT_MODIFIED", chat_id="$closed_forum")
    yield bad("reopenGeneralForumTopic", "TOPIC_NOT_MODIFIED", **FORUM)
    yield bad("hideGeneralForumTopic", "TOPIC_NOT_MODIFIED", chat_id="$hidden_forum")
    yield bad("unhideGeneralForumTopic", "TOPIC_NOT_MODIFIED", **FORUM)
    rights = "not enough rights to close or reopen the topic"
    for method in ("closeGeneralForumTopic", "hideGeneralForumTopic"):
        yield bad(method, rights, chat_id="$plain_forum")


CASES = [case for table in (looks, everywhere, leads, promotes, names, links, topics, general)
         for case in table()]  # fmt: skip
