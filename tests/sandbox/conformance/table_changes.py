"""Edits and deletes."""

from tests.sandbox.conformance.cases import JSON, absent, bad, no, ok
from tests.sandbox.conformance.scene import BUTTONS, KEYS, PICTURE, SHEET

TO = {"chat_id": "$wei"}
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
PHOTO = {"type": "photo", "media": PICTURE, "caption": "新"}
THERE = {"latitude": 21.46, "longitude": 109.13}
CHANGES: dict[str, JSON] = {
    "editMessageText": {"text": "二"},
    "editMessageCaption": {"caption": "二"},
    "editMessageMedia": {"media": PHOTO},
    "editMessageReplyMarkup": {"reply_markup": BUTTONS},
    "editMessageLiveLocation": THERE,
    "stopMessageLiveLocation": {},
}


def every_edit():
    for method, change in CHANGES.items():
        yield bad(method, "chat not found", chat_id=5, message_id=1, **change)
        yield bad(method, "message to edit not found", message_id="$deleted", **change, **TO)
        for message in ("$theirs", "$under"):
            yield bad(method, "message can't be edited", message_id=message, **change, **TO)
        yield bad(method, "message identifier is not specified", raw=True, **change, **TO)
        yield no(method, 403, "Forbidden: bot was kicked from the supergroup chat",
                 chat_id="$gone", message_id=1, **change)  # fmt: skip


def edits():
    text, caption = "editMessageText", "editMessageCaption"
    yield ok(text, {"text": "二", "reply_markup": absent}, message_id="$marked", text="二", **TO)
    yield ok(text, {"text": "二"}, message_id="$old", text="二", **TO)
    yield ok(
        text, {"reply_markup": BUTTONS}, message_id="$text", text="二", reply_markup=BUTTONS, **TO
    )
    yield ok(text, {"entities": absent}, message_id="$marked", text="一", **TO)
    yield bad(text, SAME, message_id="$text", text="一", **TO)
    yield bad(text, SAME, message_id="$marked", text="<b>一</b>", parse_mode="HTML",
              reply_markup=BUTTONS, **TO)  # fmt: skip
    yield bad(
        text, "there is no text in the message to edit", message_id="$photo", text="二", **TO
    )
    yield bad(text, "message text is empty", message_id="$text", text=" ", **TO)
    yield bad(text, "message is too long", message_id="$text", text="x" * 4097, **TO)
    yield ok(caption, {"caption": "画"}, message_id="$photo", caption="画", **TO)
    yield ok(caption, {"caption": absent}, message_id="$photo", **TO)
    yield ok(caption, message_id="$album", caption="画", **TO)
    yield bad(caption, SAME, message_id="$photo", caption="图", **TO)
    yield bad(
        caption, "message caption is too long", message_id="$photo", caption="x" * 1025, **TO
    )
    yield bad(caption, "there is no caption in the message to edit", message_id="$text",
              caption="x", **TO)  # fmt: skip
    yield ok("editMessageReplyMarkup", {"reply_markup": absent}, message_id="$marked", **TO)
    yield bad("editMessageReplyMarkup", SAME, message_id="$text", **TO)
    yield bad("editMessageReplyMarkup", "inline keyboard expected", raw=True, message_id="$text",
              reply_markup=KEYS, **TO)  # fmt: skip


def media():
    change = "editMessageMedia"
    yield ok(
        change, {"caption": "新", "document": absent}, message_id="$document", media=PHOTO, **TO
    )
    yield ok(change, {"text": absent, "photo": lambda sizes: sizes}, message_id="$text",
             media=PHOTO, **TO)  # fmt: skip
    yield ok(change, {"media_group_id": str.isdigit}, message_id="$album", media=PHOTO, **TO)
    sheet = {"type": "document", "media": SHEET}
    yield ok(change, {"document": {"file_size": 5}}, message_id="$photo", media=sheet, **TO)
    yield bad(
        change, "can't change media type in the album", message_id="$album", media=sheet, **TO
    )
    for message in ("$voice", "$live"):
        yield bad(change, "there is no media in the message to edit", message_id=message,
                  media=PHOTO, **TO)  # fmt: skip


def live():
    move, stop = "editMessageLiveLocation", "stopMessageLiveLocation"
    moved = {"location": THERE | {"live_period": 900}}
    yield ok(move, moved, message_id="$live", **THERE, **TO)
    yield ok(move, {"location": {"live_period": 1800}}, message_id="$live", live_period=1800,
             **THERE, **TO)  # fmt: skip
    yield ok(stop, {"location": {"live_period": absent}}, message_id="$live", **TO)
    for method, where in ((move, THERE), (stop, {})):
        words = "there is no live location in the message to edit"
        yield bad(method, words, message_id="$text", **where, **TO)
        yield bad(method, "message can't be edited", message_id="$ended", **where, **TO)


def deletes():
    one, several = "deleteMessage", "deleteMessages"
    yield ok(one, message_id="$text", **TO)
    yield ok(one, message_id="$theirs", **TO)
    yield ok(one, message_id="$theirs_in_group", chat_id="$group")
    yield ok(one, message_id="$in_plain", chat_id="$plain")
    yield bad(one, "message to delete not found", message_id="$deleted", **TO)
    yield bad(one, "message can't be deleted for everyone", message_id="$old", **TO)
    yield bad(one, "message can't be deleted", message_id="$theirs_in_plain", chat_id="$plain")
    yield bad(one, "message can't be deleted", message_id="$topic", chat_id="$forum")
    yield ok(several, message_ids=["$text", "$text2", 999_999_999], **TO)
    yield bad(several, "message can't be deleted for everyone", message_ids=["$old"], **TO)
    yield bad(several, "message identifiers are not specified", raw=True, message_ids=[], **TO)
    yield bad(several, "too many message identifiers specified", message_ids=[1] * 101, **TO)


CASES = [case for table in (every_edit, edits, media, live, deletes) for case in table()]
