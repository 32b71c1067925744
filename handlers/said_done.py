"""Looking at what people said is done or handed in: it is so, or it goes back with a reason."""

from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    form_walk,
    forms,
    letters,
    progress_desk,
    rise_letters,
    said_done_cards,
    said_done_letters,
    task_cards,
)
from bot.answers import Kind
from bot.filters import HasRole, Pressed, StandsIn
from bot.forms import REASON_TYPED, Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Message, Reply, say
from domain.calendar import local_day
from domain.campaigns import Campaign, Mark, Owing
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from storage import absences, audit, campaign_marks, criteria, people, said_done
from storage.said_done import LOOKS, SaidDone

LOOKERS = LOOKS | {Role.ADMIN}
OVER = Text("This does not wait for you, or the task is over.")
SINCE = {
    Mark.CHECKED: Text("{name} has looked meanwhile: it is so."),
    Mark.SENT_BACK: Text("{name} has sent it back meanwhile."),
    Mark.CONFIRMED: Text("{name} has added to it. Please see the newest card."),
    Mark.HANDED_IN: Text("{name} has added to it. Please see the newest card."),
}

router = Router(name="said_done")
router.callback_query.filter(HasRole(*LOOKERS), StandsIn())


@router.callback_query(Pressed("said", "list"))
async def list_what_waits(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show what waits of a task, one after the other."""
    number, page = (*numbers, 0, 0)[:2]
    campaign = await progress_desk.campaign_of(db, number)
    card = await said_done_letters.card_for(db, campaign, person, page)
    return Reply(messages=(replace(card, edits=len(numbers) > 1),))


@router.callback_query(Pressed("said", "files"))
async def see_the_files(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Send what came with somebody's word."""
    said = await _said(db, person, numbers)
    if not said.files:
        raise Refusal("No files came with it.")
    return Reply(messages=(Message(files=said.files, private=True),))


@router.callback_query(Pressed("said", "agree"))
async def agree(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let somebody's word count; he is told."""
    said = await _said(db, person, numbers)
    campaign, _ = await _decide(db, person, said, Mark.CHECKED, now)
    await _tell(db, said, said_done_cards.agreed(campaign, person.name), now)
    card = await said_done_letters.card_for(db, campaign, person)
    return Reply(messages=(replace(card, edits=True),), toast=Text("✓ Noted. He is told."))


@router.callback_query(Pressed("said", "return"))
async def send_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why it goes back."""
    said = await _said(db, person, numbers)
    return await form_walk.begin(db, person, RETURN, now, {"mark": said.mark, "about": said.name})


async def _said(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> SaidDone:
    """Load what a button is about, if it still waits and is for this reader."""
    mark = numbers[0] if numbers else 0
    said = await said_done.by_mark(db, person, mark)
    return said or await _refuse(db, person, mark)


async def _refuse(db: AsyncConnection, person: Person, mark: int) -> NoReturn:
    """Say what became of something that does not wait any more."""
    since = await said_done.since(db, person, mark)
    if since is None:
        raise Refusal(OVER.msgid)
    raise Refusal(SINCE[since[0]].msgid, name=since[1])


async def _decide(  # noqa: PLR0913  # who decides what about whose word
    db: AsyncConnection,
    person: Person,
    said: SaidDone,
    mark: Mark,
    now: datetime,
    words: str = "",
) -> tuple[Campaign, list[Owing]]:
    """Keep a decision about somebody's word, unless somebody else was quicker."""
    await people.lock(db, said.person_id)
    if await said_done.by_mark(db, person, said.mark) is None:
        await _refuse(db, person, said.mark)
    campaign = await progress_desk.campaign_of(db, said.campaign)
    await campaign_marks.keep(db, said.campaign, said.person_id, mark, person.id, now, words=words)
    await audit.write(db, person.id, f"campaign.{mark}", f"campaign:{said.campaign}", now)
    await said_done_letters.refresh(db, campaign, person, now)
    owings = await criteria.owing(db, campaign, now, [said.person_id])
    await rise_letters.refresh(db, owings, now)
    return campaign, owings


async def _tell(db: AsyncConnection, said: SaidDone, letter: Message, now: datetime) -> None:
    by = await people.by_id(db, said.by_id)
    await letters.post(db, by, letter, f"said:{said.mark}:looked_at", now)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="not_yet", label=Text("It is not done yet")),
        Option(key="more", label=Text("Something is missing")),
        Option(key="wrong", label=Text("The figures are wrong")),
        Option(key="unclear", label=Text("It cannot be read")),
    ]


async def hand_in(filling: Filling) -> Reply:
    """Send somebody's word back with the reason; one looked at meanwhile ends the form."""
    db, now, words = filling.db, filling.now, str(filling.answer("words"))
    person = await absences.acting(db, filling.person, local_day(now))
    try:
        said = await _said(db, person, (filling.given["mark"],))
        campaign, owings = await _decide(db, person, said, Mark.SENT_BACK, now, words)
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text, keys=keys_of(filling.person))
    rows = [task_cards.actions(campaign, it) for it in owings[:1]]
    await _tell(db, said, said_done_cards.sent_back(campaign, person.name, words, rows), now)
    card = await said_done_letters.card_for(db, campaign, person)
    sent = Text("↩ Sent back. {name} reads why.", name=said.by)
    return say(sent, keys=keys_of(filling.person)).and_then(card)


RETURN = forms.register(
    Form(
        name="send_back_task",
        title=Text("Send back"),
        steps=(
            Step(
                name="words",
                kind=Kind.TEXT,
                prompt=Text("Why does it go back? Tap or type; it is read by whoever did it."),
                options=_reasons,
                check=REASON_TYPED,
            ),
        ),
        submit=hand_in,
        roles=LOOKERS,
        has_summary=False,
        resumes=False,
    )
)
