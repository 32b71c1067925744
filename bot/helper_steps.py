"""Choosing a helper: the likely ones to tap, or somebody found by name or end of the phone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import Kind
from bot.forms import Filling, Option, Step, only_typed
from bot.pairing_cards import helper_line
from bot.replies import Button, Message, press
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Text
from storage import helpers, rules
from storage.helpers import Helper, Home

MOST_FOUND = 24


async def _found(filling: Filling) -> list[Helper]:
    words = filling.answer("search") or ""
    return await helpers.find(filling.db, filling.person, words, MOST_FOUND)


async def _options(filling: Filling) -> Sequence[Option]:
    return [Option(key=str(it.id), label=helper_line(it)) for it in await _found(filling)]


async def _which(filling: Filling) -> Text:
    if await _found(filling):
        return Text("Who of them?")
    return Text("Nobody of that name or number helps in your area. Tap ‹ Back and search anew.")


def _is_not_given(filling: Filling) -> bool:
    return not filling.given.get("helper")


SEARCH = Step(
    name="search",
    kind=Kind.TEXT,
    label=Text("Search"),
    prompt=Text("Who is it? Type a name, or the last digits of the phone."),
    check=only_typed(Text("Please type the name, or the last digits of the phone.")),
    when=_is_not_given,
)
HELPER = Step(
    name="helper",
    kind=Kind.CHOOSE,
    label=Text("Helper"),
    prompt=_which,
    options=_options,
    when=_is_not_given,
)


def chosen(filling: Filling) -> int:
    """Return the account that was chosen, on a button before or in the form."""
    return int(filling.given.get("helper") or filling.answer("helper"))


async def likely(
    db: AsyncConnection,
    officer: Person,
    home: Home,
    now: datetime,
    *,
    registered: bool = False,
) -> list[Helper]:
    """Find those near by who have room for one more household and do not help this one."""
    limits = await rules.pairings_on(db, local_day(now))
    full_at = limits.households_per_helper
    return await helpers.likely(db, officer, home, full_at, registered=registered)


def offered(words: Text, found: Sequence[Helper], call: tuple[str, str, int]) -> Message:
    """Offer some helpers to tap, and to look for somebody else."""
    noun, verb, subject = call
    rows = [
        [Button(label=helper_line(it), press=press(noun, verb, subject, it.id))] for it in found
    ]
    rows.append([Button(label=Text("🔍 Somebody else"), press=press(noun, verb, subject, 0))])
    return Message(text=words, keyboard=rows, private=True)
