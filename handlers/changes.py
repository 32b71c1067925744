"""Changes of a household's record: propose them from its card, and read what was changed."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    change_cards,
    change_deeds,
    change_fields,
    change_letters,
    change_part,
    change_steps,
    form_walk,
    forms,
    household_cards,
    record_desk,
)
from bot.change_letters import handed_in
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Step
from bot.menus import keys_of
from bot.pages import page_words, pages_of, turn_rows
from bot.replies import Button, Reply, change, press, say, toast
from domain.changes import OPEN
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, changes, people
from storage.households import Known
from storage.scope import REVEALS, SEES_HOUSEHOLDS, may_reveal

router = Router(name="changes")
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))

PAGE = 4
Numbers = tuple[int, ...]


def _actions(person: Person, known: Known) -> list[Button]:
    """Offer on a household's card to propose a change, and to read what was changed."""
    history = press("change", "history", known.id)
    buttons = [Button(label=Text("🕓 Changes"), press=history)]
    if person.roles & REVEALS:
        begin = press("change", "begin", known.id)
        buttons.insert(0, Button(label=Text("✎ Propose a change"), press=begin))
    return buttons


household_cards.ACTIONS.append(_actions)


@router.callback_query(Pressed("change", "begin"), HasRole(*REVEALS))
async def propose_a_change(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Ask what is different from the record."""
    known = await record_desk.opened(db, person, numbers[0] if numbers else 0)
    if not await may_reveal(db, person, known.id):
        raise Refusal("You may read this household's record; others propose changes of it.")
    given = {
        "household": known.id,
        "about": known.household.head_name,
        change_steps.NAME: await change_part.given(db, known.id, now),
    }
    return await form_walk.begin(db, person, CHANGE, now, given)


async def hand_in(filling: Filling) -> Reply:
    """Propose what differs, bring it to the reviewers and say who has it."""
    db, person, household_id = filling.db, filling.person, filling.given["household"]
    if not await may_reveal(db, person, household_id):
        raise Refusal("This household is no longer yours. Please tap Cancel.")
    known = filling.given[change_steps.NAME]
    wanted = change_part.wanted(known, filling.draft.answers)
    made = await change_deeds.propose(db, person, household_id, wanted, filling.now)
    await change_letters.show(db, person.id, made, filling.now)
    return say(await handed_in(db, person, made), keys=keys_of(person), private=True)


def steps(filling: Filling) -> tuple[Step, ...]:
    """Ask as in a visit, but for somebody who has come to change something."""
    first, *others = change_steps.steps(filling)
    return (replace(first, prefill=None), *others)


CHANGE = forms.register(
    Form(
        name="change",
        title=Text("Change the record"),
        steps=steps,
        submit=hand_in,
        roles=REVEALS,
    )
)


@router.callback_query(Pressed("change", "history"))
async def show_the_history(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: Numbers
) -> Reply:
    """Show who changed what of a household, when and why; a further number turns the page."""
    known = await record_desk.opened(db, person, numbers[0] if numbers else 0)
    words, rows, over = await _history(db, person, known, *numbers[1:2])
    if len(numbers) > 1:
        return change(words, rows, over)
    return say(words, rows, private=True)


async def _history(
    db: AsyncConnection, person: Person, known: Known, page: int = 0
) -> tuple[Joined, list[list[Button]], Text]:
    count = await changes.count_of_household(db, known.id)
    pages = pages_of(count, PAGE)
    page = min(page, pages - 1)
    found = await changes.of_household(db, known.id, PAGE, page * PAGE)
    names = await people.names(db, change_cards.people_in(found))
    shown = list(enumerate(found, 1))
    lines: list[Text] = [change_cards.history(number, it, known, names) for number, it in shown]
    head = Text("<b>Changes of the record</b> · {where} · {count}",
                where=change_cards.where(known), count=count)  # fmt: skip
    words = change_cards.fit(head, lines or [Text("Nobody has proposed any yet.")])
    own = [it for it in shown if it[1].person_id == person.id and it[1].state in OPEN]
    rows = [change_letters.own_row(*it) for it in own]
    rows += turn_rows(("change", "history", str(known.id)), page, pages)
    return words, rows, page_words(page, pages)


@router.callback_query(Pressed("change", "reveal"), HasRole(*REVEALS))
async def show_it_in_full(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Show masked values over the chat, where nothing stays; who looked is kept."""
    found = await changes.by_id(db, numbers[0] if numbers else 0)
    if found is None or not await may_reveal(db, person, found.household_id):
        raise Refusal("There is no such change in a household of yours.")
    await audit.write(db, person.id, "change.revealed", f"change:{found.id}", now)
    old, new = (change_fields.shown(found, it, is_masked=False) for it in (found.old, found.new))
    return toast(Text("Old: {old}\nNew: {new}", old=old, new=new), alert=True)
