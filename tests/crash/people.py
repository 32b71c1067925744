"""People who talk with a bot that dies all the time, and wait for every answer."""

import asyncio
import random
import re
from collections import defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from domain.geo import destination
from sandbox.world import World
from tests.crash.roster import Helper, Home

PATIENCE_S = 120.0
JSON = dict[str, Any]


class Ears:
    """What every chat hears from the bot, in the order it comes."""

    def __init__(self, world: World) -> None:
        self._heard: dict[int, list[JSON]] = defaultdict(list)
        self._news: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        world.subscribe(self._listen)

    def _listen(self, event: JSON) -> None:
        if event["type"] in {"message", "edited"} and event["message"]["from"]["is_bot"]:
            self._heard[event["chat_id"]].append(event["message"])
            self._news[event["chat_id"]].set()

    def mark(self, chat_id: int) -> int:
        """Say how much a chat has heard."""
        return len(self._heard[chat_id])

    async def hear(
        self, chat_id: int, pattern: str, since: int = 0, patience_s: float = PATIENCE_S
    ) -> JSON:
        """Wait for a message that matches, after so many others.

        Raises:
            LookupError: it has not come.
        """
        try:
            async with asyncio.timeout(patience_s):
                return await self._match(chat_id, re.compile(pattern), since)
        except TimeoutError:
            last = [_words(it) for it in self._heard[chat_id][-3:]]
            raise LookupError(f"{chat_id} never heard {pattern!r}; last: {last}") from None

    async def _match(self, chat_id: int, pattern: re.Pattern[str], since: int) -> JSON:
        while True:
            for message in self._heard[chat_id][since:]:
                if pattern.search(_words(message)):
                    return message
                since += 1
            self._news[chat_id].clear()
            await self._news[chat_id].wait()


def _words(message: JSON) -> str:
    """Write a message with its buttons and what they mean, which tells copies of old ones."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [
        f"[{button['text']}] {button.get('callback_data')}" for row in rows for button in row
    ]
    return "\n".join([str(message.get("text") or message.get("caption") or ""), *buttons])


@dataclass
class Visit:
    """What must be in the database for one helper and home."""

    state: str
    remarks: list[str] = field(default_factory=list)


@dataclass
class Play:
    """The world, everybody's ears, and what must come of what was said."""

    world: World
    ears: Ears
    rng: random.Random
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    visits: dict[tuple[int, str], Visit] = field(default_factory=dict)
    figures: list[int] = field(default_factory=list)
    exceptions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    unheard: list[str] = field(default_factory=list)
    pace_s: float = 1.2

    async def act(self, part: Coroutine[Any, Any, None]) -> None:
        """Play somebody's part; who is never answered gives up, which is a loss."""
        try:
            await part
        except LookupError as never_heard:
            self.unheard.append(str(never_heard))

    async def think(self) -> None:
        """Take the time a person takes."""
        await asyncio.sleep(self.rng.uniform(0, self.pace_s))


async def help_on(play: Play, helper: Helper) -> None:
    """Visit one home after the other until the play is over; then begin again."""
    conversations = (*[arrive] * 4, *[arrive_and_note] * 4, arrive_twice, explain, tap_a_reason)
    for home in helper.homes:
        await play.think()
        if play.is_over.is_set():
            return
        await play.rng.choice(conversations)(play, helper, home)
        if play.rng.random() < 0.1:
            await look_back(play, helper)
    while not play.is_over.is_set():
        await play.think()
        await come_again(play, helper, play.rng.choice(helper.homes))


async def arrive(play: Play, helper: Helper, home: Home) -> JSON:
    """Check in at a home."""
    play.visits[helper.person_id, home.name] = Visit("verified")
    _send_place(play, helper, home, 40)
    return await play.ears.hear(helper.user_id, f"已签到.{home.name}")


async def arrive_twice(play: Play, helper: Helper, home: Home) -> None:
    """Send the location twice at once: one counts, the other is refused."""
    _send_place(play, helper, home, 40)
    await arrive(play, helper, home)
    await play.ears.hear(helper.user_id, rf"已在\s*{home.name}\s*签到")


async def come_again(play: Play, helper: Helper, home: Home) -> None:
    """Check in where one has been today."""
    if play.visits[helper.person_id, home.name].state != "verified":
        return
    since = play.ears.mark(helper.user_id)
    _send_place(play, helper, home, 60)
    await play.ears.hear(helper.user_id, rf"已在\s*{home.name}\s*签到", since)


