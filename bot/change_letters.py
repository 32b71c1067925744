"""Whom changes concern: the reviewers of the village, and whoever proposed them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_cards, change_fields, letters
from bot.case_cards import listed
from bot.change_cards import MOST, Sheet
from bot.replies import Button, Message, press
from domain.changes import OPEN, Change, Deed, State, is_contested, may_review
from domain.people import Person, Role
from domain.people import State as Account
from domain.refusals import Joined, Text
from storage import changes, households, outbox, people
from storage.households import Known


async def reviewers(db: AsyncConnection, area_code: str, author_id: int) -> list[Person]:
    """Find who reviews: the village's residents, else its officer, else the office above."""
    found: dict[int, Person] = {}
    for role in (Role.RESIDENT, Role.FIRST_SECRETARY):
        for person in await people.responsible(db, area_code, role, besides=author_id):
            found[person.id] = person
    if found:
        return list(found.values())
    return await people.responsible(db, area_code, Role.INFORMATION_OFFICER, besides=author_id)


async def reviews(db: AsyncConnection, person: Person, known: Known, author_id: int) -> bool:
    """Tell whether somebody decides about what an author proposed for a household."""
    area = known.household.area_code
    return may_review(person, author_id, area, await changes.residents_of(db, area))


async def contested(db: AsyncConnection, known: Known) -> frozenset[int]:
    """Return which of the waiting changes of a household somebody has to choose between."""
    waiting = await changes.in_states(db, known.id, [State.WAITING])
    found = set()
    for change in waiting:
        if is_contested(change, waiting, await change_fields.current(db, known, change)):
            found.add(change.id)
    return frozenset(found)


async def sheet_of(db: AsyncConnection, known: Known, author_id: int) -> Sheet | None:
    """Gather what an author proposed that is open, and what else came with the newest of it."""
    all_his = await changes.of_author(db, known.id, author_id, most=50)
    if not all_his:
        return None
    newest = max(it.at for it in all_his)
    shown = [it for it in all_his if it.state in OPEN or it.at == newest]
    is_much = len(shown) > MOST
    order = sorted(shown, key=lambda it: (is_much and it.state is not State.WAITING, it.id))
    wanted = change_cards.people_in(order) | {author_id}
    return Sheet(
        known=known,
        author_id=author_id,
        changes=tuple(order),
        contested=await contested(db, known),
        names=await people.names(db, wanted),
    )


async def card_for(db: AsyncConnection, sheet: Sheet, reader: Person) -> Message:
    """Make the card of a sheet for one reader."""
    may = await reviews(db, reader, sheet.known, sheet.author_id)
    return Message(
        text=change_cards.card_text(sheet),
        keyboard=change_cards.card_rows(sheet) if may else (),
        card=change_cards.card_name(sheet.known.id, sheet.author_id),
        private=True,
    )


async def show(db: AsyncConnection, author_id: int, made: Sequence[Change], now: datetime) -> None:
    """Put the card of new proposals into the reviewers' chats."""
    if not made:
        return
    known = await households.by_id(db, made[0].household_id)
    sheet = await sheet_of(db, known, author_id) if known else None
    if known is None or sheet is None:
        return
    found = await reviewers(db, known.household.area_code, author_id)
    once = f"{change_cards.card_name(known.id, author_id)}:{change_cards.stamp(made)}:shown"
    is_news = any(it.state is State.WAITING for it in made)
    for person in found if is_news else []:
        await letters.post(db, person, await card_for(db, sheet, person), once, now)
    await refresh(db, known, now, besides=author_id if is_news else 0)


async def refresh(db: AsyncConnection, known: Known, now: datetime, besides: int = 0) -> None:
    """Change the household's cards wherever they were shown, to those who may still review.

    What one author's change means for another's is on both cards; `besides` is whose card is new.
    """
    authors = {it.person_id for it in await changes.of_household(db, known.id, 50)}
    for author_id in sorted(authors - {besides}):
        await _refresh(db, known, author_id, now)


async def _refresh(db: AsyncConnection, known: Known, author_id: int, now: datetime) -> None:
    name = change_cards.card_name(known.id, author_id)
    chats = await outbox.chats_with_card(db, name)
    sheet = await sheet_of(db, known, author_id) if chats else None
    if sheet is None:
        return
    mark = change_cards.stamp(sheet.changes, len(sheet.contested))
    for chat in chats:
        reader = await people.by_telegram(db, chat)
        if reader is None or reader.state is not Account.ACTIVE:
            continue
        if await reviews(db, reader, known, author_id):
            card = replace(await card_for(db, sheet, reader), edits=True)
            await letters.post(db, reader, card, f"{name}:{mark}:card", now)


