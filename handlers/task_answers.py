"""Answers to a task: something is handed in, something is in the way, not today."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    campaign_times,
    case_words,
    form_walk,
    forms,
    rise_letters,
    said_done_letters,
    task_cards,
    task_desk,
    time_requests,
)
from bot.answers import Kind
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step
from bot.replies import Button, Reply, change, press, say
from bot.rise_cards import due
from bot.task_desk import Numbers, Task
from bot.task_pages import LIST
from bot.texts import day_and_time, said
from domain.campaigns import Criterion, Mark, Standing
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from domain.speaking import next_digest
from storage import audit, calendars, campaign_marks, files, people, readers, said_done

router = Router(name="task_answers")
router.callback_query.filter(HasRole())


@router.callback_query(Pressed("task", "hand"))
async def hand_something_in(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Ask for what a task is done with."""
    task = await _to_hand_in(db, person, numbers, now)
    return await form_walk.begin(db, person, HAND_IN, now, _given(task))


async def _to_hand_in(
    db: AsyncConnection, person: Person, numbers: Numbers, now: datetime
) -> Task:
    task = await task_desk.task(db, person, numbers, now)
    if task.campaign.criterion is not Criterion.HANDED_IN:
        raise Refusal("How this task is done has changed. Please look under 📒 My tasks.")
    marks = await campaign_marks.of_campaign(db, task.campaign.number, [task.owing.person_id])
    last = next((it.mark for it in reversed(marks) if it.mark in said_done.ENDS), None)
    if last is Mark.CHECKED or task.owing.standing is Standing.EXCUSED:
        raise Refusal("This is done: it was looked at and is in order. Thank you!")
    return task


def _given(task: Task) -> dict[str, Any]:
    return {
        "about": said(task_cards.name_of(task.campaign)),
        "task": [task.campaign.number, task.owing.person_id],
    }


async def _asked_for(filling: Filling) -> Text:
    task = await _task(filling)
    return Joined(
        [
            task_cards.due_line(task.owing, filling.now),
            Text("Send a photo or a document, or write it."),
        ]
    )


async def _task(filling: Filling) -> Task:
    numbers: Any = filling.given["task"]
    return await task_desk.task(filling.db, filling.person, tuple(numbers), filling.now)


async def hand_in(filling: Filling) -> Reply:
    """Keep what was handed in, and bring it to those who look at it."""
    db, person, now = filling.db, filling.person, filling.now
    numbers: Any = filling.given["task"]
    task = await _to_hand_in(db, person, tuple(numbers), now)
    whose, number = task.owing.person_id, task.campaign.number
    answer = filling.answer("what")
    words = case_words.text_of(answer) or str(answer["says"])
    mark = await campaign_marks.keep(
        db, number, whose, Mark.HANDED_IN, person.id, now, words=words
    )
    await files.link(db, case_words.files_of(answer), said_done.subject_of(mark))
    await audit.write(db, person.id, "campaign.handed_in", f"campaign:{number}", now)
    owner = await people.by_id(db, whose)
    looks = await said_done_letters.show(db, task.campaign, owner, person, now)
    await rise_letters.refresh(db, [task.owing], now)
    more = Button(label=Text("📎 Hand in more"), press=press("task", "hand", number, whose))
    names = "、".join(it.name for it in looks)
    done = Text("📎 Handed in: {title}.", title=task_cards.name_of(task.campaign))
    next_ = Text("{names} looks at it; you will be told.", names=names) if looks else ""
    return say(Joined([done, next_]), [[more, LIST]], private=True)


