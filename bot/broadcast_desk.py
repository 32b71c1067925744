"""Who leads a broadcast, and what its card shows now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import audience_steps, broadcast_cards, broadcast_run_cards, broadcast_writing, letters
from bot import broadcast_letters as wordings
from bot.broadcast_cards import View
from bot.forms import Filling
from bot.replies import Message
from bot.texts import speaking
from domain.broadcasts import Broadcast, Counts, State, may_lead
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Refusal
from storage import absences, audiences, audit, broadcast_letters, broadcasts, outbox, people
from storage.outbox import REPLIES

BEFORE = (State.DRAFT, State.PLANNED)


def _outdated() -> Refusal:
    return Refusal(
        "It was changed meanwhile. Please use its newest card, or open it under /broadcast."
    )


async def led(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Broadcast:
    """Load the broadcast a button is about; nobody else moves it on in this turn.

    Raises:
        Refusal: another office sent it, or there is none.
    """
    broadcast = await broadcasts.held(db, numbers[0] if numbers else 0)
    if broadcast is None or not may_lead(person, broadcast):
        raise Refusal("This is not in your area.")
    return broadcast


async def at_version(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Broadcast:
    """Do the same, if nobody has changed it since.

    Raises:
        Refusal: somebody has, or another office sent it.
    """
    broadcast = await led(db, person, numbers)
    if tuple(numbers[1:]) != (broadcast.version,):
        raise _outdated()
    return broadcast


async def of_form(filling: Filling) -> tuple[Person, Broadcast]:
    """Load what a form changes, for whoever fills it in, with the duties he stands in for.

    Raises:
        Refusal: somebody has changed it meanwhile, or it is none of theirs.
    """
    person = await absences.acting(filling.db, filling.person, local_day(filling.now))
    numbers = filling.given["number"], filling.given["version"]
    return person, await at_version(filling.db, person, numbers)


async def keep(
    db: AsyncConnection, person: Person, broadcast: Broadcast, deed: str, now: datetime
) -> None:
    """Keep a changed broadcast, with a line in the audit.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await broadcasts.change(db, broadcast):
        raise _outdated()
    await audit.write(db, person.id, f"broadcast.{deed}", f"broadcast:{broadcast.number}", now)


async def card(db: AsyncConnection, broadcast: Broadcast, now: datetime) -> Message:
    """Make the card of a broadcast as it is now."""
    counts = await broadcast_letters.count(db, broadcast.number)
    return _card(await _view(db, broadcast, counts, now))


def _card(view: View) -> Message:
    if view.broadcast.state is State.DROPPED:
        return broadcast_cards.dropped(view)
    is_before = view.broadcast.state in BEFORE
    return broadcast_cards.before(view) if is_before else broadcast_run_cards.card(view)


async def _view(db: AsyncConnection, broadcast: Broadcast, counts: Counts, now: datetime) -> View:
    audience, area_code = broadcast.audience, broadcast.area_code
    is_draft = broadcast.state is State.DRAFT
    begins_at = broadcast.due_at if broadcast.state in BEFORE and broadcast.due_at else now
    hours = await broadcast_writing.hours(db, broadcast, now)
    return View(
        broadcast=broadcast,
        audience=await audience_steps.described(db, audience, area_code),
        people=await count(db, broadcast) if is_draft else broadcast.people,
        unbound=await audiences.count_unbound(db, audience, area_code) if is_draft else 0,
        begins_at=hours.next(max(begins_at, now)),
        counts=counts,
        now=now,
    )


async def count(db: AsyncConnection, broadcast: Broadcast) -> int:
    """Count whom it would go to."""
    return await audiences.count(db, broadcast.audience, broadcast.area_code)


async def preview(db: AsyncConnection, broadcast: Broadcast) -> Message:
    """Make the message exactly as its readers get it."""
    return wordings.message(await wordings.wording(db, broadcast))


async def show_progress(
    db: AsyncConnection, broadcast: Broadcast, counts: Counts, now: datetime
) -> None:
    """Change the card in its owner's chat; the same figures are shown once."""
    owner = await people.by_id(db, broadcast.owner_id)
    if owner.telegram_id is None:
        return
    with speaking(owner.language):
        view = await _view(db, broadcast, counts, now)
        shown = _card(view)
        key = f"{broadcast_cards.card_of(broadcast)}:card:{_figures(view)}"
        edit = letters.parcel(_in_place(shown), owner.telegram_id, key, now, REPLIES)
    await outbox.post(db, edit)


def _in_place(shown: Message) -> Message:
    return Message(text=shown.text, keyboard=shown.keyboard or (), card=shown.card, edits=True)


def _figures(view: View) -> str:
    it, counts = view.broadcast, view.counts
    stages = [f"{stage}{count}" for stage, count in sorted(counts.stages.items())]
    waits = "waits" if view.begins_at > view.now else ""
    return ".".join([str(it.version), it.state, *stages, f"r{counts.read}", waits])
