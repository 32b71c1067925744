"""Every button ever offered, pressed by its owner when the world has moved on."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.texts import LANGUAGES
from domain.people import Duty, Role, State
from storage import people
from storage.tables import PairingRow, PersonRow
from tests.hostile.presses import NOT_YOURS, Presses, handler_of
from tests.hostile.recorded import MONTH_END, a_day, perform
from tests.hostile.recorded_alerts import ALERTS
from tests.hostile.recorded_answers import ANSWERS
from tests.hostile.recorded_broadcasts import BROADCASTS
from tests.hostile.recorded_campaigns import CAMPAIGNS
from tests.hostile.recorded_cases import CASES
from tests.hostile.recorded_changes import CHANGES, DECIDED
from tests.hostile.recorded_clocks import CLOCKS
from tests.hostile.recorded_haves import HAVES
from tests.hostile.recorded_imports import IMPORTS
from tests.hostile.recorded_ladders import LADDERS
from tests.hostile.recorded_late import LATE
from tests.hostile.recorded_pairings import ONLY_LATER, a_pairing
from tests.hostile.recorded_progress import SETTLES as TASKS_SETTLE
from tests.hostile.recorded_progress import a_task
from tests.hostile.recorded_recurrences import RECURRENCES
from tests.hostile.recorded_recurrences import SETTLES as SWITCHES
from tests.hostile.recorded_rises import SETTLES as RISES_SETTLE
from tests.hostile.recorded_rises import overdue_tasks
from tests.hostile.recorded_tasks import own_tasks
from tests.hostile.recorded_views import VIEWS
from tests.hostile.recorded_visits import VISITS
from tests.hostile.scene import answered
from tests.kit import cast
from tests.kit.stage import Stage, opened
from tests.kit.tables import POST, Tables, contents

BEGIN = datetime(2026, 2, 25, 1, tzinfo=UTC)
MISSED = """
    -- 2026-02-27 08:00 sweep
    -- 2026-03-02 08:00 sweep
    -- 2026-03-02 09:00
    """
"""What is offered before the recorded day: a reminder, and the card of a deadline missed."""
LEFT_OPEN = """
    -- 2026-05-07 09:00
    陌生人: at 黄大明 + 640 m E ±12
    陌生人: 户主去镇上看病
    陌生人: 提需求
    陌生人: presses [上学]
    陌生人: presses [学费生活费]
    陌生人: 孩子想换学校
    陌生人: presses [普通]
    覃志强: at 黄大明 + 900 m N ±10
    韦秀英: shares own contact as 13900000002
    陈丽华: /cancel
    陈丽华: 规则
    陈丽华: presses [农户签到半径（米）：500]
    陈丽华: 700
    陈丽华: presses [明天]
    """
"""What waits for somebody when the world moves on: an exception, a move, a reason, a summary."""
HOUSEHOLDS = """
    陌生人: /households 黄大明
    陌生人: presses [1 黄大明]
    陌生人: presses [👁 显示 30 秒]
    """
PAGES = (
    ("陌生人", "need:page:1"),
    ("莫小兰", "answer:page:1"),
    ("莫小兰", "case:page:1"),
    ("黄丽萍", "case:page:1"),
    ("黄丽萍", "case:over:1:1"),
    ("黄丽萍", "view:show:1"),
    ("黄丽萍", "progress:all:1"),
    ("黄丽萍", f"campaign:of:{cast.TOWN}"),
    ("黄丽萍", "progress:trail:1"),
    ("黄丽萍", "broadcast:list:1"),
    ("陈丽华", "ladder:differs:1"),
    ("陌生人", "mine:said:1"),
    ("陌生人", "household:page:1"),
    ("陌生人", "unit:page:1"),
    ("陌生人", "tasks:page:1"),
    ("陌生人", "tasks:later"),
    ("陌生人", "task:away:1"),
    ("陌生人", "duties:mine"),
    ("莫小兰", "visits:nudge:202605"),
    ("莫小兰", "visits:known:202605"),
)
"""Buttons under longer lists, or under what is later, read alike or was changed twice."""
SETTLE = """
    莫小兰: presses again on [🙋 我来处理]
    莫小兰: presses again on [✅ 已解决]
    莫小兰: 换好了
    覃志强: /cancel
    陈丽华: /cancel
    """
SETTLES = (
    "mute:refuse:",
    "exception:accept:",
    "move:refuse:",
    "case:over:",
    *TASKS_SETTLE,
    *SWITCHES,
    *RISES_SETTLE,
)
OPENED = (
    HAVES,
    CHANGES,
    LATE,
    LADDERS,
    CLOCKS,
    IMPORTS,
    VISITS,
    ALERTS,
    ANSWERS,
    CASES,
    VIEWS,
    CAMPAIGNS,
    HOUSEHOLDS,
)
"""What offers the buttons of each part of the bot, in turn."""
UNDECIDED = frozenset({"drafts", "audit", "quiet_hours"})
"""Opening a form, looking at something, and one's own quiet hours decide nothing of others."""
THE_END = date(2026, 5, 31)
"""No pairing of the recorded day ends on it, but for those that a situation ends."""
NOBODY = ("suspended", "account moved")
"""Situations in which somebody is nobody to the bot."""
OWN_TASKS = ("task:done", "task:read", "task:later", "tasks:later")
"""What somebody owes himself he may still do, wherever he works now."""
STAYS_HIS = "mine:"
"""What somebody has raised he goes on to decide about, whatever becomes of his role."""
FOR_ANYBODY = (
    "language:",
    "f:",
    "answer:find",
    "answer:open",
    "ask:",
    "need:page",
    "need:show",
    "broadcast:read",
    "quiet:",
    "tasks:",
    "task:",
    "duties:mine",
    "visits:nudge",
    "visits:known",
)
"""What anybody with an account may look at, or hand in."""