@router.callback_query(Pressed("task", "trouble"))
async def say_what_is_in_the_way(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Ask why somebody cannot do it in time."""
    task = await _in_trouble(db, person, numbers, now)
    return await form_walk.begin(db, person, TROUBLE, now, _given(task))


async def _in_trouble(
    db: AsyncConnection, person: Person, numbers: Numbers, now: datetime
) -> Task:
    task = await task_desk.task(db, person, numbers, now)
    if task.owing.person_id != person.id:
        raise Refusal("You took this over yourself: only your own tasks can be asked about.")
    if task.owing.standing is not Standing.OPEN:
        raise Refusal("This is noted already. Thank you!")
    marks = await campaign_marks.of_campaign(db, task.campaign.number, [person.id])
    asked = [it for it in marks if it.mark in {Mark.ASKED_FOR_TIME, *time_requests.ANSWERS}]
    if asked and asked[-1].mark is Mark.ASKED_FOR_TIME:
        raise Refusal("You have said so already; your officer has it. You will be told.")
    return task


REASONS = {
    "away": Text("I am away on duty"),
    "ill": Text("I am ill or on leave"),
    "absent": Text("The people are not at home"),
    "weather": Text("Weather or roads"),
}


async def _reasons(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=words) for key, words in REASONS.items()]


async def ask_for_time(filling: Filling) -> Reply:
    """Bring what is in the way to the officer, who gives time or not."""
    db, person, now = filling.db, filling.person, filling.now
    numbers: Any = filling.given["task"]
    task = await _in_trouble(db, person, tuple(numbers), now)
    number = task.campaign.number
    words = str(filling.answer("why"))
    await campaign_marks.keep(
        db, number, person.id, Mark.ASKED_FOR_TIME, person.id, now, words=words
    )
    marks = await campaign_marks.of_campaign(db, number, [person.id])
    asked = next(it for it in reversed(marks) if it.mark is Mark.ASKED_FOR_TIME)
    told = await time_requests.tell(db, task.campaign, task.owing, asked, now)
    names = "、".join(it.name for it in told)
    words_said = Text("🆘 {names} was told, and will say whether you get more time.", names=names)
    nobody = Text("🆘 It is noted. No officer can be reached by the bot now: please call.")
    until = Text("Until then it stays due {due}.", due=due(task.owing.due_at))
    return say(Joined([words_said if told else nobody, until]), [[LIST]], private=True)


@router.callback_query(Pressed("task", "later"))
async def remind_me_tomorrow(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: Numbers,
) -> Reply:
    """Leave somebody alone about one task until the next digest."""
    task = await task_desk.task(db, person, numbers, now)
    return await _later(db, person, [task] if task.owing.is_open else [], now)


@router.callback_query(Pressed("tasks", "later"))
async def remind_me_of_all_tomorrow(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same with everything that is open and was spoken of."""
    return await _later(db, person, await task_desk.spoken_of(db, person, now), now)


async def _later(db: AsyncConnection, person: Person, given: list[Task], now: datetime) -> Reply:
    if not given:
        raise Refusal("Nothing of it is open any more. Thank you!")
    reader = await readers.reader(db, person.id, now)
    where = next((it.owing.area_code for it in given if it.owing.area_code), "")
    calendar = await calendars.of_area(db, where, now)
    at = next_digest(now, calendar, reader.quiet, reader.rules)
    put_off = await campaign_marks.snoozed(db, [person.id], now)
    campaigns = [it.campaign for it in given]
    fresh = [it for it in campaigns if put_off.get((it.number, person.id), now) < at]
    if not fresh:
        raise Refusal("You will be reminded again {at} already.", at=day_and_time(at))
    for campaign in {it.number: it for it in fresh}.values():
        await campaign_times.snooze(db, campaign, person, at, now)
    words = Text(
        "⏰ You will be reminded again {at}. "
        "When it is due and who hears of a miss stays as it is.",
        at=day_and_time(at),
    )
    return change(words, [[LIST]])


HAND_IN = forms.register(
    Form(
        name="task_hand_in",
        title=Text("Hand in"),
        steps=(Step(name="what", kind=Kind.WORDS_OR_FILE, prompt=_asked_for),),
        submit=hand_in,
        has_summary=False,
        resumes=False,
    )
)
TROUBLE = forms.register(
    Form(
        name="task_trouble",
        title=Text("A difficulty"),
        steps=(
            Step(
                name="why",
                kind=Kind.TEXT,
                prompt=Text("What is in the way? Tap or write; your officer reads it."),
                options=_reasons,
                check=forms.REASON_TYPED,
            ),
        ),
        submit=ask_for_time,
        has_summary=False,
        resumes=False,
    )
)
