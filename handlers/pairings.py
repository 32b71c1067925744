"""Pairing: who has no helper, who helps nobody, who leaves; and a household's helpers."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import household_cards, pairing_cards, pairing_desk
from bot.filters import HasRole, Pressed, Says
from bot.menus import OFFICERS
from bot.pairing_cards import PAGE
from bot.replies import Button, Reply, change, in_rows, press, say
from bot.replies import Message as Said
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, handovers, helpers, pairings
from storage.households import Known
from storage.scope import SEES_HOUSEHOLDS

MOST_VILLAGES = 40

router = Router(name="pairings")
router.message.filter(HasRole(*OFFICERS))


def _actions(_person: Person, known: Known) -> list[Button]:
    """Offer on a household's card to see who helps it."""
    return [Button(label=Text("🤝 Pairing"), press=press("pairing", "show", known.id))]


household_cards.ACTIONS.append(_actions)


@router.message(Says("pairing", "Pairing"))
async def look_at_pairings(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """Show what is to do; of several villages one is chosen first."""
    return await _begin(db, person)


@router.callback_query(HasRole(*OFFICERS), Pressed("pairing", "area"))
async def choose_an_area(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show what is to do in one village, or in all of them by 0."""
    if not numbers:
        return await _begin(db, person)
    overview = await _overview(db, _codes(person, numbers), numbers[0])
    return change(overview.text, overview.keyboard)


async def _begin(db: AsyncConnection, person: Person) -> Reply:
    mine = person.areas(OFFICERS)
    villages = await helpers.villages(db, mine)
    if len(villages) < 2:
        return Reply(messages=(await _overview(db, mine, 0),))
    buttons = [
        Button(
            label=Text("{name}: {unpaired} open", name=it.name, unpaired=it.unpaired),
            press=press("pairing", "area", it.code),
        )
        for it in villages[:MOST_VILLAGES]
    ]
    every = Button(label=Text("All villages"), press=press("pairing", "area", 0))
    words = Text("<b>Pairing</b> · which village? Beside it: households without a helper.")
    return say(words, [*in_rows(buttons), [every]], private=True)


def _codes(person: Person, numbers: tuple[int, ...]) -> Sequence[str]:
    """Read which areas a button is about: a village's code, or 0 for all one's own."""
    code = str(numbers[0]) if numbers and numbers[0] else ""
    if code and not pairing_desk.serves(person, code):
        raise Refusal("This village is not in your area.")
    return (code,) if code else person.areas(OFFICERS)


async def _overview(db: AsyncConnection, codes: Sequence[str], area: int) -> Said:
    villages = await helpers.villages(db, codes)
    unpaired = sum(it.unpaired for it in villages)
    counts = (
        ("unpaired", Text("🏠 No helper: {count}", count=unpaired)),
        ("idle", Text("🧍 No household: {count}", count=await helpers.count_idle(db, codes))),
        ("leaving", Text("🚪 Leaving: {count}", count=await helpers.count_leaving(db, codes))),
        ("moving", Text("🔁 On the way: {count}",
                        count=await handovers.count_open_in(db, codes))),
    )  # fmt: skip
    rows = in_rows(
        [Button(label=it, press=press("pairing", verb, area, 0)) for verb, it in counts]
    )
    find = [Button(label=Text("🔍 Find a helper"), press=press("helper", "find"))]
    names = (
        villages[0].name if len(villages) == 1 else Text("{count} villages", count=len(villages))
    )
    words = Text(
        "<b>Pairing · {names}</b>\n{homes} households, {unpaired} without a helper.",
        names=names,
        homes=sum(it.homes for it in villages),
        unpaired=unpaired,
    )
    return Said(text=words, keyboard=[*rows, find], private=True)


@router.callback_query(HasRole(*OFFICERS), Pressed("pairing", "unpaired"))
async def list_households_without_a_helper(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List the households that nobody helps."""
    codes, area, page = _page_of(person, numbers)
    count = await helpers.count_unpaired(db, codes)
    found = await helpers.unpaired(db, codes, PAGE, page * PAGE)
    buttons = [
        Button(label=pairing_cards.home_line(it), press=press("pairing", "show", it.id))
        for it in found
    ]
    words = Text("<b>Households without a helper</b> · {count}", count=count)
    return _list(words, buttons, ("unpaired", area, page, count))


@router.callback_query(HasRole(*OFFICERS), Pressed("pairing", "idle"))
async def list_helpers_without_a_household(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List the helpers who help nobody."""
    codes, area, page = _page_of(person, numbers)
    count = await helpers.count_idle(db, codes)
    found = await helpers.idle(db, codes, PAGE, page * PAGE)
    words = Text("<b>Helpers without a household</b> · {count}", count=count)
    return _list(words, _helper_buttons(found), ("idle", area, page, count))


@router.callback_query(HasRole(*OFFICERS), Pressed("pairing", "leaving"))
async def list_helpers_who_leave(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List those who still have households but hand them over, or help no longer."""
    codes, area, page = _page_of(person, numbers)
    count = await helpers.count_leaving(db, codes)
    found = await helpers.leaving(db, codes, PAGE, page * PAGE)
    words = Text("<b>Leaving, and still with households</b> · {count}", count=count)
    return _list(words, _helper_buttons(found), ("leaving", area, page, count))


@router.callback_query(HasRole(*OFFICERS), Pressed("pairing", "moving"))
async def list_households_on_the_way(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """List the hand-overs that are not over."""
    codes, area, page = _page_of(person, numbers)
    count = await handovers.count_open_in(db, codes)
    found = await handovers.open_in(db, codes, PAGE, page * PAGE)
    homes = await helpers.homes(db, [it.household_id for it in found])
    known = await pairing_desk.named(db, [it for one in found for it in (one.from_id, one.to_id)])
    buttons = [
        Button(
            label=Text(
                "{head}: {giver} → {taker}",
                head=homes[it.household_id].head_name,
                giver=known[it.from_id].name,
                taker=known[it.to_id].name,
            ),
            press=press("handover", "show", it.id),
        )
        for it in found
    ]
    words = Text("<b>Households on the way</b> · {count}", count=count)
    return _list(words, buttons, ("moving", area, page, count))


def _helper_buttons(found: Sequence[helpers.Helper]) -> list[Button]:
    return [
        Button(label=pairing_cards.helper_line(it), press=press("helper", "show", it.id))
        for it in found
    ]


def _page_of(person: Person, numbers: tuple[int, ...]) -> tuple[Sequence[str], int, int]:
    codes = _codes(person, numbers)
    area = numbers[0] if numbers else 0
    return codes, area, min(numbers[1], 10_000) if len(numbers) > 1 else 0


def _list(words: Text, buttons: Sequence[Button], at: tuple[str, int, int, int]) -> Reply:
    nothing = "" if buttons else Text("Nobody here. Well done.")
    rows = [*[[it] for it in buttons], *pairing_cards.page_rows(*at)]
    return change(Joined([words, nothing]), rows)


@router.callback_query(HasRole(*SEES_HOUSEHOLDS), Pressed("pairing", "show"))
async def show_a_households_helpers(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show who helps a household, and who did before."""
    return await pairing_desk.shown(db, person, numbers[0] if numbers else 0)


@router.callback_query(HasRole(*OFFICERS), Pressed("pairing", "first"))
async def make_the_first_helper(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let a helper be a household's first one."""
    pairing = await pairings.by_id(db, numbers[0] if numbers else 0)
    if pairing is None:
        raise Refusal("This household is not in your area.")
    await pairing_desk.home_of(db, person, pairing.household_id)
    await pairings.lock(db, pairing.household_id)
    pairing = await pairings.by_id(db, pairing.id)
    if pairing is None or not pairing.is_open:
        raise Refusal("This pairing is over. Nothing was changed.")
    await pairings.move_to(db, pairing, 1)
    await audit.write(db, person.id, "pairing.first", f"pairing:{pairing.id}", now)
    card = await pairing_desk.card(db, person, pairing.household_id)
    return change(card.text, card.keyboard, Text("Done."))
