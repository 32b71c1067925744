"""People who talk with a bot that dies all the time, and wait for every answer."""

import asyncio
import random
import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.geo import destination
from sandbox.world import World
from tests.crash.roster import Helper, Home

PATIENCE_S = 120.0
WITH_OTHERS_S = 900.0
"""How long one waits for another person, who may have a queue of others before one."""
ASIDES = 0.3
"""So often somebody does something else between two homes."""
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

    def count(self, chat_id: int, pattern: str) -> int:
        """Count what a chat has heard that matches."""
        return sum(bool(re.search(pattern, _words(it))) for it in self._heard[chat_id])

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
    to_ask: set[str] = field(default_factory=set)
    """Homes of which the officer asks something before accepting."""
    languages: dict[int, str] = field(default_factory=dict)
    albums: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Photos handed in, by account and what the form called them."""
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


Visiting = Callable[[Play, Helper, Home], Awaitable[Any]]
Aside = Callable[[Play, Helper], Awaitable[None]]


async def help_on(play: Play, helper: Helper, asides: Sequence[Aside]) -> None:
    """Visit one home after the other until the play is over; then begin again."""
    visits = (arrive, arrive, arrive_and_note, arrive_and_note, arrive_twice, explain)
    conversations: tuple[Visiting, ...] = (*visits, tap_a_reason, answer_back)
    for home in helper.homes:
        await play.think()
        if play.is_over.is_set():
            return
        await play.rng.choice(conversations)(play, helper, home)
        if play.rng.random() < ASIDES:
            await play.rng.choice(asides)(play, helper)
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


async def answer_back(play: Play, helper: Helper, home: Home) -> None:
    """Type why one is elsewhere, be asked something by the officer, and answer."""
    play.to_ask.add(home.name)
    await explain(play, helper, home)
    asked = f"问您在 {home.name}"
    question = await play.ears.hear(helper.user_id, asked, patience_s=WITH_OTHERS_S)
    play.visits[helper.person_id, home.name].remarks.append(f"追问{home.name}")
    since = play.ears.mark(helper.user_id)
    await play.think()
    play.world.press(helper.user_id, question["message_id"], "✍ 回答")
    await play.ears.hear(helper.user_id, "请写给信息员的回答", since)
    _remark(play, helper, home, f"回答{home.name}")
    await play.ears.hear(helper.user_id, "您的回答已交给", since)


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


def press_like(world: World, user: int, message: JSON, beginning: str) -> str:
    """Press the button that begins so; gives the number of the draft it belongs to."""
    rows = message["reply_markup"]["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    button = next(it for it in buttons if it["text"].startswith(beginning))
    world.press(user, message["message_id"], button["text"])
    return str(button["callback_data"].split(":")[2])
