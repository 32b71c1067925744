"""How the deeds of people are written down as lines of a play, as the person sees them before.

A message is named by how far back it is among those of its sender: `#1 of own`, `#2 of Bot`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox.errors import JSON, Impossible
from sandbox.plays import buttons_of, chat_name, is_plain, person_name, plain, quoted

if TYPE_CHECKING:
    from sandbox.chats import Chat
    from sandbox.world import World

LIVE_S = 900


def written(world: "World", deed: str, details: JSON) -> str | None:
    """Write somebody's deed down; None when plays have no words for it."""
    if deed not in ACTS:
        return None
    try:
        what = ACTS[deed](world, details)
        return f"{_who(world, deed, details)}: {what}"
    except (LookupError, Impossible):  # the deed itself will say what is wrong
        return None


def _who(world: "World", deed: str, details: JSON) -> str:
    user_id, chat_id = details["user_id"], details.get("chat_id")
    name = person_name(world, user_id)
    if deed == "forward":
        chat_id = details.get("from_chat")
    if chat_id is None or chat_id == user_id or deed == "new_group":
        return name
    thread = world.chats.by_id[chat_id].topics.get(details.get("thread_id") or 0)
    topic = f"#{plain(thread['name'])}" if thread else ""
    return f"{name} in {chat_name(world, chat_id)}{topic}"


def _chat(world: "World", details: JSON) -> "Chat":
    chat_id = details.get("chat_id", details.get("from_chat"))
    return world.chats.by_id[details["user_id"] if chat_id is None else chat_id]


def _message(world: "World", details: JSON, number: int) -> str:
    """Name a message by its sender and how far back it is among those of this sender."""
    chat = _chat(world, details)
    sender = chat.messages[number]["from"]
    of_same = [m for m in reversed(chat.messages.values()) if m["from"]["id"] == sender["id"]]
    back = [each["message_id"] for each in of_same].index(number) + 1
    if sender["id"] == details["user_id"]:
        return f"#{back} of own"
    name = "Bot" if sender["is_bot"] else person_name(world, sender["id"])
    return f"#{back} of {name}"


def _words(words: str) -> str:
    return words if is_plain(words) else quoted(words)


def _text(world: "World", details: JSON) -> str:
    words = details["text"]
    if details.get("reply_to"):
        return f"replies to {_message(world, details, details['reply_to'])}: {_words(words)}"
    return words if is_plain(words) else f"types {quoted(words)}"


def _press(world: "World", details: JSON) -> str:
    chat, wanted = _chat(world, details), details["data"]
    pressed = chat.messages[details["message_id"]]
    buttons = buttons_of(pressed)
    by_data = [each for each in buttons if each.get("callback_data") == wanted]
    button = (by_data or [each for each in buttons if each["text"] == wanted])[0]
    label, back = button["text"], 0
    for message in reversed(chat.messages.values()):
        same = [each for each in buttons_of(message) if plain(each["text"]) == plain(label)]
        if message is pressed:
            back += [each is button for each in same].index(True)
            break
        back += len(same)
    return f"presses [{plain(label)}]" + (f" no. {back + 1}" if back else "")


def _press_again(world: "World", details: JSON) -> str:
    pressed = _chat(world, details).messages[details["message_id"]]
    button = next(b for b in buttons_of(pressed) if b.get("callback_data") == details["data"])
    return f"presses again [{plain(button['text'])}]"


def _key(world: "World", details: JSON) -> str:
    chosen = details.get("chosen")
    if chosen is None:
        return f"taps ⟨{details['text']}⟩"
    ids = chosen if isinstance(chosen, list) else [chosen]
    return f"taps ⟨{details['text']}⟩ choosing " + "、".join(chat_name(world, it) for it in ids)


def _point(details: JSON) -> str:
    accuracy = details.get("horizontal_accuracy")
    place = f"{details['latitude']!r},{details['longitude']!r}"
    return place + (" plain" if accuracy is None else f" ±{accuracy:g}")