async def tell(db: AsyncConnection, known: Known, moved: Sequence[Change], now: datetime) -> None:
    """Tell each author what became of his changes: accepted ones together, others one by one."""
    accepted = [it for it in moved if it.steps[-1].deed is Deed.ACCEPTED]
    for author_id in dict.fromkeys(it.person_id for it in accepted):
        his = [it for it in accepted if it.person_id == author_id]
        await _tell(db, his, await _accepted(db, known, his), now)
    for change in moved:
        if change.steps[-1].deed in _NEWS:
            await _tell(db, [change], await _news(db, known, change), now)


async def _tell(
    db: AsyncConnection, about: Sequence[Change], letter: Message, now: datetime
) -> None:
    """Write to the author, unless it was his own doing."""
    first = about[0]
    author = await people.by_id(db, first.person_id)
    if author.id != first.steps[-1].person_id and author.state is Account.ACTIVE:
        once = f"change:{first.id}:{change_cards.stamp(about)}:told"
        await letters.post(db, author, letter, once, now)


async def _accepted(db: AsyncConnection, known: Known, his: Sequence[Change]) -> Message:
    names = await people.names(db, [his[0].steps[-1].person_id])
    head = Text(
        "✅ {household}: {name} accepted what you proposed. The record is changed.",
        household=known.household.head_name,
        name="、".join(names.values()),
    )
    lines = [change_cards.what(it, known) for it in his[:MOST]]
    return Message(text=Joined([head, *lines]), private=True)


_NEWS = {
    Deed.CORRECTED: Text(
        "✏ {household}, {subject}: you proposed {proposed}. {name} put {new} instead; "
        "that is in the record now."
    ),
    Deed.DROPPED: Text(
        "✖ {household}, {subject}: {new} was not taken, decided by {name}. "
        "The record says {current}."
    ),
    Deed.RETURNED: Text(
        "↩ {household}, {subject}: {old} → {new}\n{name} returned it: {reason}\n"
        "Please change it, or take it back."
    ),
}


async def _news(db: AsyncConnection, known: Known, change: Change) -> Message:
    """Write about one change; a returned one comes with what can be done about it."""
    last = change.steps[-1]
    fresh = await households.by_id(db, known.id) or known
    names = await people.names(db, [last.person_id])
    proposed = [it.value for it in change.steps if it.deed is Deed.PROPOSED]
    words = Text(
        _NEWS[last.deed].msgid,
        household=known.household.head_name,
        subject=change_cards.subject(change, known),
        old=change_fields.shown(change, change.old),
        new=change_fields.shown(change, change.new),
        proposed=change_fields.shown(change, proposed[-1] if proposed else None),
        current=change_fields.shown(change, await change_fields.current(db, fresh, change)),
        name=names.get(last.person_id, ""),
        reason=change.reason,
    )
    rows = returned_rows(change) if last.deed is Deed.RETURNED else []
    rows += [row] if (row := change_cards.reveal(change)) else []
    return Message(text=words, keyboard=rows or None, card=f"change:{change.id}", private=True)


def returned_rows(change: Change) -> list[list[Button]]:
    """Offer the author to answer a returned change."""
    withdraw = press("change", "withdraw", change.id, change.version)
    row = [Button(label=Text("🗑 Take it back"), press=withdraw)]
    if again := _again(change):
        row.insert(0, Button(label=Text("✎ Change it"), press=again))
    return [row]


def _again(change: Change) -> str:
    """Write what a button says that lets the author put a change right, where that can be."""
    special = change_fields.special_of(change.field)
    if special:
        return special.again(change)
    return press("change", "again", change.id, change.version)


def own_row(number: int, change: Change) -> list[Button]:
    """Offer its author to put right what was returned, or to take a change back."""
    row = [change_cards.take_back(number, change)]
    if change.state is State.RETURNED and (again := _again(change)):
        row.insert(0, Button(label=Text("✎ Change {number}", number=number), press=again))
    return row


SAYS_SO = Text("The record says that already, so nothing was proposed.")
TAKEN_BACK = Text("The record says that already, so what you proposed before is taken back.")


async def handed_in(db: AsyncConnection, person: Person, made: Sequence[Change]) -> Text:
    """Say to the author who reviews what he proposed."""
    waiting = [it for it in made if it.state is State.WAITING]
    if not waiting:
        return TAKEN_BACK if made else SAYS_SO
    known = await households.by_id(db, made[0].household_id)
    area = known.household.area_code if known else ""
    found = await reviewers(db, area, person.id)
    if not found:
        return Text(
            "✅ {count} changes are proposed. Nobody is entered yet who could review them. "
            "Please tell the administrator; they wait.",
            count=len(waiting),
        )
    return Text(
        "✅ {count} changes are proposed to {names}. You will hear what becomes of each.",
        count=len(waiting),
        names=listed(found),
    )
