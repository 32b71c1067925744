"""Pairing a household with a helper: a likely one by one tap, or somebody looked for."""

from datetime import date, datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, helper_steps, letters, pairing_desk
from bot.answers import Kind
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step
from bot.menus import OFFICERS, keys_of
from bot.replies import Button, Message, Reply, press, say
from domain.calendar import local_day
from domain.pairings import pair
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import BACK
from storage import audit, pairings
from storage.helpers import Home

TOLD = Text("✅ {name} helps {head} from {day} on, and is told.")
UNTOLD = Text(
    "✅ {name} helps {head} from {day} on, but is not registered with the bot yet. Please call."
)

router = Router(name="new_pairings")
router.callback_query.filter(HasRole(*OFFICERS))


@router.callback_query(Pressed("pairing", "add"))
async def choose_a_helper(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Offer whom a household can be paired with."""
    home = await pairing_desk.home_of(db, person, numbers[0] if numbers else 0)
    words = Text("Who helps {head}, {area}?", head=home.head_name, area=home.area)
    call = ("pairing", "pick", home.id)
    found = await helper_steps.likely(db, person, home, now)
    return Reply(messages=(helper_steps.offered(words, found, call),))


@router.callback_query(Pressed("pairing", "pick"))
async def pick_a_helper(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask from which day on; 0 stands for somebody who has to be looked for."""
    home = await pairing_desk.home_of(db, person, numbers[0] if numbers else 0)
    given: dict[str, Any] = {"household": home.id, "about": home.head_name}
    if helper_id := (numbers[1] if len(numbers) > 1 else 0):
        helper = await pairing_desk.helper_of(db, person, helper_id)
        pair(
            home.id, helper, local_day(now), await pairing_desk.around(db, home.id, helper.id, now)
        )
        given |= {"helper": helper.id}
    return await form_walk.begin(db, person, PAIR, now, given)


async def _first_days(filling: Filling) -> list[Option]:
    first = local_day(filling.now).replace(day=1).isoformat()
    return [
        Option(key="今天", label=Text("Today")),
        Option(key=first, label=Text("Since {day}", day=first)),
    ]


async def _hand_in_pair(filling: Filling) -> Reply:
    """Pair them; the helper hears of it."""
    db, officer, now = filling.db, filling.person, filling.now
    try:
        home = await pairing_desk.home_of(db, officer, filling.given["household"])
        helper = await pairing_desk.helper_of(db, officer, helper_steps.chosen(filling))
        await pairings.lock(db, home.id, helper.id)
        since_on = date.fromisoformat(filling.answer("since"))
        made = pair(
            home.id, helper, since_on, await pairing_desk.around(db, home.id, helper.id, now)
        )
    except Refusal as no:  # it will not become possible again, so the form ends
        return say(no.text, keys=keys_of(officer))
    number = await pairings.add_one(db, made)
    if number is None:
        raise LookupError(f"household {home.id} was paired meanwhile, in spite of the lock")
    await audit.write(db, officer.id, "pairing.begun", f"pairing:{number}", now)
    is_told = await _tell(db, helper, home, f"pairing:{number}:begun", now)
    words = Text(
        (TOLD if is_told else UNTOLD).msgid,
        name=helper.name,
        head=home.head_name,
        day=since_on.isoformat(),
    )
    card = await pairing_desk.card(db, officer, home.id)
    return say(words, keys=keys_of(officer)).and_then(card)


async def _tell(db: AsyncConnection, helper: Person, home: Home, once: str, now: datetime) -> bool:
    """Write to the helper; False when he is not registered with the bot."""
    words = Text(
        "🤝 {head}, {area}, is paired with you now. Please visit soon.",
        head=home.head_name,
        area=home.area,
    )
    look = Button(label=Text("🏠 Household"), press=press("household", "show", home.id))
    letter = Message(text=words, keyboard=[[look]], private=True)
    return await letters.post(db, helper, letter, once, now)


PAIR = forms.register(
    Form(
        name="pair",
        title=Text("Pair"),
        steps=(
            helper_steps.SEARCH,
            helper_steps.HELPER,
            Step(
                name="since",
                kind=Kind.DATE,
                label=Text("From"),
                prompt=Text("Paired from which day on? It is entered with this tap."),
                options=_first_days,
                check=pairing_desk.not_ahead,
                day=BACK,
            ),
        ),
        submit=_hand_in_pair,
        roles=OFFICERS,
        has_summary=False,
        resumes=False,
    )
)
