"""Checking in: one key, one location; out of range gives a reason or asks the officer."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from aiogram import Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import checkin_letters, checkin_next, checkin_places, form_walk, forms
from bot.checkin_cards import done_lines
from bot.filters import HasRole, Says, Shares
from bot.menus import CHECKS_IN, IN_THE_FIELD, keys_with
from bot.replies import Reply, say
from bot.texts import clock_time
from domain.calendar import local_day
from domain.checkins import (
    OPEN,
    CheckIn,
    Place,
    Proof,
    Rules,
    Sharing,
    Sighting,
    check_in,
    nearest,
    proof_of,
)
from domain.geo import Point
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import checkins, drafts, rules
from storage.drafts import Draft
from storage.ids import new_id
from storage.sealed import proof_values

EXCEPTION = "exception"
"""The form that asks where this is and why; it lives in reasons.py."""

router = Router(name="checkins")
router.message.filter(HasRole(*CHECKS_IN))
router.edited_message.filter(HasRole(*CHECKS_IN))
router.callback_query.filter(HasRole(*CHECKS_IN))


@router.message(Says("checkin", "Check in"))
async def explain_how(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """The key itself sends the location; typed words lead to the key."""
    await _places(db, person)
    words = Text(
        "Tap <b>📍 Check in</b> below where you stand. Walking there? Share your live location "
        "(📎 → Location) and the check-in is made when you arrive."
    )
    return say(words, keys=keys_with(person, "checkin"))


@router.message(Shares("location"))
async def report_for_work(
    message: Message, person: Person, db: AsyncConnection, now: datetime, draft: Draft | None
) -> Reply:
    """Record that somebody stands where he should, or ask why he does not."""
    book = await rules.on(db, local_day(now))
    proof = proof_of(sharing_in(message), book, now)
    places = await _places(db, person)
    found = nearest(places, proof, book)
    if found is None or not found.is_in_range:
        places = await _still_open(db, person, places, now)
        given = _for_the_form(proof, nearest(places, proof, book), places, book)
        return await form_walk.begin(db, person, forms.named(EXCEPTION), now, given)
    if draft and draft.form == EXCEPTION:
        await drafts.remove(db, draft)
    return await _keep(db, person, found, book, now)


async def _places(db: AsyncConnection, person: Person) -> list[Place]:
    places = await checkin_places.of(db, person)
    if not places and person.roles.isdisjoint(IN_THE_FIELD):
        raise Refusal(
            "You check in where you verify or follow up an alert, or took a visit over. Please "
            "take it first (📥 To do, or 🙋 on the card of what is late), then check in there."
        )
    if not places:
        raise Refusal(
            "No household is paired with you and no village is yours yet, so there is nowhere to "
            "check in. Please ask your information officer to pair you."
        )
    return places


async def _still_open(
    db: AsyncConnection, person: Person, places: list[Place], now: datetime
) -> list[Place]:
    """Leave out where today's check-in is made; nobody is asked why he has gone on."""
    done = await checkins.places_on(db, person.id, local_day(now))
    still_open = [place for place in places if place.key not in done]
    if not still_open:
        raise Refusal(
            "All your check-ins of today are made, and you are elsewhere now. Nothing to do."
        )
    return still_open


def sharing_in(message: Message) -> Sharing:
    """Read a location message."""
    place = message.location
    if place is None:
        raise LookupError("a location without a point")
    sent_at = message.edit_date and datetime.fromtimestamp(message.edit_date, UTC)
    return Sharing(
        point=Point(latitude=place.latitude, longitude=place.longitude),
        sent_at=sent_at or message.date,
        accuracy_m=place.horizontal_accuracy,
        is_live=place.live_period is not None,
        is_forwarded=message.forward_origin is not None,
        is_venue=message.venue is not None,
        is_via_bot=message.via_bot is not None,
        message_id=message.message_id,
    )


async def _keep(
    db: AsyncConnection, person: Person, sighting: Sighting, book: Rules, now: datetime
) -> Reply:
    """Keep a verified check-in; it takes the place of today's open exception there."""
    past = await checkins.past(db, person.id, sighting.proof)
    checkin = check_in(new_id(), person, sighting, past, book)
    if not await checkins.add(db, checkin):
        checkin = await _instead_of_exception(db, checkin, now)
    rows = await checkin_next.rows(db, person, checkin)
    return say(done_lines(checkin), rows, private=True)


async def _instead_of_exception(db: AsyncConnection, fresh: CheckIn, now: datetime) -> CheckIn:
    old = await checkins.at_place(db, fresh.person_id, fresh.place.key, fresh.local_on)
    if old is None:
        raise LookupError(f"check-in {fresh.id} was neither kept nor there")
    if old.state not in OPEN:
        raise Refusal(
            "You checked in at {place} at {at} today; that one counts, nothing was added. "
            "To say more about it, tap 📅 My check-ins.",
            place=old.place.name,
            at=clock_time(old.at),
        )
    await checkins.replace_exception(db, old, fresh)
    await checkin_letters.refresh(db, old.id, "verified", now)
    return replace(fresh, id=old.id)


def _for_the_form(
    proof: Proof, found: Sighting | None, places: list[Place], book: Rules
) -> dict[str, Any]:
    """Let the proof wait in the draft of the form that asks where this is and why."""
    given = {
        "proof": proof_values(proof),
        "place": "",
        "unmapped": [place.key for place in places if place.point is None],
    }
    if found is None or found.distance_m is None:
        return given
    return given | {
        "place": found.place.key,
        "name": found.place.name,
        "distance_m": found.distance_m,
        "from_there": found.from_there,
        "radius_m": found.place.radius_m(book),
    }


@router.edited_message(Shares("location"))
async def follow_live_location(
    message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Add a point to the check-in a live location began, or check in on arrival.

    What is refused was refused in words when the location was shared; it moves every few seconds.
    """
    try:
        return await _follow(message, person, db, now)
    except Refusal:
        return Reply()


async def _follow(message: Message, person: Person, db: AsyncConnection, now: datetime) -> Reply:
    book = await rules.on(db, local_day(now))
    proof = proof_of(sharing_in(message), book, now)
    begun = await checkins.of_live_message(db, person.id, message.message_id)
    if begun is not None:
        await checkins.add_track_point(db, begun.id, proof)
        return Reply()
    found = nearest(await _places(db, person), proof, book)
    if found is None or not found.is_in_range:
        return Reply()
    reply = await _keep(db, person, found, book, now)
    await drafts.remove_form(db, person.id, EXCEPTION)
    return reply
