"""Inline keyboards on messages, reply keyboards on phones, each checked as Telegram checks it."""

from typing import Any

from sandbox.errors import JSON, bad, unsupported

DATA_LIMIT = 64
INLINE_LIMIT = 100
INLINE_ROW = 8
REPLY_LIMIT = 300
REPLY_ROW = 12
MOST_USERS = 10
ACTIONS = {
    "url", "callback_data", "copy_text", "switch_inline_query", "web_app", "login_url",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
    "disabled",
}  # fmt: skip
PLAYED_ACTIONS = {"url", "callback_data", "copy_text"}
REQUESTS = {
    "request_contact": "phone number", "request_location": "location", "request_users": "users",
    "request_chat": "chats",
}  # fmt: skip
UNPLAYED_REQUESTS = {"request_managed_bot", "request_poll", "web_app"}
UNPLAYED_LOOKS = {"icon_custom_emoji_id"}
STYLES = {"danger", "success", "primary"}


def inline(markup: JSON | None) -> JSON | None:
    """Check an inline keyboard; give what the message shows, None for no buttons.

    Raises:
        ApiError: a button Telegram refuses, or one the sandbox cannot play.
    """
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > INLINE_LIMIT or any(len(row) > INLINE_ROW for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: JSON) -> None:
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: Text must be non-empty")
    actions = ACTIONS & button.keys()
    if len(actions) != 1:
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad(f"can't parse inline keyboard button: {words}")
    if unplayed := (actions - PLAYED_ACTIONS) | (UNPLAYED_LOOKS & button.keys()):
        raise unsupported(f"an inline button with {unplayed.pop()}")
    _check_style(button)
    _check_action(button)


def _check_style(button: JSON) -> None:
    if button.get("style", "primary") not in STYLES:
        raise bad("BUTTON_STYLE_INVALID")


def _check_action(button: JSON) -> None:
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not url.lower().startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def reply(markup: JSON | None, *, private: bool) -> JSON | None:
    """Check what shall stand under the input field; None when it is not about that.

    Raises:
        ApiError: a key Telegram refuses, or one the sandbox cannot play.
    """
    if not markup or "inline_keyboard" in markup:
        return None
    if len(markup.get("input_field_placeholder", "")) > 64:
        raise bad("input field placeholder is too long")
    if "keyboard" not in markup:
        return markup
    rows = [row for row in markup["keyboard"] if row]
    if not rows:
        raise bad("can't parse reply keyboard markup: keyboard must be non-empty")
    if sum(map(len, rows)) > REPLY_LIMIT or any(len(row) > REPLY_ROW for row in rows):
        raise bad("reply markup is too long")
    for key in (key for row in rows for key in row):
        _check_key(key, private=private)
    return markup | {"keyboard": rows}


def _check_key(key: JSON, *, private: bool) -> None:
    if not key["text"].strip():
        raise bad("can't parse keyboard button: Text must be non-empty")
    if unplayed := (UNPLAYED_REQUESTS | UNPLAYED_LOOKS) & key.keys():
        raise unsupported(f"a reply keyboard button with {unplayed.pop()}")
    _check_style(key)
    for request, thing in REQUESTS.items():
        if key.get(request) and not private:
            raise bad(f"{thing} can be requested in private chats only")
    if not 1 <= key.get("request_users", {}).get("max_quantity", 1) <= MOST_USERS:
        raise bad("BUTTON_INVALID")


def find_button(message: JSON, wanted: str) -> JSON | None:
    """Find a button on a message by its data or its text."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    by_data = [button for button in buttons if button.get("callback_data") == wanted]
    return next(iter(by_data + [each for each in buttons if each["text"] == wanted]), None)


class Keyboards:
    """What stands under the input field of each phone in each chat."""

    def __init__(self) -> None:
        self._shown: dict[tuple[int, int], JSON] = {}
        self._asked: dict[tuple[int, int], int] = {}

    def show(self, user_id: int, chat_id: int, markup: JSON, message_id: int) -> JSON | None:
        """Put a keyboard up, or take it down; give what stands there now."""
        where = (user_id, chat_id)
        self._shown.pop(where, None)
        self._asked.pop(where, None)
        if markup.get("remove_keyboard"):
            return None
        self._shown[where] = markup
        if markup.get("force_reply"):
            self._asked[where] = message_id
        return markup

    def shown(self, user_id: int, chat_id: int) -> JSON | None:
        """Give the keyboard that stands there."""
        return self._shown.get((user_id, chat_id))

    def all_of(self, user_id: int) -> dict[int, JSON]:
        """Give a phone's keyboards by chat."""
        return {chat: markup for (user, chat), markup in self._shown.items() if user == user_id}

    def key(self, user_id: int, chat_id: int, text: str) -> JSON | None:
        """Find a key by its text."""
        rows: list[list[JSON]] = (self.shown(user_id, chat_id) or {}).get("keyboard", [])
        return next((key for row in rows for key in row if key["text"] == text), None)

    def answer_to(self, user_id: int, chat_id: int) -> int | None:
        """Give the message a ForceReply asks to answer."""
        return self._asked.get((user_id, chat_id))

    def answered(self, user_id: int, chat_id: int) -> bool:
        """Take a pure ForceReply down once it is answered; say whether one was there."""
        asked: Any = self._asked.pop((user_id, chat_id), None)
        markup = self._shown.get((user_id, chat_id), {})
        if asked is None or "keyboard" in markup:
            return False
        del self._shown[user_id, chat_id]
        return True