def _location(_world: "World", details: JSON) -> str:
    live = details.get("live_period")
    period = "" if live == LIVE_S else f" {live} s"
    return f"at {_point(details)}" + (f" live{period}" if live else "")


def _venue(_world: "World", details: JSON) -> str:
    place = f"{details['latitude']!r},{details['longitude']!r}"
    return f"sends venue {place} {quoted(details['title'])} {quoted(details.get('address', ''))}"


def _contact(world: "World", details: JSON) -> str:
    of, phone = details.get("of_user_id"), details.get("phone")
    number = f" as {phone}" if phone else ""
    if of is None and phone:
        return f"shares number {phone}"
    if of is None or of == details["user_id"]:
        return f"shares own contact{number}"
    return f"shares contact of {person_name(world, of)}{number}"


def _forward(world: "World", details: JSON) -> str:
    to = details.get("to_chat")
    into = f" into {chat_name(world, to)}" if to and to != details["user_id"] else ""
    return f"forwards {_message(world, details, details['message_id'])}{into}"


def _edit(world: "World", details: JSON) -> str:
    return f"edits {_message(world, details, details['message_id'])}: {_words(details['text'])}"


def _delete(world: "World", details: JSON) -> str:
    return f"deletes {_message(world, details, details['message_id'])}"


def _react(world: "World", details: JSON) -> str:
    emoji = details.get("emoji") or "nothing"
    return f"reacts {emoji} to {_message(world, details, details['message_id'])}"


def _upload(_world: "World", details: JSON) -> str:
    caption = f": {_words(details['caption'])}" if details.get("caption") else ""
    kind, names = details["kind"], details["names"]
    if kind == "voice":
        return "sends voice" + (f" of {details['duration']} s" if details.get("duration") else "")
    if kind == "document":
        return "sends documents " + " ".join(map(quoted, names)) + caption
    return (f"sends album of {len(names)}" if len(names) > 1 else "sends photo") + caption


def _new_group(world: "World", details: JSON) -> str:
    others = [each for each in details["member_ids"] if each != details["user_id"]]
    with_them = " with " + "、".join(person_name(world, each) for each in others)
    forum = " as a forum" if details.get("is_forum") else ""
    admin = " under the bot" if details.get("bot_is_admin") else ""
    return f"makes group {quoted(details['title'])}{with_them if others else ''}{forum}{admin}"


def _member(verb: str) -> Callable[["World", JSON], str]:
    return lambda world, details: f"{verb} {person_name(world, details['member_id'])}"


def _promote(world: "World", details: JSON) -> str:
    return _member("promotes" if details["is_admin"] else "demotes")(world, details)


def _add_bot(_world: "World", details: JSON) -> str:
    return "adds the bot" + (" as an admin" if details.get("as_admin") else "")


def _open(_world: "World", details: JSON) -> str:
    return f"opens {details.get('start') or 'the bot'}"


ACTS: dict[str, Callable[["World", JSON], str]] = {
    "text": _text,
    "press": _press,
    "duplicate_press": _press_again,
    "key": _key,
    "location": _location,
    "venue": _venue,
    "place": lambda _world, details: f"stands at {_point(details)}",
    "move_live": lambda _world, details: f"walks to {_point(details)}",
    "stop_live": lambda _world, _details: "stops walking",
    "contact": _contact,
    "forward": _forward,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "upload": _upload,
    "block": lambda _world, _details: "blocks",
    "unblock": lambda _world, _details: "unblocks",
    "open_link": _open,
    "new_group": _new_group,
    "add_member": _member("adds"),
    "remove_member": _member("removes"),
    "promote": _promote,
    "add_bot": _add_bot,
    "remove_bot": lambda _world, _details: "removes the bot",
    "new_topic": lambda _world, details: f"opens topic {quoted(details['name'])}",
}
