"""What people can do in a play written by hand; acting.py has what exported ones say besides.

韦秀英: any words                          types them
韦秀英: presses [label]                    the newest inline button of that label
韦秀英: presses again                      the latest press under another update id
韦秀英: presses again on [label]           a button that the message no longer shows
韦秀英: opens change:begin of 黄大明        a button of that household's card
韦秀英: taps ⟨label⟩                       a key of the reply keyboard
韦秀英: at 黄大明 + 600 m E ±12            shares where she is; `plain` without accuracy, `live`
韦秀英: walks to 黄大明 + 20 m N ±8        moves her live location
韦秀英: picks 黄大明 on a Chinese map      a point picked by hand in GCJ-02
韦秀英: forwards it / shares own contact / shares contact of 覃志强 / opens WORD
莫小兰: sends table "户.csv": a,b / c,d      a document: rows of cells
莫小兰: sends file "户.xlsx"               a document a test has put into `stage.files`
韦秀英: sends photo / sends album of 3 / sends voice / sends venue / blocks / unblocks
"""

import re
from typing import TYPE_CHECKING, Any

from domain.geo import Point, destination
from sandbox.world import Upload
from tests.kit import acting, cast
from tests.kit.pictures import picture
from tests.kit.script import Act

if TYPE_CHECKING:
    from tests.kit.stage import Stage

__all__ = ["act_line", "do", "picture", "where"]

WINDS = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}
PLACE = re.compile(r"(\S+?)(?: \+ (\d+) m (\w+))?(?: ±(\d+))?( plain)?( live)?")


def do(stage: "Stage", who: str, what: str) -> None:
    """Let somebody do something."""
    act_line(stage, Act(who=who, what=what))


def act_line(stage: "Stage", act: Act) -> None:
    """Act a line of somebody, in a group if it says so."""
    if acting.act_out(stage, act):
        return
    for pattern, perform in ACTIONS:
        if found := re.fullmatch(pattern, act.what):
            perform(stage, stage.users[act.who], *found.groups())
            return
    acting.Actor(stage, act).do("text", text=act.what)


def _press_old(stage: "Stage", user: int, label: str) -> None:
    """Press a button that the message no longer shows, as an old screen would."""
    number, data = stage.offered[user, label]
    stage.world.press(user, number, data, forged=True)


def _open(stage: "Stage", user: int, data: str, head: str) -> None:
    """Press what a household's card offers, under whatever message is the newest."""
    newest = stage.world.history(user)[-1]["message_id"]
    pressed = f"{data}:{stage.roster.households[head]}"
    stage.last_press = stage.world.press(user, newest, pressed, forged=True)


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


def _table(stage: "Stage", user: int, name: str, table: str) -> None:
    content = table.replace(" / ", "\n").encode()
    stage.world.send_document(user, Upload(name=name, content=content))


def _file(stage: "Stage", user: int, name: str) -> None:
    stage.world.send_document(user, Upload(name=name, content=stage.files[name]))


ACTIONS: list[tuple[str, Any]] = [
    (r'sends table "(.+?)": (.+)', _table),
    (r'sends file "(.+?)"', _file),
    (r"presses again on \[(.+)\]", _press_old),
    (r"opens (\w+:\w+) of (\S+)", _open),
    (r"presses again", lambda stage, user: stage.world.duplicate_press(stage.last_press)),
    (r"at (.+)", _at),
    (r"walks to (.+)", _walk),
    (r"picks (\S+) on a Chinese map", _pick),
    (r"forwards it", _forward),
    (r"sends venue", _venue),
    (r"says in the group (.+)", _say_in_group),
]
