"""Unpairing: why and until when; what is half done has to be handed over instead."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, half_done, letters, pairing_desk
from bot.answers import Kind
from bot.filters import HasRole, Pressed
from bot.forms import REASON_TYPED, Filling, Form, Option, Step
from bot.menus import OFFICERS, keys_of
from bot.replies import Message, Reply, say
from domain.calendar import local_day
from domain.pairings import Pairing, end
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import BACK
from storage import audit, pairings, people
from storage.helpers import Home

router = Router(name="unpairings")
router.callback_query.filter(HasRole(*OFFICERS))


@router.callback_query(Pressed("pairing", "end"))
async def unpair(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why and until when; what is half done has to be handed over instead."""
    pairing, home = await _mine(db, person, numbers[0] if numbers else 0)
    await _check_can_end(db, pairing, local_day(now), now)
    since = pairing.since_on.isoformat()
    given = {"pairing": pairing.id, "about": home.head_name, "since": since}
    return await form_walk.begin(db, person, UNPAIR, now, given)


async def _mine(db: AsyncConnection, officer: Person, number: int) -> tuple[Pairing, Home]:
    pairing = await pairings.by_id(db, number)
    if pairing is None:
        raise Refusal("This household is not in your area.")
    return pairing, await pairing_desk.home_of(db, officer, pairing.household_id)


async def _check_can_end(
    db: AsyncConnection, pairing: Pairing, until_on: date, now: datetime
) -> Pairing:
    """See that nothing of the helper's is left open at the household.

    Raises:
        Refusal: something is, so it has to be handed over; or the day is wrong.
    """
    over = end(pairing, until_on, local_day(now))
    left = await half_done.of(db, pairing.person_id, pairing.household_id)
    if left:
        raise Refusal(
            "Something is still open here: {left}. Please hand the household over instead, "
            "so that the new helper goes on with it.",
            left=left.listed(),
        )
    return over


async def _hand_in_unpair(filling: Filling) -> Reply:
    """End the pairing; the helper hears of it, and why."""
    db, officer, now = filling.db, filling.person, filling.now
    try:
        pairing, home = await _mine(db, officer, filling.given["pairing"])
        await pairings.lock(db, home.id, pairing.person_id)
        pairing, _ = await _mine(db, officer, pairing.id)
        until_on = date.fromisoformat(filling.answer("until"))
        over = await _check_can_end(db, pairing, until_on, now)
    except Refusal as no:
        return say(no.text, keys=keys_of(officer))
    reason = filling.answer("reason")
    await pairings.end(db, over, reason)
    await audit.write(db, officer.id, "pairing.ended", f"pairing:{pairing.id}", now)
    helper = await people.by_id(db, pairing.person_id)
    values: Mapping[str, Any] = {
        "name": helper.name,
        "head": home.head_name,
        "day": until_on.isoformat(),
        "reason": reason,
    }
    told = Text("You no longer help {head} since {day}: {reason}. Thank you.", **values)
    await letters.post(db, helper, Message(text=told), f"pairing:{pairing.id}:ended", now)
    done = Text("✅ {name} no longer helps {head} since {day}. The history keeps it.", **values)
    card = await pairing_desk.card(db, officer, home.id)
    return say(done, keys=keys_of(officer)).and_then(card)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="moved", label=Text("Changed job")),
        Option(key="retired", label=Text("Retired")),
        Option(key="order", label=Text("Arranged anew")),
        Option(key="mistake", label=Text("Entered by mistake")),
    ]


async def _last_days(_filling: Filling) -> list[Option]:
    return [Option(key="今天", label=Text("Today")), Option(key="昨天", label=Text("Yesterday"))]


def _until(value: Any, filling: Filling) -> str:
    """Take a day on which the pairing held."""
    if value < filling.given["since"]:
        day = filling.given["since"]
        raise Refusal("This pairing began on {day}; it cannot end before.", day=day)
    return pairing_desk.not_ahead(value, filling)


UNPAIR = forms.register(
    Form(
        name="unpair",
        title=Text("Unpair"),
        steps=(
            Step(
                name="reason",
                kind=Kind.TEXT,
                label=Text("Reason"),
                prompt=Text("Why does it end? Tap or type; the helper reads it."),
                options=_reasons,
                check=REASON_TYPED,
            ),
            Step(
                name="until",
                kind=Kind.DATE,
                label=Text("Until"),
                prompt=Text("Until which day? It is entered with this tap."),
                options=_last_days,
                check=_until,
                day=BACK,
            ),
        ),
        submit=_hand_in_unpair,
        roles=OFFICERS,
        has_summary=False,
        resumes=False,
    )
)
