"""What is answered when a broadcast was opened or changed."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import broadcast_desk
from bot.forms import Filling
from bot.menus import keys_of
from bot.replies import Message, Reply, say
from domain.broadcasts import Broadcast, State
from domain.people import Person
from domain.refusals import Refusal, Text


def in_place(card: Message, toast: Text | str = "") -> Reply:
    """Change the pressed card; it is the live one from then on."""
    shown = replace(card, edits=True, keyboard=card.keyboard or ())
    return Reply(messages=(shown,), toast=toast)


async def kept(  # noqa: PLR0913  # who did what to which
    db: AsyncConnection,
    person: Person,
    broadcast: Broadcast,
    deed: str,
    now: datetime,
    toast: Text | str = "",
) -> Reply:
    """Keep a changed broadcast and show its card in place of the pressed one."""
    await broadcast_desk.keep(db, person, broadcast, deed, now)
    return in_place(await broadcast_desk.card(db, broadcast, now), toast)


async def shown(filling: Filling, broadcast: Broadcast) -> Reply:
    """Show after a form how it reads, then its card."""
    as_read = await broadcast_desk.preview(filling.db, broadcast)
    card = await broadcast_desk.card(filling.db, broadcast, filling.now)
    words = say(Text("This is how it reads:"), keys=keys_of(filling.person))
    return words.and_then(as_read, card)


async def draft(db: AsyncConnection, person: Person, numbers: tuple[int, ...]) -> Broadcast:
    """Load the draft a button is about.

    Raises:
        Refusal: it is none any more, was changed since, or is another office's.
    """
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    if broadcast.state is not State.DRAFT:
        raise Refusal("It has been sent or dropped already.")
    return broadcast


def newer(draft: Broadcast, **values: object) -> Broadcast:
    """Change a draft.

    Raises:
        Refusal: it is none any more.
    """
    if draft.state is not State.DRAFT:
        raise Refusal("It has been sent or dropped already.")
    return replace(draft, version=draft.version + 1, **values)  # type: ignore[arg-type]
