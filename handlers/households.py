"""Households: the list and the search, and the card of one, for whoever may see it."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    asking,
    household_cards,
    household_lists,
    household_reveals,
    household_sheets,
    links,
    record_desk,
)
from bot.filters import HasRole, Pressed, Says
from bot.household_lists import Listed
from bot.household_sheets import Sheet
from bot.pages import page_words
from bot.replies import Reply, change, say, toast
from domain.households import Search, could_be_a_name, search_for
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, households, scope
from storage.scope import SEES_HOUSEHOLDS

MINE = Text("My households")
"""What helpers call the key."""
SHOWN = Text("Shown for 30 seconds.")

router = Router(name="households")
finder = Router(name="finder")
"""Comes after all who know what to do with words."""


class FindsHouseholds(Filter):
    """Matches words that are no command and find a household, or could be the name of one."""

    async def __call__(
        self,
        message: Message,
        db: AsyncConnection,
        now: datetime,
        person: Person | None = None,
        command: str = "",
    ) -> bool | dict[str, Any]:
        """Search, and leave alone what finds nothing: it may mean something else."""
        words = message.text or ""
        if person is None or command or not words or words.startswith("/"):
            return False
        if person.roles.isdisjoint(SEES_HOUSEHOLDS):
            return False
        try:
            search = search_for(words)
        except Refusal:
            return False
        found = await household_lists.gather(db, person, search, 0, now)
        is_meant = found.page.entries or could_be_a_name(search)
        return {"search": search, "found": found} if is_meant else False


@router.message(HasRole(*SEES_HOUSEHOLDS), Says("households", MINE.msgid, "Households"))
async def list_households(
    _message: Message, person: Person, db: AsyncConnection, now: datetime, rest: str
) -> Reply:
    """List the households somebody may see, or those that words after the command find."""
    search = search_for(rest) if rest else None
    found = await household_lists.gather(db, person, search, 0, now)
    return _list(person, found, search)


@finder.message(HasRole(), FindsHouseholds())
async def find_households(  # noqa: PLR0913  # aiogram hands over what is named
    message: Message,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    search: Search,
    found: Listed,
) -> Reply:
    """Show the one household that was typed, list those found, or say that there is none."""
    if not found.page.entries:
        return asking.instead(household_lists.nobody(person, search), message)
    if found.page.count == 1:
        return await _card(db, person, found.page.entries[0].id, now)
    return _list(person, found, search)


def _list(person: Person, found: Listed, search: Search | None) -> Reply:
    words = household_lists.text(person, found, search)
    return say(words, household_lists.rows(person, found, search), private=True)


@router.callback_query(HasRole(*SEES_HOUSEHOLDS), Pressed("household", "page"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of a list; what is searched for stands in the button."""
    page, words = [0, *numbers][-1], household_lists.unpacked(numbers[:-1])
    search = search_for(words) if words else None
    found = await household_lists.gather(db, person, search, min(page, 999), now)
    text = household_lists.text(person, found, search)
    where = page_words(found.page.number, found.page.pages)
    return change(text, household_lists.rows(person, found, search), where)


@router.callback_query(HasRole(*SEES_HOUSEHOLDS), Pressed("household", "show"))
async def show_the_card(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show everything known of a household, private fields masked."""
    return await _card(db, person, [*numbers, 0][0], now)


@router.message(HasRole(), links.Leads(links.HOUSEHOLD))
async def follow_a_link(
    _message: Message,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show the household a link leads to, to whoever may see it."""
    return await _card(db, person, numbers[0], now)


async def _card(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Reply:
    sheet = await _sheet(db, person, household_id, now)
    may_reveal = await scope.may_reveal(db, person, household_id)
    return Reply(messages=(household_cards.card(person, sheet, may_reveal=may_reveal),))


async def _sheet(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Sheet:
    known = await record_desk.opened(db, person, household_id)
    return await household_sheets.gather(db, known, now)


@router.callback_query(HasRole(*scope.REVEALS), Pressed("household", "reveal"))
async def reveal(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show ID numbers and phones for half a minute, and write down who looked."""
    household_id = [*numbers, 0][0]
    sheet = await _sheet(db, person, household_id, now)
    if not await scope.may_reveal(db, person, household_id):
        raise Refusal("ID numbers and phones are for those who work with the household.")
    await audit.write(db, person.id, "household.revealed", f"household:{household_id}", now)
    await household_reveals.reveal(db, person, sheet, _pressed(query), now)
    return toast(SHOWN)


@router.callback_query(HasRole(*scope.REVEALS), Pressed("household", "hide"))
async def hide(
    query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Mask them again before the half minute is over."""
    household_id = [*numbers, 0][0]
    await household_reveals.conceal(db, person, _pressed(query))
    known = await households.seen(db, person, household_id)
    if known is None:
        return change(Text("This household is not one of yours any more."))
    sheet = await household_sheets.gather(db, known, now)
    may_reveal = await scope.may_reveal(db, person, household_id)
    card = household_cards.card(person, sheet, may_reveal=may_reveal)
    return change(card.text, card.keyboard)


def _pressed(query: CallbackQuery) -> int:
    """Name the message whose button was pressed; a very old one has a number too."""
    return query.message.message_id if query.message else 0
