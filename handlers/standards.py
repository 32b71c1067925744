"""The exit standard: an admin changes an item's criterion or a figure of it, from a day on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from aiogram import Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, have_cards
from bot.answers import Kind
from bot.filters import HasRole, Says
from bot.forms import Filling, Form, Option, Step, Steps
from bot.menus import ADMINS, keys_of
from bot.replies import Reply, say
from bot.since import SINCE
from domain.calendar import local_day
from domain.haves import LABELS, Item
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from domain.standards import FIGURES, Amendment
from storage import audit, rules, standards
from storage.rules import Figure

WORDS = "words"
LONGEST = 500
NAMES = {
    "paddy_fen": Text("Paddy per head, fen (10 fen are 1 mu)"),
    "dry_fen": Text("Dry land per head, fen"),
    "economic_forest_fen": Text("Economic forest per head, fen"),
    "mountain_forest_fen": Text("Mountain forest per head, fen"),
    "months_away": Text("Months of work away"),
    "housing_m2": Text("Floor per head, m²"),
    "water_litres": Text("Litres per head and day"),
    "water_minutes": Text("Minutes there and back"),
    "water_percent": Text("Days with water, %"),
    "road_households": Text("Households of the hamlet"),
    "road_width_dm": Text("Width of the road, dm (10 dm are 1 m)"),
}
MOST = {"months_away": 12, "water_percent": 100}

router = Router(name="standards")
router.message.filter(HasRole(*ADMINS))


@router.message(Says("standard", "Exit standard"))
async def change_the_standard(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Choose an item, what changes of it, and the day from which it holds."""
    return await form_walk.begin(db, person, STANDARD, now)


async def _items_prompt(filling: Filling) -> Text:
    standard = await standards.on(filling.db, local_day(filling.now))
    return Text(
        "The standard of today: {code}, since {day}. Which item changes?",
        code=have_cards.edition(standard.code),
        day=standard.since_on.isoformat(),
    )


async def _items(_filling: Filling) -> Sequence[Option]:
    return [Option(key=item, label=label) for item, label in LABELS.items()]


def _item(filling: Filling) -> Item:
    return Item(filling.answer("item"))


async def _parts(filling: Filling) -> Sequence[Option]:
    book = await rules.figures_on(filling.db, local_day(filling.now))
    figures = [
        Option(key=name, label=Text("{figure}: {value}", figure=NAMES[name], value=book[name]))
        for name in FIGURES.get(_item(filling), ())
    ]
    return [*figures, Option(key=WORDS, label=Text("The words of the criterion"))]


async def _words_prompt(filling: Filling) -> Text:
    standard = await standards.on(filling.db, local_day(filling.now))
    now = Text("Now: {criterion}", criterion=standard.criteria[_item(filling)])
    return Joined([now, Text("How does the criterion read from then on? Type all of it.")])


def _criterion(value: Any, _filling: Filling) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refusal("Please type the criterion in at most {most} characters.", most=LONGEST)
    return value


def _whole(value: Any, filling: Filling) -> str:
    most = MOST.get(filling.answer("what"), 1000)
    if not value.isdigit() or int(value) > most:
        raise Refusal("Please send a whole number from {lowest} to {highest}.", lowest=0,
                      highest=most)  # fmt: skip
    return str(int(value))


def steps(filling: Filling) -> Steps:
    """Ask for an item, a figure or the words of it, and the day."""
    found = [
        Step(
            name="item",
            kind=Kind.CHOOSE,
            label=Text("Item"),
            prompt=_items_prompt,
            options=_items,
        )
    ]
    item = filling.answer("item")
    if item and FIGURES.get(Item(item)):
        found.append(
            Step(
                name="what",
                kind=Kind.CHOOSE,
                label=Text("What changes"),
                prompt=Text("What changes? The figure of today stands beside it."),
                options=_parts,
            )
        )
    return (*found, _value(filling), SINCE)


def _value(filling: Filling) -> Step:
    if filling.answer("what") in NAMES:
        prompt = Text("What is the new value?")
        label = Text("New value")
        return Step(name="value", kind=Kind.NUMBER, label=label, prompt=prompt, check=_whole)
    label = Text("Criterion")
    return Step(name="words", kind=Kind.TEXT, label=label, prompt=_words_prompt,
                check=_criterion)  # fmt: skip


async def hand_in(filling: Filling) -> Reply:
    """Let it hold from that day on; checks made before keep the standard they were made by."""
    db, by, now = filling.db, filling.person.id, filling.now
    item, since_on = _item(filling), date.fromisoformat(filling.answer("since"))
    figure = filling.answer("what")
    if figure in NAMES:
        value = int(filling.answer("value"))
        await rules.set_figure(db, Figure(figure, value, since_on), by, now)
    else:
        amendment = Amendment(since_on=since_on, item=item, words=filling.answer("words"))
        await standards.amend(db, amendment, by, now)
    await audit.write(db, by, "standard.set", f"standard:{item}", now)
    criterion = (await standards.on(db, since_on)).criteria[item]
    words = Text(
        "✅ From {day} on, {item}: {criterion}. Checks made before stay as they were found.",
        day=since_on.isoformat(),
        item=LABELS[item],
        criterion=criterion,
    )
    return say(words, keys=keys_of(filling.person))


STANDARD = forms.register(
    Form(
        name="standard",
        title=Text("Exit standard"),
        steps=steps,
        submit=hand_in,
        roles=ADMINS,
    )
)
