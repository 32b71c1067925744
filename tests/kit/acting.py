"""People's lines as sessions are exported: exact points, any message, groups and their topics.

韦秀英: at 21.473512,109.120143 ±12 live     exactly there; `plain` without accuracy, `live 60 s`
韦秀英: stands at … / walks to … / stops walking
韦秀英: presses [label] no. 2                the second newest button of that label
韦秀英: presses again [label]                her latest press of it, under another update id
韦秀英: taps ⟨label⟩ choosing 莫小兰
韦秀英: replies to #1 of Bot: words          to the bot's newest message; `own` is her own
韦秀英: edits #1 of own: … / deletes #1 of own / reacts 👍 to #1 of Bot / forwards #2 of Bot
韦秀英: types "any words"                     words that could be taken for something else
韦秀英: sends photo: caption / sends album of 3: caption / sends voice of 7 s
韦秀英: sends documents "表.xlsx": caption / sends venue 21.4,109.1 "title" "address"
韦秀英: shares contact of 覃志强 as 139… / shares number 139… / opens the bot / opens WORD
韦秀英: makes group "工作群" with 莫小兰、梁建国 as a forum under the bot
韦秀英 in 工作群: adds 陆海燕 / removes … / promotes … / demotes … / adds the bot as an admin /
    removes the bot / opens topic "话题"
"""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox import deeds
from sandbox.plays import buttons_of, chat_name, plain
from sandbox.world import Upload
from tests.kit.pictures import picture
from tests.kit.script import Act

if TYPE_CHECKING:
    from tests.kit.stage import Stage

POINT = r"(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)"
EXACTLY = rf"{POINT}(?: ±([\d.]+)| plain)"
MESSAGE = r"#(\d+) of (\S+?)"
LIVE_S = 900
NOWHERE = {"new_group", "place", "forward", "duplicate_press", "block", "unblock", "open_link"}
"""Deeds that are about no chat, or name their chats by other words."""

Details = dict[str, Any]


class Actor:
    """Somebody who acts one line, in a chat and maybe a topic."""

    def __init__(self, stage: "Stage", act: Act) -> None:
        self.stage, self.world = stage, stage.world
        self.user = stage.users[act.who]
        self.group = self.chat_called(act.group) if act.group else None
        self.here = self.world.chats.by_id[self.group or self.user]
        topics = self.here.topics.items()
        self.thread = next((it for it, each in topics if plain(each["name"]) == act.topic), None)

    def do(self, deed: str, **details: Any) -> Any:
        """Do a deed as the page does it."""
        given = {name: value for name, value in details.items() if value is not None}
        if self.group and deed not in NOWHERE:
            given = {"chat_id": self.group} | given
        if self.thread and deed in deeds.SENDING:
            given |= {"thread_id": self.thread}
        return deeds.do(self.world, deed, {"user_id": self.user} | given)

    def chat_called(self, name: str) -> int:
        """Find a chat by its name in plays."""
        return next(it for it in self.world.chats.by_id if chat_name(self.world, it) == name)

    def message(self, back: str, whose: str) -> int:
        """Find a message by its sender and how far back it is."""
        sender = self.user if whose == "own" else self.stage.users.get(whose)
        sender = self.world.bot["id"] if whose == "Bot" else sender
        sent = [m for m in self.here.messages.values() if m["from"]["id"] == sender]
        number: int = sent[-int(back)]["message_id"]
        return number

    def button(self, label: str, number: int) -> tuple[int, str]:
        """Find a button by its label, counted from the newest message on."""
        for message in reversed(self.here.messages.values()):
            same = [each for each in buttons_of(message) if plain(each["text"]) == label]
            if len(same) >= number:
                button = same[number - 1]
                return message["message_id"], str(button.get("callback_data", button["text"]))
            number -= len(same)
        raise AssertionError(f"nobody offers [{label}]")


def act_out(stage: "Stage", act: Act) -> bool:
    """Act a line; False when it is none of these."""
    for pattern, perform in LINES:
        if found := re.fullmatch(pattern, act.what):
            perform(Actor(stage, act), *found.groups())
            return True
    return False


def words_of(written: str | None) -> str:
    """Read words, quoted or not."""
    return str(json.loads(written)) if written and written.startswith('"') else written or ""


def _press(actor: Actor, label: str, number: str | None) -> None:
    message, data = actor.button(label, int(number or 1))
    pressed = actor.do("press", message_id=message, data=data)
    actor.stage.last_press = pressed["callback_query_id"]


def _press_again(actor: Actor, label: str) -> None:
    for press in reversed(actor.world.presses_made.values()):
        buttons = buttons_of(press["message"])
        labels = [plain(it["text"]) for it in buttons if it.get("callback_data") == press["data"]]
        if press["user_id"] == actor.user and label in labels:
            number = press["message"]["message_id"]
            actor.do("duplicate_press", message_id=number, data=press["data"])
            return
    raise AssertionError(f"[{label}] was not pressed")


def _tap(actor: Actor, label: str, chosen: str) -> None:
    ids = [actor.chat_called(name) for name in chosen.split("、")]
    actor.do("key", text=label, chosen=ids if ids[0] > 0 else ids[0])


def _somewhere(deed: str) -> Callable[..., None]:
    def act(actor: Actor, north: str, east: str, accuracy: str | None, *more: str | None) -> None:
        details: Details = {"latitude": float(north), "longitude": float(east)}
        details["horizontal_accuracy"] = float(accuracy) if accuracy else None
        if deed == "location" and more[0]:
            details["live_period"] = int(more[1] or LIVE_S)
        if deed == "move_live":
            details["message_id"] = _live(actor)
        actor.do(deed, **details)

    return act