async def arrive_and_note(play: Play, helper: Helper, home: Home) -> None:
    """Check in and add a note."""
    done = await arrive(play, helper, home)
    since = play.ears.mark(helper.user_id)
    await play.think()
    play.world.press(helper.user_id, done["message_id"], "📝 补充说明")
    await play.ears.hear(helper.user_id, "要补充什么", since)
    await play.think()
    _remark(play, helper, home, f"说明{home.name}")
    await play.ears.hear(helper.user_id, f"已记下.{home.name}")


async def explain(play: Play, helper: Helper, home: Home) -> None:
    """Be elsewhere, and type why."""
    await _be_asked(play, helper, home)
    _remark(play, helper, home, f"原因{home.name}")
    await play.ears.hear(helper.user_id, f"🟡 已记下.{home.name}")


async def tap_a_reason(play: Play, helper: Helper, home: Home) -> None:
    """Be elsewhere, and tap why; half of the time the app sends the press again by itself."""
    question = await _be_asked(play, helper, home)
    play.visits[helper.person_id, home.name].remarks.append("户主外出")
    press = play.world.press(helper.user_id, question["message_id"], "户主外出")
    if play.rng.random() < 0.5:
        play.world.duplicate_press(press)
    await play.ears.hear(helper.user_id, f"🟡 已记下.{home.name}")


async def look_back(play: Play, helper: Helper) -> None:
    """Ask for the month's list and its map."""
    since = play.ears.mark(helper.user_id)
    play.world.send_text(helper.user_id, "我的签到")
    await play.ears.hear(helper.user_id, "月签到", since)


async def _be_asked(play: Play, helper: Helper, home: Home) -> JSON:
    play.visits[helper.person_id, home.name] = Visit("accepted")
    play.exceptions[helper.village] += 1
    _send_place(play, helper, home, 700)
    question = await play.ears.hear(helper.user_id, f"您在{home.name}.*才算到场")
    await play.think()
    return question


def _send_place(play: Play, helper: Helper, home: Home, away_m: int) -> None:
    there = destination(home.point, 0, away_m)
    play.world.send_location(helper.user_id, there.latitude, there.longitude, 10)


def _remark(play: Play, helper: Helper, home: Home, words: str) -> None:
    play.visits[helper.person_id, home.name].remarks.append(words)
    play.world.send_text(helper.user_id, words)


async def judge(play: Play, village: str, officer: int) -> None:
    """Accept every exception of a village once, as its card comes."""
    settled: set[str] = set()
    while not (play.is_over.is_set() and len(settled) == play.exceptions[village]):
        card = await _next_card(play, officer, settled)
        if card is None:
            continue
        home = _home_on(card)
        play.world.press(officer, card["message_id"], "✅ 认可")
        await play.ears.hear(officer, f"{home}[\\s\\S]*☑️", 0)
        settled.add(home)


async def _next_card(play: Play, officer: int, settled: set[str]) -> JSON | None:
    others = "|".join(settled) or "-"
    unseen = rf"待看的签到[^\n]*\n(?!{others})(?![\s\S]*☑️)"
    try:
        return await play.ears.hear(officer, unseen, patience_s=1.0)
    except LookupError:
        return None


def _home_on(card: JSON) -> str:
    found = re.search(r"户\d{5}", _words(card))
    assert found
    return found[0]


async def govern(play: Play, admin: int) -> None:
    """Set one figure after the other through the form."""
    before, value = 120, 200
    while not play.is_over.is_set():
        await play.think()
        await set_figure(play, admin, before, value)
        play.figures.append(value)
        before, value = value, 200 + (value + 1) % 200


async def set_figure(play: Play, admin: int, before: int, value: int) -> None:
    """Fill in the form of the rule book: fastest travel, from today on."""
    since = play.ears.mark(admin)
    play.world.send_text(admin, "规则")
    question = await play.ears.hear(admin, rf"改哪一项[\s\S]*最快路程[^\n]*\D{before}\]", since)
    draft = press_like(play.world, admin, question, "最快路程")
    await play.ears.hear(admin, f"新数值是多少[\\s\\S]*{draft}", since)
    play.world.send_text(admin, str(value))
    question = await play.ears.hear(admin, f"从哪一天起[\\s\\S]*{draft}", since)
    press_like(play.world, admin, question, "今天")
    summary = await play.ears.hear(admin, f"请核对[\\s\\S]*{draft}", since)
    press_like(play.world, admin, summary, "✔ 提交")
    await play.ears.hear(admin, rf"✅ 最快路程.*\D{value}\D", since)


def press_like(world: World, user: int, message: JSON, beginning: str) -> str:
    """Press the button that begins so; gives the number of the draft it belongs to."""
    rows = message["reply_markup"]["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    button = next(it for it in buttons if it["text"].startswith(beginning))
    world.press(user, message["message_id"], button["text"])
    return str(button["callback_data"].split(":")[2])
