"""Sending, forwarding, copying, answering, reacting, pinning."""

from tests.sandbox.conformance.cases import JSON, File, absent, bad, no, ok
from tests.sandbox.conformance.scene import BUTTONS, KEYS, PICTURE, SHEET, SOUND, picture

TO = {"chat_id": "$wei"}
HERE = {"latitude": 21.45, "longitude": 109.12}
UNREACHABLE = [
    (400, "chat not found", 5),
    (400, "chat not found", "@nobody"),
    (403, "Forbidden: bot can't initiate conversation with a user", "$stranger"),
    (403, "Forbidden: bot was blocked by the user", "$blocker"),
    (403, "Forbidden: bot was kicked from the supergroup chat", "$gone"),
    (403, "Forbidden: bot is not a member of the supergroup chat", "$left"),
]
CONTENTS: dict[str, JSON] = {
    "sendMessage": {"text": "x"},
    "sendPhoto": {"photo": PICTURE},
    "sendDocument": {"document": SHEET},
    "sendVoice": {"voice": SOUND},
    "sendMediaGroup": {"media": [{"type": "photo", "media": PICTURE}] * 2},
    "sendLocation": HERE,
    "sendVenue": HERE | {"title": "村委会", "address": "曲湾村"},
    "sendContact": {"phone_number": "13800000009", "first_name": "黄"},
    "sendChatAction": {"action": "typing"},
    "forwardMessage": {"from_chat_id": "$wei", "message_id": "$text"},
    "forwardMessages": {"from_chat_id": "$wei", "message_ids": ["$text"]},
    "copyMessage": {"from_chat_id": "$wei", "message_id": "$text"},
    "copyMessages": {"from_chat_id": "$wei", "message_ids": ["$text"]},
}
LONG = "字" * 4096
ENTITY = {"type": "bold", "offset": 0, "length": 1}


def texts():
    say = {"gives": {"text": "一"}, "text": "一", **TO}
    yield ok("sendMessage", {"text": "一 二", "entities": [ENTITY]}, parse_mode="HTML",
             text="<b>一</b> 二", **TO)  # fmt: skip
    yield ok("sendMessage", {"entities": [ENTITY]}, entities=[ENTITY], text="一 二", **TO)
    yield ok("sendMessage", {"text": LONG}, text=LONG, **TO)
    yield ok("sendMessage", {"entities": [{"type": "bot_command"}]}, text="/me", **TO)
    yield ok("sendMessage", {"has_protected_content": True}, protect_content=True, text="x", **TO)
    yield ok("sendMessage", disable_notification=True, **say)
    yield ok("sendMessage", {"link_preview_options": {"is_disabled": True}}, text="x",
             link_preview_options={"is_disabled": True}, **TO)  # fmt: skip
    yield bad("sendMessage", "message text is empty", text=" ", **TO)
    yield bad("sendMessage", "message text is empty", raw=True, **TO)
    yield bad("sendMessage", "chat_id is empty", raw=True, text="x", chat_id="")
    yield bad("sendMessage", "message is too long", text=f"{LONG}x", **TO)
    yield bad("sendMessage", "unsupported parse_mode", text="x", parse_mode="BBCode", **TO)
    yield bad("sendMessage", 'can\'t parse entities: Unsupported start tag "font" at byte offset 0',
              text="<font>x", parse_mode="HTML", **TO)  # fmt: skip
    yield bad("sendMessage",
              'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
              text="<b>x", parse_mode="HTML", **TO)  # fmt: skip
    yield bad("sendMessage", 'parameter "nonsense" is unknown to sendMessage (the sandbox is '
              "strict)", raw=True, text="x", nonsense=1, **TO)  # fmt: skip
    for mode in ("Markdown", "MarkdownV2"):
        yield no("sendMessage", 501, f"Not Implemented: parse_mode {mode} is not supported by the "
                 "sandbox", text="x", parse_mode=mode, **TO)  # fmt: skip
    yield no("sendMessage", 501, "Not Implemented: parameter message_effect_id of sendMessage is "
             "not supported by the sandbox", text="x", message_effect_id="5", **TO)  # fmt: skip


