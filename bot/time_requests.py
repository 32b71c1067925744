"""Somebody has a difficulty with a task (有困难): his officers see it and give time, or not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, rise_readers
from bot.replies import Button, Message, press
from bot.rise_cards import due, named
from bot.rise_person_cards import mark_line
from bot.texts import clipped
from domain.campaigns import Campaign, Mark, Owing
from domain.people import Person
from domain.refusals import Joined, Text
from storage import outbox
from storage.campaign_marks import Marked

MOST_OF_WORDS = 800
ANSWERS = frozenset({Mark.EXTENDED, Mark.EXCUSED, Mark.TAKEN_OVER, Mark.DECLINED})


async def tell(
    db: AsyncConnection, campaign: Campaign, owing: Owing, asked: Marked, now: datetime
) -> list[Person]:
    """Bring a difficulty to the officers nearest to somebody, or their deputies.

    Returns those whom the letter gets to.
    """
    message = card(campaign, owing, asked, ())
    found = await rise_readers.officers(db, campaign, owing, now)
    once = f"time:{asked.id}"
    return [it for it in found if await letters.post(db, it, message, once, now)]


def card(campaign: Campaign, owing: Owing, asked: Marked, answers: Sequence[Marked]) -> Message:
    """Write what stands in the way, with the answers to it: given ones, else the buttons."""
    head = Text("🆘 {name} has a difficulty: <b>{title}</b>, due {due}", name=owing.name,
                title=named(campaign), due=due(owing.due_at))  # fmt: skip
    ids = campaign.number, owing.person_id
    give = Button(label=Text("🗓 More time…"), press=press("rise", "extend", *ids, asked.id))
    refuse = Button(label=Text("✖ No more time"), press=press("rise", "decline", *ids, asked.id))
    look = Button(label=Text("👤 How it stands"), press=press("rise", "who", *ids))
    lines: list[Text | str] = [head, clipped(asked.words, MOST_OF_WORDS)]
    lines += [mark_line(it) for it in answers]
    is_open = owing.is_open and not answers
    return Message(
        text=Joined(lines),
        keyboard=[[give, refuse], [look]] if is_open else [[look]],
        card=card_name(asked.id),
        private=True,
    )


def card_name(number: int) -> str:
    """Name the card of one request."""
    return f"time:{number}"


async def refresh(
    db: AsyncConnection, campaign: Campaign, owing: Owing, marks: Sequence[Marked], now: datetime
) -> None:
    """Show what was answered on the cards of a request, wherever they are."""
    asked = next((it for it in reversed(marks) if it.mark is Mark.ASKED_FOR_TIME), None)
    if asked is None:
        return
    answers = [it for it in marks if it.id > asked.id and it.mark in ANSWERS]
    changed = replace(card(campaign, owing, asked, answers), edits=True)
    shows = await outbox.chats_with_card(db, card_name(asked.id))
    for officer in await rise_readers.officers(db, campaign, owing, now):
        if officer.telegram_id in shows:
            once = f"{card_name(asked.id)}:{answers[-1].id if answers else 0}"
            await letters.post(db, officer, changed, once, now)
