"""What officers and the new helper share in acting on a hand-over: load, keep, tell."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import handover_letters
from bot.handover_cards import Going
from bot.replies import Reply
from domain.handovers import Handover
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, handovers, pairings


async def opened(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...]
) -> tuple[Going, bool]:
    """Load a hand-over and lock whom it concerns; tells whether a button is of this version."""
    going = await handover_letters.of(db, person, numbers[0] if numbers else 0)
    it = going.handover
    await pairings.lock(db, it.household_id, it.from_id, it.to_id)
    going = await handover_letters.of(db, person, it.id)
    return going, numbers[1:] == (going.handover.version,)


def overtaken(going: Going, person: Person, now: datetime) -> Reply:
    """Answer a press on a card that has changed since: how it stands now."""
    card = replace(handover_letters.card_for(going, person, now), edits=True)
    words = Text("It has moved on. The card shows how it stands.")
    return Reply(messages=(card,), toast=words, alert=True)


async def moved(
    db: AsyncConnection, going: Going, after: Handover, person: Person, reason: str = ""
) -> Going:
    """Keep how it stands after somebody's deed.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await handovers.move(db, after, reason):
        raise Refusal("Somebody else was quicker. Please see the newest card.")
    at = after.decided_at or after.asked_at
    await audit.write(db, person.id, f"handover.{after.state}", f"handover:{after.id}", at)
    return replace(going, handover=after)


async def answered(db: AsyncConnection, going: Going, person: Person, now: datetime) -> Reply:
    """Tell the others, and change the card wherever it is."""
    await handover_letters.tell(db, going, now, besides=person.id)
    await handover_letters.refresh(db, going, now, besides=person.id)
    card = replace(handover_letters.card_for(going, person, now), edits=True)
    return Reply(messages=(card,), toast=Text("Done. The others are told."))