def keyboards():
    inline = {"gives": {"reply_markup": BUTTONS}, "reply_markup": BUTTONS, "text": "?"}
    yield ok("sendMessage", **inline, **TO)
    keys = [
        KEYS,
        {"keyboard": [[{"text": "x", "request_contact": True}]], "is_persistent": True},
        {"keyboard": [[{"text": "x", "request_location": True}]], "one_time_keyboard": True},
        {"keyboard": [[{"text": "x", "request_users": {"request_id": 1, "max_quantity": 3}}]]},
        {
            "keyboard": [
                [{"text": "x", "request_chat": {"request_id": 1, "chat_is_channel": False}}]
            ]
        },
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "几户?"},
    ]
    for markup in keys:
        gives = {"reply_markup": absent}
        yield ok("sendMessage", gives, text="x", reply_markup=markup, **TO)
    button = {"text": "x", "callback_data": "x"}
    fits = [
        {"text": "x", "url": "https://bangfu.example/"},
        {"text": "x", "url": "tg://user?id=5"},
        {"text": "x", "copy_text": {"text": "抄"}},
        {"text": "x", "callback_data": "你" * 21},
        {"text": "x", "callback_data": "x", "style": "danger"},
    ]
    for each in fits:
        yield ok("sendMessage", text="x", reply_markup=_inline(each), **TO)
    yield ok("sendMessage", text="x", reply_markup={"inline_keyboard": [[button] * 8] * 12}, **TO)
    too_much = "reply markup is too long"
    refused = [
        ("BUTTON_DATA_INVALID", [[button | {"callback_data": "你" * 22}]]),
        (too_much, [[button] * 9]),
        (too_much, [[button]] * 101),
        ("inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL",
         [[{"text": "x", "url": "javascript:1"}]]),
    ]  # fmt: skip
    for words, rows in refused:
        markup = {"inline_keyboard": rows}
        yield bad("sendMessage", words, raw=True, text="x", reply_markup=markup, **TO)
    key = {"text": "x"}
    for rows in ([[key] * 13], [[key]] * 301):
        yield bad("sendMessage", too_much, text="x", reply_markup={"keyboard": rows}, **TO)
    words = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
    yield bad("sendMessage", words, text="x", raw=True, reply_markup=_inline(key), **TO)
    asked = {"keyboard": [[{"text": "x", "request_users": {"request_id": 1, "max_quantity": 11}}]]}
    yield bad("sendMessage", "BUTTON_INVALID", raw=True, text="x", reply_markup=asked, **TO)


def _inline(button):
    return {"inline_keyboard": [[button]]}


PRIVATE_KEYS: dict[str, JSON] = {
    "phone number": {"request_contact": True},
    "location": {"request_location": True},
    "users": {"request_users": {"request_id": 1}},
    "chats": {"request_chat": {"request_id": 1, "chat_is_channel": False}},
}


def keys_in_groups():
    for thing, request in PRIVATE_KEYS.items():
        markup = {"keyboard": [[{"text": "x", **request}]]}
        yield bad("sendMessage", f"{thing} can be requested in private chats only",
                  chat_id="$group", text="x", reply_markup=markup)  # fmt: skip


def replies():
    say = {"text": "x", **TO}
    yield ok("sendMessage", {"reply_to_message": {"text": "一"}},
             reply_parameters={"message_id": "$text"}, **say)  # fmt: skip
    quote = {"text": "一", "position": 0, "is_manual": True, "entities": [ENTITY]}
    yield ok("sendMessage", {"quote": quote, "reply_to_message": {"text": "一"}}, **say,
             reply_parameters={"message_id": "$text", "quote": "<b>一</b>",
                               "quote_parse_mode": "HTML"})  # fmt: skip
    yield ok("sendMessage", {"reply_to_message": absent, "external_reply": {
                 "chat": {"type": "supergroup"}, "origin": {"type": "user"}},
                 "quote": {"text": "一"}}, **say,
             reply_parameters={"message_id": "$in_group", "chat_id": "$group"})  # fmt: skip
    yield ok("sendMessage", {"external_reply": {"photo": lambda sizes: len(sizes) == 2}},
             chat_id="$group", text="x",
             reply_parameters={"message_id": "$photo", "chat_id": "$wei"})  # fmt: skip
    yield ok("sendMessage", {"reply_to_message": absent}, **say,
             reply_parameters={"message_id": "$deleted", "allow_sending_without_reply": True}
             )  # fmt: skip
    yield bad("sendMessage", "message to be replied not found", **say,
              reply_parameters={"message_id": "$deleted"})  # fmt: skip
    yield bad("sendMessage", "QUOTE_TEXT_INVALID", **say,
              reply_parameters={"message_id": "$text", "quote": "三"})  # fmt: skip
    yield bad("sendMessage", "chat not found", **say,
              reply_parameters={"message_id": 1, "chat_id": 5})  # fmt: skip


def reaching():
    for method, content in CONTENTS.items():
        for code, words, chat_id in UNREACHABLE:
            yield no(method, code, words, chat_id=chat_id, **content)


