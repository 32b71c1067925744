"""The methods the sandbox plays, and how a request goes through validation, weather and limits."""

import inspect
from collections.abc import Callable
from time import monotonic
from typing import Any

from sandbox import (
    answering,
    editing,
    faults,
    forums,
    forwarding,
    introducing,
    inviting,
    membership,
    moderating,
    receiving,
    schema,
    sending,
)
from sandbox.errors import JSON, ApiError, Dropped, unsupported
from sandbox.files import Upload
from sandbox.ground import Ground
from sandbox.requests import ATTACHED, Request

UNPLAYED = {
    "business_connection_id", "inline_message_id", "ephemeral_message_parameters",
    "suggested_post_parameters", "direct_messages_topic_id", "rich_message", "message_effect_id",
    "allow_paid_broadcast", "video_start_timestamp", "certificate", "ip_address", "thumbnail",
    "google_place_id", "google_place_type", "icon_custom_emoji_id", "creates_join_request",
    "can_post_messages", "can_edit_messages", "can_manage_direct_messages", "can_manage_tags",
}  # fmt: skip
METHODS: dict[str, Callable[[Ground, Request], Any]] = {
    "getMe": introducing.get_me,
    "logOut": receiving.log_out,
    "close": receiving.log_out,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "sendMediaGroup": sending.send_media_group,
    "sendLocation": sending.send_location,
    "sendVenue": sending.send_venue,
    "sendContact": sending.send_contact,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": forwarding.forward_message,
    "forwardMessages": forwarding.forward_messages,
    "copyMessage": forwarding.copy_message,
    "copyMessages": forwarding.copy_messages,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageLiveLocation": editing.edit_message_live_location,
    "stopMessageLiveLocation": editing.stop_message_live_location,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMessageReaction": answering.set_message_reaction,
    "pinChatMessage": answering.pin_chat_message,
    "unpinChatMessage": answering.unpin_chat_message,
    "unpinAllChatMessages": answering.unpin_all_chat_messages,
    "setMyCommands": introducing.set_my_commands,
    "deleteMyCommands": introducing.set_my_commands,
    "getMyCommands": introducing.get_my_commands,
    "setMyName": introducing.text_setter("name"),
    "getMyName": introducing.text_getter("name"),
    "setMyDescription": introducing.text_setter("description"),
    "getMyDescription": introducing.text_getter("description"),
    "setMyShortDescription": introducing.text_setter("short_description"),
    "getMyShortDescription": introducing.text_getter("short_description"),
    "setChatMenuButton": introducing.set_chat_menu_button,
    "getChatMenuButton": introducing.get_chat_menu_button,
    "getChat": membership.get_chat,
    "getChatMember": membership.get_chat_member,
    "getChatAdministrators": membership.get_chat_administrators,
    "getChatMemberCount": membership.get_chat_member_count,
    "leaveChat": membership.leave_chat,
    "getFile": membership.get_file,
    "getUserProfilePhotos": membership.get_user_profile_photos,
    "banChatMember": moderating.ban_chat_member,
    "unbanChatMember": moderating.unban_chat_member,
    "restrictChatMember": moderating.restrict_chat_member,
    "promoteChatMember": moderating.promote_chat_member,
    "setChatAdministratorCustomTitle": moderating.set_chat_administrator_custom_title,
    "setChatPermissions": moderating.set_chat_permissions,
    "setChatTitle": moderating.set_chat_title,
    "setChatDescription": moderating.set_chat_description,
    "exportChatInviteLink": inviting.export_chat_invite_link,
    "createChatInviteLink": inviting.create_chat_invite_link,
    "editChatInviteLink": inviting.edit_chat_invite_link,
    "revokeChatInviteLink": inviting.revoke_chat_invite_link,
    "createForumTopic": forums.create_forum_topic,
    "editForumTopic": forums.edit_forum_topic,
    "closeForumTopic": forums.switch_topic(closed=True),
    "reopenForumTopic": forums.switch_topic(closed=False),
    "deleteForumTopic": forums.delete_forum_topic,
    "unpinAllForumTopicMessages": forums.unpin_all_forum_topic_messages,
    "editGeneralForumTopic": forums.edit_general_forum_topic,
    "closeGeneralForumTopic": forums.switch_general_topic(closed=True),
    "reopenGeneralForumTopic": forums.switch_general_topic(closed=False),
    "hideGeneralForumTopic": forums.hide_general_topic(hidden=True),
    "unhideGeneralForumTopic": forums.hide_general_topic(hidden=False),
    "unpinAllGeneralForumTopicMessages": forums.unpin_all_general_forum_topic_messages,
    "setMyDefaultAdministratorRights": introducing.set_my_default_administrator_rights,
    "getMyDefaultAdministratorRights": introducing.get_my_default_administrator_rights,
}


async def call(ground: Ground, method: str, params: JSON, files: dict[str, Upload]) -> Any:
    """Play one request and keep a record of it.

    Raises:
        ApiError: Telegram would say no.
        Dropped: a fault broke the connection.
    """
    started = monotonic()
    record: JSON = {"at": ground.clock.now().isoformat(), "method": method}
    record["params"] = params | {name: _named(upload) for name, upload in files.items()}
    try:
        result = await _play(ground, method, params, files)
    except (ApiError, Dropped) as problem:
        _record(ground, record | {"ok": False, "error": _worded(problem)}, started)
        raise
    _record(ground, record | {"ok": True, "result": result}, started)
    return result


async def _play(ground: Ground, method: str, params: JSON, files: dict[str, Upload]) -> Any:
    request = _read(method, params, files)
    fault = ground.faults.strike(request.method, request.params)
    await faults.before(fault)
    ground.limits.spend(request.method, request.params)
    result = METHODS[request.method](ground, request)
    if inspect.isawaitable(result):
        result = await result
    faults.after(fault)
    return _told(ground, result)


def _told(ground: Ground, result: Any) -> Any:
    """Give messages as bots see them."""
    if isinstance(result, list):
        return [_told(ground, each) for each in result]
    return ground.as_told(result) if isinstance(result, dict) and "chat" in result else result


def _read(method: str, params: JSON, files: dict[str, Upload]) -> Request:
    name = schema.canonical_names().get(method.lower())
    if name is None:
        raise ApiError(404, "Not Found: method not found")
    if name not in METHODS:
        raise unsupported(f"method {name}")
    fields = schema.table()["methods"][name]
    attached = {each: f"{ATTACHED}{each}" for each in files if each in fields}
    request = Request(name, schema.decode(name, attached | params), files)
    for unplayed in UNPLAYED & {each for each, value in request.params.items() if value}:
        raise unsupported(f"parameter {unplayed} of {name}")
    return request


def _record(ground: Ground, record: JSON, started: float) -> None:
    record["ms"] = round((monotonic() - started) * 1000, 1)
    if record.get("result") != [] or not record["method"].lower().startswith("getupdates"):
        ground.calls.append(record)  # but for the polls that brought nothing
        ground.events.emit("call", **record)


def _named(upload: Upload) -> JSON:
    return {"name": upload.name, "size": upload.size, "content_type": upload.content_type}


def _worded(problem: Exception) -> JSON:
    return problem.body() if isinstance(problem, ApiError) else {"description": str(problem)}
