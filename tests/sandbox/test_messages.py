"""What a bot sends, edits and deletes, and where Telegram says no."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from sandbox.files import picture_size
from sandbox.world import ApiError, Upload, World

PNG = (
    b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"\x08"
)
BUTTONS = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
KEYS = {"keyboard": [[{"text": "签到"}]]}


@pytest.fixture
def bot(world, wei):
    async def say(method, **params):
        return await world.call(method, {"chat_id": wei} | params)

    return say


async def refused(call):
    with pytest.raises(ApiError) as refusal:
        await call
    return refusal.value.code, refusal.value.description


SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
NOT_HERE = "is not supported by the sandbox"
REFUSED = [
    ("sendMessage", {"text": " "}, 400, "Bad Request: message text is empty"),
    ("sendMessage", {}, 400, "Bad Request: message text is empty"),
    ("sendMessage", {"text": "x" * 4097}, 400, "Bad Request: message is too long"),
    ("sendMessage", {"chat_id": 5, "text": "x"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": "", "text": "x"}, 400, "Bad Request: chat_id is empty"),
    ("editMessageText", {"text": "x"}, 400, "Bad Request: message identifier is not specified"),
    ("editMessageText", {"message_id": 99, "text": "x"}, 400,
     "Bad Request: message to edit not found"),
    ("deleteMessage", {"message_id": 99}, 400, "Bad Request: message to delete not found"),
    ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 99}}, 400,
     "Bad Request: message to be replied not found"),
    ("sendPhoto", {"photo": "nonsense"}, 400,
     "Bad Request: wrong file identifier/HTTP URL specified"),
    ("sendChatAction", {"action": "dancing"}, 400,
     "Bad Request: wrong parameter action in request"),
    ("sendMessage", {"text": "x", "nonsense": 1}, 400,
     'Bad Request: parameter "nonsense" is unknown to sendMessage (the sandbox is strict)'),
    ("sendDice", {}, 501, f"Not Implemented: method sendDice {NOT_HERE}"),
    ("sendNothing", {}, 404, "Not Found: method not found"),
    ("forwardMessage", {"message_effect_id": "1", "from_chat_id": 1, "message_id": 1}, 501,
     f"Not Implemented: parameter message_effect_id of forwardMessage {NOT_HERE}"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "code", "words"), REFUSED)
async def test_refusals_use_telegrams_words(bot, method, params, code, words):
    assert await refused(bot(method, **params)) == (code, words)


@pytest.mark.parametrize(
    ("data", "fits"), [("x", True), ("你" * 21, True), ("你" * 22, False), ("", False)]
)
async def test_callback_data_has_1_to_64_bytes(bot, data, fits):
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    if fits:
        await bot("sendMessage", text="x", reply_markup=markup)
    else:
        code_and_words = await refused(bot("sendMessage", text="x", reply_markup=markup))
        assert code_and_words == (400, "Bad Request: BUTTON_DATA_INVALID")


async def test_an_edit_without_a_keyboard_removes_it(bot):
    sent = await bot("sendMessage", text="一", reply_markup=BUTTONS)
    edited = await bot("editMessageText", message_id=sent["message_id"], text="二")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= sent["date"]


async def test_an_edit_that_changes_nothing_is_refused(bot):
    sent = await bot("sendMessage", text="<b>一</b>", parse_mode="HTML", reply_markup=BUTTONS)
    edit = bot("editMessageText", message_id=sent["message_id"], text="<b>一</b>",
               parse_mode="HTML", reply_markup=BUTTONS)  # fmt: skip
    assert await refused(edit) == (400, SAME)


async def test_only_own_messages_without_a_reply_keyboard_can_be_edited(world, wei, bot):
    theirs = world.send_text(wei, "我的")
    under = await bot("sendMessage", text="一", reply_markup=KEYS)
    for message in (theirs, under):
        edit = bot("editMessageText", message_id=message["message_id"], text="二")
        assert await refused(edit) == (400, "Bad Request: message can't be edited")


async def test_reply_keyboards_are_on_the_phone_never_in_the_message(world, wei, bot):
    assert "reply_markup" not in await bot("sendMessage", text="一", reply_markup=KEYS)
    assert world.keyboards.shown(wei, wei) == KEYS
    await bot("sendMessage", text="二", reply_markup={"remove_keyboard": True})
    assert world.keyboards.shown(wei, wei) is None


async def test_a_press_is_answered_once_and_in_time(world, wei, bot):
    sent = await bot("sendMessage", text="?", reply_markup=BUTTONS)
    query = world.press(wei, sent["message_id"], "ok")
    assert await world.call("answerCallbackQuery", {"callback_query_id": query})
    again = world.press(wei, sent["message_id"], "ok")
    world.clock.move_by(timedelta(seconds=151))
    for late in (query, again):
        code, words = await refused(world.call("answerCallbackQuery", {"callback_query_id": late}))
        assert (code, "query is too old" in words) == (400, True)


async def test_people_can_only_be_written_to_when_they_want(world):
    lu = world.add_user("陆")["id"]
    say = {"chat_id": lu, "text": "x"}
    assert await refused(world.call("sendMessage", say)) == (
        403, "Forbidden: bot can't initiate conversation with a user")  # fmt: skip
    world.open_link(lu)
    world.block_bot(lu)
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await refused(world.call("sendMessage", say)) == blocked
    world.open_link(lu)
    assert await world.call("sendMessage", say)


async def test_pictures_documents_and_albums_arrive(world, wei, bot):
    files = {"a": Upload(name="a.png", content=PNG), "b": Upload(name="表.xlsx", content=b"x")}
    params = {"chat_id": wei, "photo": "attach://a", "caption": "<i>图</i>", "parse_mode": "HTML"}
    photo = await world.call("sendPhoto", params, files)
    assert (photo["photo"][-1]["width"], photo["caption_entities"][0]["type"]) == (640, "italic")
    again = await bot("sendPhoto", photo=photo["photo"][-1]["file_id"])
    assert again["photo"] == photo["photo"]
    document = await world.call("sendDocument", {"chat_id": wei, "document": "attach://b"}, files)
    assert document["document"]["file_name"] == "表.xlsx"
    items = [{"type": "photo", "media": "attach://a", "caption": str(n)} for n in range(3)]
    album = await world.call("sendMediaGroup", {"chat_id": wei, "media": items}, files)
    assert len({message["media_group_id"] for message in album}) == 1
    text = await refused(bot("editMessageText", message_id=album[0]["message_id"], text="x"))
    assert text[1] == "Bad Request: there is no text in the message to edit"
    caption = "x" * 1025
    edit = bot("editMessageCaption", message_id=album[0]["message_id"], caption=caption)
    assert (await refused(edit))[1] == "Bad Request: message caption is too long"


async def test_a_broken_picture_is_refused(world, wei):
    files = {"photo": Upload(name="a.png", content=b"not a picture")}
    call = world.call("sendPhoto", {"chat_id": wei}, files)
    assert await refused(call) == (400, "Bad Request: IMAGE_PROCESS_FAILED")


async def test_a_photo_has_ten_megabytes_at_most(world, wei):
    files = {"photo": Upload(name="a.png", content=PNG + bytes(10 * 1024 * 1024))}
    words = "is too big for a photo; the maximum size is 10485760 bytes"
    code, said = await refused(world.call("sendPhoto", {"chat_id": wei}, files))
    size = files["photo"].size
    assert (code, said) == (400, f"Bad Request: file of size {size} bytes {words}")


async def test_protected_messages_cannot_be_forwarded_or_copied(bot, wei):
    sent = await bot("sendMessage", text="密", protect_content="true")
    assert sent["has_protected_content"]
    for method, verb in (("forwardMessage", "forwarded"), ("copyMessage", "copied")):
        call = bot(method, from_chat_id=wei, message_id=sent["message_id"])
        assert await refused(call) == (400, f"Bad Request: message can't be {verb}")


async def test_the_command_menu_follows_scopes_and_languages(world, wei):
    async def put(words, **params):
        commands = [{"command": "me", "description": words}]
        await world.call("setMyCommands", {"commands": commands} | params)

    def menu():
        return world.profile.menu(world.chats.by_id[wei], world.phone(wei))[0]["description"]

    await put("default")
    await put("private", scope={"type": "all_private_chats"})
    assert menu() == "private"
    await put("中文", scope={"type": "all_private_chats"}, language_code="zh")
    assert menu() == "中文"
    await put("own", scope={"type": "chat", "chat_id": wei})
    assert menu() == "own"
    await world.call("deleteMyCommands", {"scope": {"type": "chat", "chat_id": wei}})
    assert menu() == "中文"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_size_is_read_off_every_kind_of_picture(kind):
    for lossless in (True, False):
        file = io.BytesIO()
        Image.new("RGB", (321, 123)).save(file, kind, lossless=lossless)
        assert picture_size(file.getvalue()) == (321, 123)
    assert picture_size(b"\xff\xd8\xff") is None


BAD_KEYBOARDS = [
    ({"inline_keyboard": [[{"text": "x"}]]}, 400, "Text buttons are unallowed"),
    ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, 400, "must be non-empty"),
    ({"inline_keyboard": [[{"text": "x", "url": "javascript:1"}]]}, 400, "is invalid"),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 101]}, 400, "too long"),
    ({"inline_keyboard": [[{"text": "x", "pay": True}]]}, 501, "an inline button with pay"),
    ({"keyboard": [[{"text": "x", "request_poll": {}}]]}, 501, "a reply keyboard button with"),
    ({"keyboard": []}, 400, "keyboard must be non-empty"),
    ({"keyboard": [[{"text": "x", "colour": 1}]]}, 400, "keyboard[0][0].colour"),
]


@pytest.mark.parametrize(("markup", "code", "words"), BAD_KEYBOARDS)
async def test_broken_keyboards_are_refused(bot, markup, code, words):
    refusal = await refused(bot("sendMessage", text="x", reply_markup=markup))
    assert refusal[0] == code
    assert words in refusal[1]


async def test_a_contact_can_only_be_asked_for_in_private(world, wei):
    group = world.add_group("村", [wei])["id"]
    keys = {"keyboard": [[{"text": "x", "request_contact": True}]]}
    call = world.call("sendMessage", {"chat_id": group, "text": "x", "reply_markup": keys})
    words = "Bad Request: phone number can be requested in private chats only"
    assert await refused(call) == (400, words)


async def test_a_forum_has_topics(world, wei):
    group = world.add_group("村", [wei], is_forum=True, bot_is_admin=True)["id"]
    thread = world.add_topic(wei, group, "签到")
    say = {"chat_id": group, "text": "x", "message_thread_id": thread}
    sent = await world.call("sendMessage", say)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    call = world.call("sendMessage", say | {"message_thread_id": 999})
    assert await refused(call) == (400, "Bad Request: message thread not found")


async def test_only_administrators_pin_and_delete_in_groups(world, wei):
    group = world.add_group("村", [wei])["id"]
    theirs = {"chat_id": group, "message_id": world.send_text(wei, "一", group)["message_id"]}
    assert (await refused(world.call("deleteMessage", theirs)))[0] == 400
    assert "not enough rights" in (await refused(world.call("pinChatMessage", theirs)))[1]


async def test_a_message_older_than_two_days_stays(world, bot):
    sent = await bot("sendMessage", text="x")
    world.clock.move_by(timedelta(hours=49))
    call = bot("deleteMessage", message_id=sent["message_id"])
    assert await refused(call) == (400, "Bad Request: message can't be deleted for everyone")


def test_any_update_can_be_slipped_in():
    world = World()
    update = world.inject({"message": {"text": 5}})
    assert world.updates.pending() == [update]
    assert world.updates.find(update["update_id"]) == update