def files():
    yield ok("sendPhoto", {"caption": "图", "caption_entities": [ENTITY]}, photo=PICTURE,
             caption="<b>图</b>", parse_mode="HTML", **TO)  # fmt: skip
    yield ok("sendPhoto", {"photo": lambda sizes: sizes[-1]["width"] == 640}, photo=PICTURE, **TO)
    yield ok("sendPhoto", photo="$photo_id", **TO)
    yield ok("sendPhoto", {"has_media_spoiler": True}, photo=PICTURE, has_spoiler=True, **TO)
    yield bad("sendPhoto", "IMAGE_PROCESS_FAILED", photo=File("a.png", b"no picture"), **TO)
    yield ok("sendPhoto", photo=picture(9000, 1000), **TO)
    for wide, high in ((9001, 1000), (2001, 100), (100, 2001)):
        yield bad("sendPhoto", "PHOTO_INVALID_DIMENSIONS", photo=picture(wide, high), **TO)
    yield bad("sendPhoto", "message caption is too long", photo=PICTURE, caption="x" * 1025, **TO)
    yield bad("sendPhoto", "wrong file identifier/HTTP URL specified", photo="nonsense", **TO)
    yield bad("sendPhoto", "can't use file of type Document as Photo", photo="$document_id", **TO)
    yield bad("sendPhoto", "there is no photo in the request", raw=True, **TO)
    yield no("sendPhoto", 501, "Not Implemented: sending a file by its address is not supported by "
             "the sandbox", photo="https://bangfu.example/a.png", **TO)  # fmt: skip
    yield ok("sendDocument", {"document": {"file_name": "表 格.xlsx", "file_size": 5}},
             document=SHEET, **TO)  # fmt: skip
    yield ok("sendDocument", document="$document_id", caption="x" * 1024, **TO)
    yield bad("sendDocument", "file must be non-empty", document=File("a.txt", b""), **TO)
    yield bad(
        "sendDocument", "can't use file of type Photo as Document", document="$photo_id", **TO
    )
    yield ok("sendVoice", {"voice": {"duration": 3}}, voice=SOUND, duration=3, **TO)
    yield bad("sendVoice", "can't use file of type Photo as Voice", voice="$photo_id", **TO)
    yield ok("getFile", {"file_size": 5, "file_path": lambda path: path.endswith(".xlsx")},
             file_id="$document_id")  # fmt: skip
    yield bad(
        "getFile", "wrong file_id or the file is temporarily unavailable", file_id="nonsense"
    )
    yield bad("getFile", "file is too big", file_id="$large")


def albums():
    photo, sheet = {"type": "photo", "media": PICTURE}, {"type": "document", "media": SHEET}
    together = [{"caption": "册", "media_group_id": str.isdigit}, {"caption": absent}]
    yield ok("sendMediaGroup", together, media=[photo | {"caption": "册"}, photo], **TO)
    yield ok("sendMediaGroup", lambda album: len(album) == 10, media=[sheet] * 10, **TO)
    yield bad("sendMediaGroup", "too few messages to send as an album", media=[photo], **TO)
    yield bad("sendMediaGroup", "too many messages to send as an album", media=[photo] * 11, **TO)
    yield bad("sendMediaGroup", "document can't be mixed with other media types",
              media=[photo, sheet], **TO)  # fmt: skip
    sound = {"type": "voice", "media": SOUND}
    yield bad("sendMediaGroup", "can't parse media[0].type: a string is expected", raw=True,
              media=[sound | {"type": []}, sound], **TO)  # fmt: skip
    yield bad("sendMediaGroup", 'can\'t parse InputMedia: type "voice" is unknown', raw=True,
              media=[sound, sound], **TO)  # fmt: skip
    film = {"type": "video", "media": SOUND}
    yield no("sendMediaGroup", 501, "Not Implemented: InputMedia of type video is not supported by "
             "the sandbox", media=[film, film], **TO)  # fmt: skip
    yield no(
        "sendMediaGroup",
        501,
        "Not Implemented: field thumbnail of InputMedia is not supported by the sandbox",
        raw=True,
        media=[sheet | {"thumbnail": PICTURE}, sheet],
        **TO,
    )
    yield bad("sendMediaGroup", "there is no photo in the request", raw=True,
              media=[photo, {"type": "photo", "media": "attach://nothing"}], **TO)  # fmt: skip


