"""What people can do in a play, and how what the bot says is written down.

韦秀英: any words                          types them
韦秀英: presses [label]                    the newest inline button of that label
韦秀英: presses again [label]              the same press under another update id
韦秀英: taps ⟨label⟩                       a key of the reply keyboard
韦秀英: at 黄大明 + 600 m E ±12            shares where she is; `plain` without accuracy, `live`
韦秀英: walks to 黄大明 + 20 m N ±8        moves her live location
韦秀英: picks 黄大明 on a Chinese map      a point picked by hand in GCJ-02
韦秀英: forwards it / shares own contact / shares contact of 覃志强 / opens WORD
韦秀英: sends photo / sends album of 3 / sends voice / sends venue / blocks / unblocks
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from domain.geo import Point, destination
from tests.kit import cast
from tests.kit.script import Line

if TYPE_CHECKING:
    from tests.kit.stage import Stage

WINDS = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}
PLACE = re.compile(r"(\S+?)(?: \+ (\d+) m (\w+))?(?: ±(\d+))?( plain)?( live)?")


def do(stage: "Stage", who: str, what: str) -> None:
    """Let somebody do something."""
    for pattern, act in ACTIONS:
        if found := re.fullmatch(pattern, what):
            act(stage, stage.users[who], *found.groups())
            return
    stage.world.send_text(stage.users[who], what)


def _press(stage: "Stage", user: int, label: str) -> None:
    number = _message_with(stage, user, label)["message_id"]
    stage.last_press = stage.world.press(user, number, label)


def _press_old(stage: "Stage", user: int, label: str) -> None:
    """Press a button that the message no longer shows, as an old screen would."""
    number, data = stage.offered[user, label]
    stage.world.press(user, number, data, forged=True)


def _message_with(stage: "Stage", user: int, label: str) -> dict[str, Any]:
    for message in reversed(stage.world.history(user)):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if any(button["text"] == label for row in rows for button in row):
            return message
    raise AssertionError(f"nobody offers [{label}]")


def where(written: str) -> tuple[Point, float | None, bool]:
    """Read a place of a play: the point, its accuracy, whether it is live."""
    found = PLACE.fullmatch(written)
    assert found, written
    name, metres, wind, accuracy, plain, live = found.groups()
    point = cast.PLACES[name]
    if metres:
        point = destination(point, WINDS[wind], int(metres))
    return point, None if plain else float(accuracy or 10), bool(live)


def _at(stage: "Stage", user: int, written: str) -> None:
    point, accuracy, live = where(written)
    stage.world.send_location(
        user, point.latitude, point.longitude, accuracy, live_period=900 if live else None
    )


def _walk(stage: "Stage", user: int, written: str) -> None:
    point, accuracy, _ = where(written)
    live = [it for it in stage.world.history(user) if it.get("location", {}).get("live_period")]
    stage.world.move_live(user, live[-1]["message_id"], point.latitude, point.longitude, accuracy)


def _pick(stage: "Stage", user: int, name: str) -> None:
    point = cast.picked_on_chinese_map(name)
    stage.world.send_location(user, point.latitude, point.longitude, None)


def _forward(stage: "Stage", user: int) -> None:
    mine = [it for it in stage.world.history(user) if not it["from"]["is_bot"]]
    stage.world.forward(user, mine[-1]["message_id"], user, user)


def _say_in_group(stage: "Stage", user: int, words: str) -> None:
    if stage.group == 0:
        group = stage.world.add_group("关井村工作群", [user], bot_is_admin=True)
        stage.group = group["id"]
    stage.world.send_text(user, words, stage.group)


def _venue(stage: "Stage", user: int) -> None:
    point = cast.PLACES["黄大明"]
    stage.world.send_venue(user, point.latitude, point.longitude, "村委会")


def picture(colour: int = 0) -> bytes:
    """Make a small picture."""
    file = BytesIO()
    Image.new("RGB", (32, 32), (colour % 256, 90, 90)).save(file, "JPEG")
    return file.getvalue()


ACTIONS: list[tuple[str, Any]] = [
    (r"presses \[(.+)\]", _press),
    (r"presses again on \[(.+)\]", _press_old),
    (r"presses again", lambda stage, user: stage.world.duplicate_press(stage.last_press)),
    (r"taps ⟨(.+)⟩", lambda stage, user, label: stage.world.press_key(user, label)),
    (r"at (.+)", _at),
    (r"walks to (.+)", _walk),
    (r"picks (\S+) on a Chinese map", _pick),
    (r"forwards it", _forward),
    (r"sends venue", _venue),
    (r"shares own contact", lambda stage, user: stage.world.send_contact(user)),
    (
        r"shares own contact as (\d+)",
        lambda stage, user, phone: stage.world.send_contact(user, user, phone),
    ),
    (
        r"shares contact of (\S+)",
        lambda stage, user, name: stage.world.send_contact(user, stage.users[name]),
    ),
    (r"opens (\S+)", lambda stage, user, word: stage.world.open_link(user, word)),
    (r"sends photo", lambda stage, user: stage.world.send_photo(user, picture())),
    (
        r"sends album of (\d)",
        lambda stage, user, n: stage.world.send_album(user, [picture(i) for i in range(int(n))]),
    ),
    (r"sends voice", lambda stage, user: stage.world.send_voice(user, b"OggS" + bytes(64))),
    (r"says in the group (.+)", _say_in_group),
    (r"blocks", lambda stage, user: stage.world.block_bot(user)),
    (r"unblocks", lambda stage, user: stage.world.unblock_bot(user)),
]


def line_of(stage: "Stage", event: dict[str, Any]) -> Line | None:
    """Write an event down as a line of the bot; None when it is none."""
    if event["type"] == "answer":
        words = event.get("text") or ""
        return Line(stage.name_of(event["user_id"]), f"(toast) {_plain(words)}") if words else None
    message = event.get("message", {})
    stage.remember(event)
    if event["type"] not in ("message", "edited") or not message["from"]["is_bot"]:
        return None
    mark = "✎ " if event["type"] == "edited" else ""
    return Line(stage.name_of(event["chat_id"]), mark + _said(message))


def _said(message: dict[str, Any]) -> str:
    words = message.get("text") or message.get("caption") or ""
    kinds = [kind for kind in ("photo", "voice", "document") if kind in message]
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [f"[{button['text']}]" for row in rows for button in row]
    return " ".join([*[f"({kind})" for kind in kinds], *filter(None, [_plain(words)]), *buttons])


def _plain(words: str) -> str:
    return words.replace("\n", " / ")