def _live(actor: Actor) -> int:
    live = [
        m["message_id"]
        for m in actor.here.messages.values()
        if m["from"]["id"] == actor.user and m.get("location", {}).get("live_period")
    ]
    number: int = live[-1]
    return number


def _venue(actor: Actor, *given: str) -> None:
    north, east, title, address = given
    details: Details = {"latitude": float(north), "longitude": float(east)}
    actor.do("venue", **details, title=json.loads(title), address=json.loads(address))


def _contact(actor: Actor, name: str | None, phone: str | None) -> None:
    actor.do("contact", of_user_id=actor.stage.users[name] if name else actor.user, phone=phone)


def _forward(actor: Actor, back: str, whose: str, into: str | None) -> None:
    source, to = actor.here.id, actor.chat_called(into) if into else None
    number = actor.message(back, whose)
    actor.do("forward", message_id=number, from_chat=source, to_chat=to)


def _photos(actor: Actor, number: str | None, caption: str | None) -> None:
    pictures = [picture(each) for each in range(int(number or 1))]
    with actor.world.in_topic(actor.thread):
        if number:
            actor.world.send_album(actor.user, pictures, words_of(caption), actor.group)
        else:
            words = words_of(caption)
            actor.world.send_photo(actor.user, pictures[0], words, chat_id=actor.group)


def _documents(actor: Actor, names: str, caption: str | None) -> None:
    with actor.world.in_topic(actor.thread):
        for name in re.findall(r'"(?:[^"\\]|\\.)*"', names):
            upload = Upload(name=json.loads(name), content=b"a stand-in")
            actor.world.send_document(actor.user, upload, words_of(caption), actor.group)


def _voice(actor: Actor, duration: str | None) -> None:
    with actor.world.in_topic(actor.thread):
        seconds = int(duration or 3)
        actor.world.send_voice(actor.user, b"OggS" + bytes(64), seconds, actor.group)


def _new_group(actor: Actor, *given: str | None) -> None:
    title, others, forum, led = given
    ids = [actor.stage.users[name] for name in (others or "").split("、") if name]
    flags = {"is_forum": bool(forum), "bot_is_admin": bool(led)}
    actor.do("new_group", title=words_of(title), member_ids=ids, **flags)


def _member(deed: str, **more: bool) -> Callable[..., None]:
    return lambda it, name: it.do(deed, member_id=it.stage.users[name], **more)


LINES: list[tuple[str, Callable[..., Any]]] = [
    (r'types (".*")', lambda it, words: it.do("text", text=words_of(words))),
    (
        rf"replies to {MESSAGE}: (.+)",
        lambda it, back, whose, words: it.do(
            "text", text=words_of(words), reply_to=it.message(back, whose)
        ),
    ),
    (r"presses \[(.+)\](?: no\. (\d+))?", _press),
    (r"presses again \[(.+)\]", _press_again),
    (r"taps ⟨(.+)⟩", lambda it, label: it.do("key", text=label)),
    (r"taps ⟨(.+)⟩ choosing (.+)", _tap),
    (rf"at {EXACTLY}( live(?: (\d+) s)?)?", _somewhere("location")),
    (rf"stands at {EXACTLY}", _somewhere("place")),
    (rf"walks to {EXACTLY}", _somewhere("move_live")),
    (r"stops walking", lambda it: it.do("stop_live", message_id=_live(it))),
    (rf'sends venue {POINT} (".*") (".*")', _venue),
    (r"shares number (\d+)", lambda it, phone: it.do("contact", phone=phone)),
    (r"shares (?:own contact|contact of (\S+))(?: as (\d+))?", _contact),
    (rf"forwards {MESSAGE}(?: into (\S+))?", _forward),
    (
        rf"edits {MESSAGE}: (.+)",
        lambda it, back, whose, words: it.do(
            "edit", message_id=it.message(back, whose), text=words_of(words)
        ),
    ),
    (
        rf"deletes {MESSAGE}",
        lambda it, back, whose: it.do("delete", message_id=it.message(back, whose)),
    ),
    (
        rf"reacts (\S+) to {MESSAGE}",
        lambda it, emoji, back, whose: it.do(
            "react",
            message_id=it.message(back, whose),
            emoji=None if emoji == "nothing" else emoji,
        ),
    ),
    (r"sends (?:photo|album of (\d+))(?:: (.+))?", _photos),
    (r'sends documents ("(?:[^"\\]|\\.)*"(?: "(?:[^"\\]|\\.)*")*)(?:: (.+))?', _documents),
    (r"sends voice(?: of (\d+) s)?", _voice),
    (r"opens the bot", lambda it: it.do("open_link")),
    (r"opens (\S+)", lambda it, word: it.do("open_link", start=word)),
    (r'opens topic (".*")', lambda it, name: it.do("new_topic", name=words_of(name))),
    (r'makes group (".*?")(?: with (\S+))?( as a forum)?( under the bot)?', _new_group),
    (r"adds the bot( as an admin)?", lambda it, led: it.do("add_bot", as_admin=bool(led))),
    (r"removes the bot", lambda it: it.do("remove_bot")),
    (r"adds (\S+)", _member("add_member")),
    (r"removes (\S+)", _member("remove_member")),
    (r"promotes (\S+)", _member("promote", is_admin=True)),
    (r"demotes (\S+)", _member("promote", is_admin=False)),
    (r"blocks", lambda it: it.do("block")),
    (r"unblocks", lambda it: it.do("unblock")),
]
