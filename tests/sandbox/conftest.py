"""A world whose every update and answer is checked against the Bot API's table, and its server."""

import pytest

from sandbox import schema
from sandbox.server import serve
from sandbox.world import World

MESSAGE_METHODS = {
    "sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendLocation", "sendVenue",
    "sendContact", "forwardMessage", "editMessageText", "editMessageCaption", "editMessageMedia",
    "editMessageReplyMarkup", "editMessageLiveLocation", "stopMessageLiveLocation",
}  # fmt: skip
OTHER_RESULTS = {
    "getMe": "User", "getUpdates": "Array of Update", "getWebhookInfo": "WebhookInfo",
    "sendMediaGroup": "Array of Message", "forwardMessages": "Array of MessageId",
    "copyMessage": "MessageId", "copyMessages": "Array of MessageId",
    "getMyCommands": "Array of BotCommand", "getMyName": "BotName",
    "getMyDescription": "BotDescription", "getMyShortDescription": "BotShortDescription",
    "getMyDefaultAdministratorRights": "ChatAdministratorRights",
    "getChatMenuButton": "MenuButton", "getChat": "ChatFullInfo", "getChatMember": "ChatMember",
    "getChatAdministrators": "Array of ChatMember", "getChatMemberCount": "Integer",
    "getFile": "File", "getUserProfilePhotos": "UserProfilePhotos",
    "exportChatInviteLink": "String", "createChatInviteLink": "ChatInviteLink",
    "editChatInviteLink": "ChatInviteLink", "revokeChatInviteLink": "ChatInviteLink",
    "createForumTopic": "ForumTopic",
}  # fmt: skip


def result_of(method):
    """Name the type of a method's answer; most answer with True."""
    return "Message" if method in MESSAGE_METHODS else OTHER_RESULTS.get(method, "True")


def checked(event):
    if event["type"] == "update":
        schema.check("Update", event["update"])
    if event["type"] == "message":
        schema.check("Message", event["message"])
    if event["type"] == "call" and event["ok"]:
        name = schema.canonical_names()[event["method"].lower()]
        schema.check(result_of(name), event["result"])


@pytest.fixture
def world():
    world = World(limits=False)
    world.subscribe(checked)
    return world


@pytest.fixture
def wei(world):
    return world.add_user("韦秀英", "13800000001", note="帮扶联系人", started=True)["id"]


@pytest.fixture
async def served(world):
    served = await serve(world)
    yield served
    await served.close()
