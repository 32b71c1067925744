"""What helpers do between two homes: look back, change the language, send albums."""

from functools import cache
from io import BytesIO

from PIL import Image

from tests.crash.people import Play, press_like
from tests.crash.roster import Helper

MOST_PHOTOS = 6


async def look_back(play: Play, helper: Helper) -> None:
    """Ask for the month's list and its map."""
    since = play.ears.mark(helper.user_id)
    play.world.send_text(helper.user_id, "我的签到")
    await play.ears.hear(helper.user_id, "月签到", since)


async def change_language(play: Play, helper: Helper) -> None:
    """Speak English for a while, then Chinese again."""
    user = helper.user_id
    for ask, label, done in (
        ("语言", "English", "Done: English"),
        ("language", "简体中文", "好了：简体中文"),
    ):
        since = play.ears.mark(user)
        play.world.send_text(user, ask)
        offer = await play.ears.hear(user, r"language:set", since)
        press_like(play.world, user, offer, label)
        await play.ears.hear(user, done, since)
    play.languages[helper.person_id] = "zh"


async def send_stray_album(play: Play, helper: Helper) -> None:
    """Send photos nobody asked for; the bot says once that it does not understand."""
    since = play.ears.mark(helper.user_id)
    play.world.send_album(helper.user_id, _pictures(play.rng.randint(2, MOST_PHOTOS)))
    await play.ears.hear(helper.user_id, "这句话我没看懂", since)


async def hand_in_photos(play: Play, helper: Helper) -> None:
    """Fill in a form with an album; every photo must be in what is handed in, once."""
    user, count = helper.user_id, play.rng.randint(2, MOST_PHOTOS)
    name = f"册{helper.person_id}-{sum(play.albums.values())}"
    since = play.ears.mark(user)
    play.world.send_text(user, "/photos")
    await play.ears.hear(user, "What shall they be called", since)
    play.world.send_text(user, name)
    await play.ears.hear(user, "Photos, please", since)
    play.world.send_album(user, _pictures(count))
    shown = await play.ears.hear(user, rf"Photos, please[\s\S]*\D{count} 张照片", since)
    press_like(play.world, user, shown, "✔ 好了")
    summary = await play.ears.hear(user, rf"请核对[\s\S]*{name}", since)
    press_like(play.world, user, summary, "✔ 提交")
    play.albums[helper.person_id, name] = count
    await play.ears.hear(user, rf"Kept {name}\.", since)


def _pictures(count: int) -> list[bytes]:
    return [_picture(number) for number in range(count)]


@cache
def _picture(shade: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (32, 32), (shade * 20, 90, 90)).save(file, "JPEG")
    return file.getvalue()


async def talk_fast(play: Play, helper: Helper) -> None:
    """Ask for three things without waiting; the answers come in this order."""
    since = play.ears.mark(helper.user_id)
    for words in ("我的信息", "帮助", "我的签到"):
        play.world.send_text(helper.user_id, words)
    await play.ears.hear(helper.user_id, "月签到", since)
    await play.ears.hear(helper.user_id, "您可以做这些", since)


ASIDES = (talk_fast, look_back, change_language, send_stray_album, hand_in_photos)