@dataclass(frozen=True)
class Button:
    """A button as it was offered."""

    who: str
    message_id: int
    data: str


@dataclass
class Shelf:
    """The stage after its day, and every button anybody was offered on it."""

    stage: Stage
    buttons: dict[Button, None]

    def hear(self, event: dict[str, object]) -> None:
        """Put a message's buttons on the shelf."""
        message = event.get("message")
        if not isinstance(message, dict) or message["chat"]["id"] < 0:
            return  # in groups there are plays of their own
        who = self.stage.name_of(message["chat"]["id"])
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for it in row:
                if "callback_data" in it:  # a link leads away from the bot
                    self.buttons[Button(who, message["message_id"], it["callback_data"])] = None

    async def press(self, button: Button) -> list[str]:
        """Let its owner press it; returns what the bot says, or that it only stopped the clock."""
        self.stage.heard.clear()
        user = self.stage.users[button.who]
        query = self.stage.world.press(user, button.message_id, button.data, forged=True)
        await self.stage.settle()
        said = [line.words for line in self.stage.heard if line.to == button.who]
        return said or answered(self.stage, query)

    async def decided(self) -> Tables:
        """Read what people decide with buttons; their language is theirs in any situation."""
        tables = await contents(self.stage.app.database, POST | UNDECIDED)
        people = [[it for it in row if it not in LANGUAGES] for row in tables["people"]]
        return tables | {"people": [tuple(row) for row in people]}


@asynccontextmanager
async def shelved(url: str, folder: Path) -> AsyncIterator[Shelf]:
    """Act the recorded day and leave some things open."""
    async with opened(url, folder, BEGIN) as stage:
        shelf = Shelf(stage, {})
        forget = stage.world.subscribe(shelf.hear)
        await perform(stage, MISSED)
        await a_day(stage, MONTH_END)
        for script in OPENED:
            await perform(stage, script)
        await a_pairing(stage)
        await a_task(stage)
        await own_tasks(stage)
        await overdue_tasks(stage)
        await perform(stage, BROADCASTS)
        await perform(stage, RECURRENCES)
        await perform(stage, LEFT_OPEN)
        forget()
        for who, data in (*PAGES, *ONLY_LATER):
            newest = stage.world.history(stage.users[who])[-1]["message_id"]
            shelf.buttons[Button(who, newest, data)] = None
        yield shelf


async def suspended(shelf: Shelf) -> None:
    """Suspend everybody."""
    await _each(shelf.stage, lambda db, number, _: people.set_state(db, number, State.SUSPENDED))


async def moved_away(shelf: Shelf) -> None:
    """Bind everybody's account to another Telegram user."""
    await _turn_ids(shelf.stage, PersonRow.telegram_id > 0)


async def without_role(shelf: Shelf) -> None:
    """Take everybody's roles away; the accounts stay."""
    await _each(shelf.stage, lambda db, number, _: people.set_duties(db, number, ()))


