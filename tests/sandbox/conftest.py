"""A world whose every update and answer is checked against the Bot API's table, and its server."""

import pytest

from sandbox import schema
from sandbox.server import serve
from sandbox.world import World

RESULTS = {
    "getMe": "User", "logOut": "True", "close": "True", "getUpdates": "Array of Update",
    "setWebhook": "True", "deleteWebhook": "True", "getWebhookInfo": "WebhookInfo",
    "sendMediaGroup": "Array of Message", "sendChatAction": "True",
    "forwardMessages": "Array of MessageId", "copyMessage": "MessageId",
    "copyMessages": "Array of MessageId", "deleteMessage": "True", "deleteMessages": "True",
    "answerCallbackQuery": "True", "setMessageReaction": "True", "pinChatMessage": "True",
    "unpinChatMessage": "True", "unpinAllChatMessages": "True", "setMyCommands": "True",
    "deleteMyCommands": "True", "getMyCommands": "Array of BotCommand", "setMyName": "True",
    "getMyName": "BotName", "setMyDescription": "True", "getMyDescription": "BotDescription",
    "setMyShortDescription": "True", "getMyShortDescription": "BotShortDescription",
    "setChatMenuButton": "True", "getChatMenuButton": "MenuButton", "getChat": "ChatFullInfo",
    "getChatMember": "ChatMember", "getChatAdministrators": "Array of ChatMember",
    "getChatMemberCount": "Integer", "leaveChat": "True", "getFile": "File",
    "getUserProfilePhotos": "UserProfilePhotos",
}  # fmt: skip


def checked(event):
    if event["type"] == "update":
        schema.check("Update", event["update"])
    if event["type"] == "message":
        schema.check("Message", event["message"])
    if event["type"] == "call" and event["ok"]:
        name = schema.canonical_names()[event["method"].lower()]
        schema.check(RESULTS.get(name, "Message"), event["result"])


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
