"""Who hears of a deed: those who have the case now, and its asker; each of it once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters, letters
from bot.case_news import ASKERS, NEWS, news
from bot.replies import Button, Message, Rows, press
from domain.cases import Case, permitted
from domain.ladders import Deed, Rung
from domain.people import Person
from domain.refusals import Text
from storage import case_steps, cases, people
from storage.case_steps import Doing, Step
from storage.cases import Entry

HELD_NEWS = frozenset({Deed.ASSIGNED, Deed.PARTED})
"""Deeds after which its holder sees it as something new."""
ON_NEWS = frozenset({Deed.REPLIED, Deed.CONFIRMED, Deed.REOPENED, Deed.RATED})
"""What the asker is offered right under the news; the rest is on the card."""
Watcher = Callable[[AsyncConnection, Entry, datetime], Awaitable[None]]
WATCHERS: list[Watcher] = []
"""Other places that show cases and change with each deed, such as posts in groups."""


async def raised(db: AsyncConnection, entry: Entry, now: datetime) -> None:
    """Bring a new case to its office."""
    await case_letters.show(db, entry, now)
    await _watchers(db, entry, now)


async def announce(db: AsyncConnection, entry: Entry, doing: Doing, was: Case) -> None:
    """Let everybody know of a deed that is kept; `was` is the case before."""
    now = entry.case.moved_at
    entry = await case_letters.as_held(db, entry, now)
    await case_letters.refresh(db, entry, now)
    if _is_new(entry.case, doing.deed, was):
        await case_letters.show(db, entry, now, besides=doing.person.id)
    step = (await case_steps.of_case(db, entry.case.number))[-1]
    if doing.deed in ASKERS or doing.deed is Deed.MEASURE_ENDED:
        await _tell_office(db, entry, step, was)
    if doing.deed in NEWS:
        others = await cases.joined_to(db, entry.case.number) if entry.case.is_going_on else []
        for each in [entry, *others]:  # once it has ended, the others follow and are told so
            if each.case.asker_id == doing.person.id:
                continue  # he sees to a measure himself
            await _tell_asker(db, each, entry.case, step, was.rung)
    await _watchers(db, entry, now)


def _is_new(case: Case, deed: Deed, was: Case) -> bool:
    """Tell whether somebody has it now who had not; the others see their cards change."""
    if not case.is_going_on:
        return False
    if case.holder_id:
        return deed in HELD_NEWS
    return was.holder_id is not None or _desk(case) != _desk(was)


def _desk(case: Case) -> tuple[object, ...]:
    """Name the office that has it; on another ladder its place may be another."""
    return case.stage, case.level, case.rung.role, case.reopenings


async def _tell_office(db: AsyncConnection, entry: Entry, step: Step, was: Case) -> None:
    """Bring the asker's words to the holder, or to the office; of a joined one, to the main's."""
    case, now = entry.case, entry.case.moved_at
    main = await cases.by_number(db, was.joined_id) if was.joined_id else None
    look = Button(label=Text("📄 Open"), press=press("case", "show", case.number))
    words = news(entry, step, was.rung, [])
    message = Message(text=words, keyboard=[[look]], private=True, urgent=True)
    once = case_letters.event(case, "said")
    letter = _Letter(message=message, step=step, once=once, now=now)
    for officer in await case_letters.concerned(db, main.case if main else was, now):
        if officer.id != step.by_id:
            await _post(db, officer, letter)


async def _tell_asker(
    db: AsyncConnection, entry: Entry, done: Case, step: Step, was: Rung
) -> None:
    """Bring a step of a case to whoever raised it, or raised one that goes on with it."""
    now, case = done.moved_at, entry.case
    asker = await people.by_id(db, case.asker_id)
    seen = replace(case, rung_index=done.rung_index, quiet_until_at=done.quiet_until_at)
    waits_for = await case_letters.concerned(db, done, now)
    words = news(replace(entry, case=seen), step, was, waits_for)
    rows = _under_news(case, asker, now)
    message = Message(text=words, keyboard=rows, private=True, urgent=True)
    once = case_letters.event(done, f"told:{case.number}")
    await _post(db, asker, _Letter(message=message, step=step, once=once, now=now))


def _under_news(case: Case, asker: Person, now: datetime) -> Rows:
    deeds = permitted(case, asker, now) & ON_NEWS
    offered = [row for offer in case_cards.ROWS for row in offer(case, asker, deeds)]
    return [
        *offered,
        [Button(label=Text("📄 How it went"), press=press("need", "show", case.number))],
    ]


@dataclass(frozen=True, kw_only=True)
class _Letter:
    """What is said of a step, under a name that is used once."""

    message: Message
    step: Step
    once: str
    now: datetime


async def _post(db: AsyncConnection, reader: Person, letter: _Letter) -> None:
    """Bring it, and what was spoken or photographed."""
    await letters.post(db, reader, letter.message, letter.once, letter.now)
    if letter.step.voice:
        params = {"voice": letter.step.voice, "protect_content": True}
        voice = Message(method="sendVoice", params=params, urgent=True)
        await letters.post(db, reader, voice, f"{letter.once}:voice", letter.now)
    if photos := case_steps.photos([letter.step]):
        album = Message(files=photos, private=True, urgent=True)
        await letters.post(db, reader, album, f"{letter.once}:photos", letter.now)


async def _watchers(db: AsyncConnection, entry: Entry, now: datetime) -> None:
    for watch in WATCHERS:
        await watch(db, entry, now)