def places():
    yield ok("sendLocation", {"location": HERE}, **HERE, **TO)
    yield ok("sendLocation", {"location": {"live_period": 60}}, **HERE, live_period=60, **TO)
    yield ok("sendLocation", {"location": {"heading": 90, "horizontal_accuracy": 5.5}}, **HERE,
             live_period=0x7FFFFFFF, heading=90, horizontal_accuracy=5.5, **TO)  # fmt: skip
    yield bad("sendLocation", "wrong live period specified", **HERE, live_period=59, **TO)
    yield bad("sendLocation", "wrong latitude or longitude specified", **HERE | {"latitude": 91},
              **TO)  # fmt: skip
    yield bad("sendLocation", "wrong horizontal accuracy specified", **HERE,
              horizontal_accuracy=1501, **TO)  # fmt: skip
    yield ok("sendVenue", {"venue": {"title": "村委会", "location": HERE}, "location": HERE},
             **CONTENTS["sendVenue"], **TO)  # fmt: skip
    yield bad("sendVenue", 'parameter "title" is required', raw=True, **HERE, address="x", **TO)
    yield ok("sendContact", {"contact": {"first_name": "黄"}}, **CONTENTS["sendContact"], **TO)
    yield bad(
        "sendContact", 'parameter "first_name" is required', raw=True, phone_number="1", **TO
    )


def again():
    of = {"from_chat_id": "$wei", **TO}
    origin = {"type": "user", "sender_user": {"is_bot": True}}
    yield ok("forwardMessage", {"text": "一", "forward_origin": origin}, message_id="$text", **of)
    yield ok("copyMessage", {"message_id": lambda number: number > 0}, message_id="$text", **of)
    yield ok("copyMessage", caption="另", message_id="$photo", **of)
    yield ok("forwardMessages", lambda sent: len(sent) == 2, message_ids="$albums", **of)
    yield ok("forwardMessages", lambda sent: len(sent) == 1, message_ids=["$text", 999_999_999],
             **of)  # fmt: skip
    yield ok("copyMessages", lambda sent: len(sent) == 2, message_ids="$albums",
             remove_caption=True, **of)  # fmt: skip
    for verb, done in (("forward", "forwarded"), ("copy", "copied")):
        one, several = f"{verb}Message", f"{verb}Messages"
        yield bad(one, f"message to {verb} not found", message_id="$deleted", **of)
        yield bad(one, f"message can't be {done}", message_id="$protected", **of)
        yield bad(one, f"message can't be {done}", message_id="$service", **of)
        yield bad(several, "too many message identifiers specified",
                  message_ids=list(range(1, 102)), **of)  # fmt: skip
        yield bad(several, "message identifiers are not specified", message_ids=[], raw=True, **of)
        yield bad(several, "message identifiers must be in a strictly increasing order",
                  message_ids=["$text2", "$text2"], **of)  # fmt: skip


def answers():
    yield ok("sendChatAction", action="upload_document", **TO)
    yield bad("sendChatAction", "wrong parameter action in request", action="dancing", **TO)
    yield ok("answerCallbackQuery", callback_query_id="$query", text="好" * 200, show_alert=True)
    late = "query is too old and response timeout expired or query ID is invalid"
    for query in ("$answered", "$late", "nonsense"):
        yield bad("answerCallbackQuery", late, callback_query_id=query)
    yield bad(
        "answerCallbackQuery", "MESSAGE_TOO_LONG", callback_query_id="$query", text="x" * 201
    )
    yield bad("answerCallbackQuery", "URL_INVALID", callback_query_id="$query",
              url="https://bangfu.example/")  # fmt: skip
    like = {"reaction": [{"type": "emoji", "emoji": "👍"}]}
    yield ok("setMessageReaction", message_id="$theirs", **like, **TO)
    yield ok("setMessageReaction", message_id="$theirs", reaction=[], **TO)
    yield bad(
        "setMessageReaction", "message to react not found", message_id="$deleted", **like, **TO
    )
    yield bad("setMessageReaction", "REACTION_INVALID", message_id="$theirs", **TO,
              reaction=[{"type": "emoji", "emoji": "🍞"}])  # fmt: skip
    yield bad("setMessageReaction", "REACTIONS_TOO_MANY", message_id="$theirs", **TO,
              reaction=like["reaction"] * 2)  # fmt: skip


def pins():
    no_rights = "not enough rights to manage pinned messages in the chat"
    yield ok("pinChatMessage", message_id="$text", disable_notification=True, **TO)
    yield ok("pinChatMessage", chat_id="$group", message_id="$theirs_in_group")
    yield bad("pinChatMessage", "message to pin not found", message_id="$deleted", **TO)
    yield bad("pinChatMessage", "a service message can't be pinned", message_id="$service", **TO)
    yield bad("pinChatMessage", no_rights, chat_id="$plain", message_id="$in_plain")
    yield ok("unpinChatMessage", message_id="$pinned", **TO)
    yield bad("unpinChatMessage", "message to unpin not found", **TO)
    yield bad("unpinChatMessage", no_rights, chat_id="$plain")
    yield ok("unpinAllChatMessages", **TO)
    yield bad("unpinAllChatMessages", no_rights, chat_id="$plain")


CASES = [case for table in (texts, keyboards, keys_in_groups, replies, reaching, files, albums,
                            places, again, answers, pins) for case in table()]  # fmt: skip