async def transferred(shelf: Shelf) -> None:
    """Let officers and residents work in the other village, and end every pairing."""

    async def elsewhere(db: AsyncConnection, number: int, duties: Sequence[Duty]) -> None:
        moved = [
            Duty(role=it.role, area_code=cast.OTHER_VILLAGE) if it.role is not Role.HELPER else it
            for it in duties
        ]
        await people.set_duties(db, number, moved)

    await _each(shelf.stage, elsewhere)
    await _pairings_end(shelf.stage)


async def settled(shelf: Shelf) -> None:
    """Settle whatever is open."""
    for button in shelf.buttons:
        if button.data.startswith(SETTLES):
            await shelf.press(button)
    await perform(shelf.stage, SETTLE + DECIDED)


async def as_before(shelf: Shelf) -> None:
    """Give everybody back what was taken."""
    await _turn_ids(shelf.stage, PersonRow.telegram_id < 0)
    await _each(shelf.stage, lambda db, number, _: people.set_state(db, number, State.ACTIVE))
    await _each(shelf.stage, people.set_duties)
    await _pairings_go_on(shelf.stage)


async def _each(stage: Stage, change: Callable[..., Awaitable[object]]) -> None:
    """Change everybody; the change is told the duties the roster gives."""
    async with stage.app.database.write() as db:
        for name, number in stage.roster.people.items():
            await change(db, number, cast.CAST[name].duties)


async def _pairings_end(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        still = update(PairingRow).where(PairingRow.until_on.is_(None))
        await db.execute(still.values(until_on=THE_END))


async def _pairings_go_on(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        ended = update(PairingRow).where(PairingRow.until_on == THE_END)
        await db.execute(ended.values(until_on=None))


async def _turn_ids(stage: Stage, whose: ColumnElement[bool]) -> None:
    """Nobody's Telegram id is negative, so nobody has these accounts; turned again, all do."""
    async with stage.app.database.write() as db:
        turned = update(PersonRow).where(whose).values(telegram_id=-PersonRow.telegram_id)
        await db.execute(turned)


Change = Callable[[Shelf], Awaitable[None]]
SITUATIONS: dict[str, Change] = {
    "suspended": suspended,
    "account moved": moved_away,
    "role lost": without_role,
    "transferred": transferred,
    "settled": settled,
}


async def press_everything(
    shelf: Shelf, presses: Presses, look_every: int = 1, most_alike: int = 1000
) -> None:
    """Press every button in every situation; see after so many whether something was decided.

    Of those alike that one person was offered, the newest so many are pressed.
    """
    pressed = _submits_first(_newest(shelf.buttons, most_alike))
    for situation, change in SITUATIONS.items():
        await as_before(shelf)
        await change(shelf)
        before = await shelf.decided()
        theirs = [it for it in pressed if not _stays_his(situation, it)]
        for number, button in enumerate(theirs, 1):
            said = await shelf.press(button)
            what = f"{button.who} pressed {button.data}: {said}"
            fits = _is_fitting(situation, button, said)
            presses.note(handler_of(button.data), situation, "" if fits else what)
            if number % look_every == 0 or number == len(theirs):
                earlier, before = before, await shelf.decided()
                if earlier != before:
                    presses.wrong.append(f"{situation}, something was decided: {what}")


def _stays_his(situation: str, button: Button) -> bool:
    if situation in ("transferred", "settled") and button.data.startswith(OWN_TASKS):
        return True
    return situation not in NOBODY and button.data.startswith(STAYS_HIS)


def _is_fitting(situation: str, button: Button, said: list[str]) -> bool:
    """Nobody is left without a word; whoever lost account or role reads that, and only that."""
    must_be_no = situation in NOBODY
    if situation == "role lost":
        must_be_no = not button.data.startswith(FOR_ANYBODY)
    if must_be_no:
        return len(said) == 1 and bool(NOT_YOURS.match(said[0]))
    return bool(said)


def _newest(buttons: Iterable[Button], most_alike: int) -> list[Button]:
    alike: dict[tuple[str, ...], list[Button]] = {}
    for button in buttons:
        alike.setdefault((button.who, *button.data.split(":")[:2]), []).append(button)
    return [button for some in alike.values() for button in some[-most_alike:]]


def _submits_first(buttons: list[Button]) -> list[Button]:
    """Put those first that would do most, and those last that throw things away."""
    order = {"submit": 0, "cancel": 2, "drop": 2}
    return sorted(buttons, key=lambda it: order.get(it.data.split(":")[1], 1))
