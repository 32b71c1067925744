"""What somebody has raised: the list of it, and the card of each with what he can do."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters, pages
from bot.filters import HasRole, Pressed, Says
from bot.menus import HELPERS
from bot.replies import Button, Reply, Rows, change, in_rows, press, say
from bot.texts import clipped
from domain.people import RESIDENTS, Person
from domain.refusals import Joined, Refusal, Text
from storage import case_steps, cases, raised_cases
from storage.case_steps import Step
from storage.cases import Entry
from storage.raised_cases import Counts
from storage.scope import SEES_HOUSEHOLDS

MOST_OF_WORDS = 24
MINE = Text("My needs")
"""Another word for the key."""

router = Router(name="raised")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


@router.message(Says("needs", "Needs", MINE.msgid, "What I raised"))
async def list_what_i_raised(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List what goes on of all that somebody has raised; nothing does, then what has ended."""
    words, rows, _ = await _page(db, person)
    return say(words, rows, private=True)


@router.callback_query(Pressed("need", "page"))
async def turn_the_page(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Turn the pages of that list; of old, a button named the page only."""
    ended, page = numbers[:2] if len(numbers) > 1 else (0, *numbers, 0)[:2]
    return change(*await _page(db, person, page, ended=bool(ended)))


async def _page(
    db: AsyncConnection, person: Person, page: int = 0, *, ended: bool | None = None
) -> tuple[Joined, Rows, Text]:
    counts = await raised_cases.counts(db, person.id)
    is_over = ended if ended is not None else not counts.going_on and bool(counts.ended)
    most = pages.pages_of(counts.of(ended=is_over))
    page = min(page, most - 1)
    found = await raised_cases.listed(
        db, person.id, ended=is_over, most=pages.PAGE, offset=page * pages.PAGE
    )
    head = Text("<b>What I raised</b> · {count}", count=counts.going_on + counts.ended)
    nothing = Text("You have raised none yet. Is something needed? Tap below.")
    done = await case_steps.of_cases(db, [it.case.number for it in found])
    lines = [_line(it, done[it.case.number][0]) for it in found] or [nothing]
    opened = [
        Button(label=f"#{it.case.number}", press=press("need", "show", it.case.number))
        for it in found
    ]
    turns = pages.turn_rows(("need", "page", str(int(is_over))), page, most)
    rows = [*in_rows(opened, 4), *turns, *_tabs(counts, is_over=is_over), *in_rows(_more(person))]
    return Joined([head, *lines]), rows, pages.page_words(page, most)


def _line(entry: Entry, first: Step) -> Text:
    """Write a line; what is about no household is known again by one's own words."""
    if entry.case.household_id or not first.text:
        return case_cards.line(entry)
    return Text(
        "#{number} {kind}: {words} · {state}",
        number=entry.case.number,
        kind=case_cards.KIND_NAMES[entry.case.kind],
        words=clipped(first.text, MOST_OF_WORDS),
        state=case_cards.state(entry),
    )


def _tabs(counts: Counts, *, is_over: bool) -> Rows:
    """Offer the other half of the list, if there is one."""
    if not counts.going_on or not counts.ended:
        return []
    if is_over:
        label = Text("Going on: {count}", count=counts.going_on)
        return [[Button(label=label, press=press("need", "page", 0, 0))]]
    label = Text("Ended: {count}", count=counts.ended)
    return [[Button(label=label, press=press("need", "page", 1, 0))]]


def _more(person: Person) -> list[Button]:
    """Offer what somebody may raise."""
    offered = [
        (HELPERS, Text("📋 Raise a need"), ("need", "raise")),
        (SEES_HOUSEHOLDS, Text("⚠️ Raise an alert"), ("alert", "begin")),
        (RESIDENTS, Text("💡 Suggest"), ("suggest", "begin")),
        (frozenset(person.roles), Text("❓ Ask"), ("ask", "begin")),
    ]
    return [
        Button(label=label, press=press(*call))
        for roles, label, call in offered
        if roles & person.roles
    ]


@router.callback_query(Pressed("need", "show"))
async def show_what_i_raised(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one's own case with everything that was done, said and photographed."""
    entry = await cases.by_number(db, numbers[0] if numbers else 0)
    if entry is None or entry.case.asker_id != person.id:
        raise Refusal("This need is not yours.")
    card = await case_letters.card_for(db, entry, person, now)
    return Reply(messages=(card, *await case_letters.voices(db, entry)))
