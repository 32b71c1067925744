"""八有一超 of a household: the checklist, its criteria, and looking at one item again."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    change_letters,
    form_walk,
    forms,
    have_cards,
    haves_part,
    household_cards,
    record_desk,
)
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form
from bot.have_answers import NAME
from bot.have_fields import edit_press, field_of
from bot.haves_part import Found
from bot.record_desk import WRITERS
from bot.replies import Button, Reply, Rows, change, in_rows, press, say
from domain.calendar import local_day
from domain.changes import State
from domain.haves import LABELS, Check, Item, is_old
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import changes, haves, people, standards
from storage.households import Known
from storage.scope import SEES_HOUSEHOLDS

ITEMS = tuple(Item)
"""Buttons name an item by its place in here."""

router = Router(name="haves")
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))


def _open_haves(_person: Person, known: Known) -> list[Button]:
    return [Button(label=Text("📋 Eight haves"), press=press("haves", "show", known.id))]


household_cards.ACTIONS.append(_open_haves)


@router.callback_query(Pressed("haves", "show"))
async def show_the_checklist(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show each item: met or not, since when, the facts, who found it."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    return say(await _checklist(db, known, now), _buttons(person, known), private=True)


@router.callback_query(Pressed("haves", "items"))
async def go_back_to_the_checklist(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show the same in the place of the criteria."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    return change(await _checklist(db, known, now), _buttons(person, known))


@router.callback_query(Pressed("haves", "criteria"))
async def show_the_criteria(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show what the standard of today asks for, item by item."""
    known = await record_desk.opened(db, person, *numbers[:1] or (0,))
    standard = await standards.on(db, local_day(now))
    title = Text(
        "<b>What the standard asks</b> · {code}, since {day}",
        code=have_cards.edition(standard.code),
        day=standard.since_on.isoformat(),
    )
    lines = [
        Text("<b>{item}</b>: {criterion}", item=LABELS[item], criterion=words)
        for item, words in standard.criteria.items()
    ]
    back = Button(label=Text("‹ One step back"), press=press("haves", "items", known.id))
    return change(Joined([title, *lines]), [[back]])


async def _checklist(db: AsyncConnection, known: Known, now: datetime) -> Text:
    today = local_day(now)
    state = await haves.state(db, known.id)
    holds_for = (await standards.on(db, today)).rules.checked_for_days
    names = await people.names(db, [it.person_id for it in state.values() if it.person_id])
    waiting = {it.field for it in await changes.in_states(db, known.id, [State.WAITING])}
    lines = [Text("<b>Eight haves · {head}</b>, {area}", head=known.household.head_name,
                  area=known.area_name)]  # fmt: skip
    for item in Item:
        check = state.get(item)
        is_long_ago = check is not None and is_old(check, today, holds_for)
        about = have_cards.line(item, check, is_old=is_long_ago)
        lines.append(Joined([about, *_signed(item, check, names, waiting)], by=" · "))
    return Joined(lines)


def _signed(
    item: Item, check: Check | None, names: dict[int, str], waiting: set[str]
) -> Sequence[Text | str]:
    found: list[Text | str] = [names.get(check.person_id or 0, "")] if check else []
    if field_of(item) in waiting:
        found.append(Text("🕓 a change waits for review"))
    return found


def _buttons(person: Person, known: Known) -> Rows:
    rows: list[list[Button]] = []
    if not WRITERS.isdisjoint(person.roles):
        edits = [
            Button(label=Text("✎ {item}", item=LABELS[item]), press=edit_press(known.id, item))
            for item in ITEMS
        ]
        rows += in_rows(edits)
    criteria = press("haves", "criteria", known.id)
    household = press("household", "show", known.id)
    rows.append(
        [
            Button(label=Text("ℹ What is asked"), press=criteria),
            Button(label=Text("🏠 Household"), press=household),
        ]
    )
    return rows


@router.callback_query(Pressed("haves", "edit"), HasRole(*WRITERS))
async def look_at_an_item_again(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the facts of one item, the verdict and the reason."""
    household_id, place = (*numbers, 0, len(ITEMS))[:2]
    known = await record_desk.opened(db, person, household_id)
    if place >= len(ITEMS):
        raise Refusal("The standard has no such item.")
    mine = await haves_part.given(db, known.id, now) | {"only": ITEMS[place].value}
    given = {"household": known.id, "about": known.household.head_name, NAME: mine}
    return await form_walk.begin(db, person, ITEM, now, given)


async def hand_in(filling: Filling) -> Reply:
    """Confirm what is the same, propose what is different."""
    known = await record_desk.opened(filling.db, filling.person, filling.given["household"])
    mine, today = filling.given[NAME], local_day(filling.now)
    item = Item(mine["only"])
    by = Found(
        db=filling.db, person=filling.person, household_id=known.id, on=today, now=filling.now
    )
    taken = await haves_part.take_alone(by, item, filling.given, filling.draft.answers)
    if not taken.changes and not taken.is_confirmed:
        raise Refusal(_NEITHER.msgid, item=LABELS[item])
    await change_letters.show(filling.db, filling.person.id, taken.changes, filling.now)
    told = _SAME if taken.is_confirmed else _PROPOSED
    words = Text(told.msgid, item=LABELS[item], head=known.household.head_name)
    again = Button(label=Text("Eight haves"), press=press("haves", "show", known.id))
    return say(words, [[again]], private=True)


_PROPOSED = Text(
    "✅ {head}, {item}: your finding is handed in. It holds when it has been reviewed; "
    "you will hear of it."
)
_SAME = Text("✅ {head}, {item}: still so as of today.")
_NEITHER = Text(
    "{item}: meanwhile the record says something else, or this waits for review already. "
    "Please cancel and open the list again."
)

ITEM = forms.register(
    Form(
        name="haves",
        title=Text("Eight haves"),
        steps=haves_part.PART.steps,
        submit=hand_in,
        roles=WRITERS,
    )
)
