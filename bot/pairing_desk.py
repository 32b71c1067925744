"""What an officer's screens of pairings show, loaded: his own areas only."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import officers, pairing_cards
from bot.forms import Filling
from bot.menus import OFFICERS
from bot.replies import Message, Reply
from domain.areas import contains
from domain.calendar import local_day
from domain.pairings import Around
from domain.people import Person
from domain.refusals import Refusal
from storage import handovers, helpers, pairings, people, rules, scope
from storage.helpers import Helper, Home


def serves(officer: Person, area_code: str) -> bool:
    """Tell whether somebody is an information officer for an area."""
    return any(contains(outer, area_code) for outer in officer.areas(OFFICERS))


async def home_of(db: AsyncConnection, officer: Person, household_id: int) -> Home:
    """Return a household of an officer's areas.

    Raises:
        Refusal: there is none, or it is somebody else's.
    """
    home = await helpers.home(db, household_id)
    if home is None or not serves(officer, home.area_code):
        raise Refusal("This household is not in your area.")
    return home


async def helper_of(db: AsyncConnection, officer: Person, person_id: int) -> Person:
    """Return a helper whom an officer may pair.

    Raises:
        Refusal: there is none, or he helps elsewhere.
    """
    if await helpers.visible(db, officer, person_id) is None:
        raise Refusal("This helper is not in your area.")
    return await people.by_id(db, person_id)


async def answers_for(db: AsyncConnection, officer: Person, account: Person) -> bool:
    """Tell whether an officer may decide about a helper: one of his area, or who helped there.

    Who has neither an area nor a household any more is still known by those he had.
    """
    if officer.id == account.id:
        return False
    if await officers.answers_for(db, officer, account):
        return True
    had = await pairings.of_person(db, account.id)
    known = await helpers.homes(db, [it.household_id for it in had])
    is_placeless = not await officers.areas_of(db, account)
    return is_placeless and any(serves(officer, it.area_code) for it in known.values())


async def around(db: AsyncConnection, household_id: int, person_id: int, now: datetime) -> Around:
    """Load what a pairing is judged against."""
    today = local_day(now)
    return Around(
        of_household=await pairings.of_household(db, household_id),
        of_helper=await pairings.open_of_person(db, person_id),
        rules=await rules.pairings_on(db, today),
        today=today,
    )


def not_ahead(value: Any, filling: Filling) -> str:
    """Take a day that is not ahead, as pairings begin and end."""
    if date.fromisoformat(value) > local_day(filling.now):
        raise Refusal("Today or earlier, please; a later day is entered when it has come.")
    return str(value)


async def named(db: AsyncConnection, ids: Iterable[int]) -> dict[int, Person]:
    """Return some accounts by id."""
    return {number: await people.by_id(db, number) for number in set(ids)}


async def card(db: AsyncConnection, reader: Person, household_id: int) -> Message:
    """Show who helps a household; its officers see what can be done.

    Raises:
        Refusal: this person may not see it.
    """
    home = await helpers.home(db, household_id)
    if home is None or not await scope.may_see(db, reader, household_id):
        raise Refusal("This household is not in your area.")
    history = await pairings.of_household(db, household_id)
    going = await handovers.open_of_household(db, household_id)
    both = [it.from_id for it in going] + [it.to_id for it in going]
    known = await named(db, [*[it.person_id for it in history], *both])
    now = sorted((it for it in history if it.is_open), key=lambda it: (it.rank, it.id))
    rows, reasons = [], {}
    if serves(reader, home.area_code):
        rows = pairing_cards.household_rows(home, now, going, known)
        reasons = await pairings.reasons(db, household_id)
    text = pairing_cards.household_text(home, history, going, known, reasons)
    return Message(text=text, keyboard=rows, private=True)


async def shown(db: AsyncConnection, reader: Person, household_id: int) -> Reply:
    """Answer with that card."""
    return Reply(messages=(await card(db, reader, household_id),))


async def helper_card(db: AsyncConnection, officer: Person, helper: Helper) -> Message:
    """Show a helper with the households of the officer's areas, and what is open."""
    account = await people.by_id(db, helper.id)
    paired = await pairings.open_of_person(db, helper.id)
    known = await helpers.homes(db, [it.household_id for it in paired])
    homes = [
        (it, known[it.household_id])
        for it in paired
        if serves(officer, known[it.household_id].area_code)
    ]
    going = await handovers.open_of_person(db, helper.id)
    given = {it.household_id: it for it in going if it.from_id == helper.id}
    raised = await handovers.cases_of(db, helper.id)
    text = pairing_cards.helper_text(helper, account, homes, raised)
    rows = pairing_cards.helper_rows(account, homes, given)
    return Message(text=text, keyboard=rows, private=True)
