"""A deed done with a case, whatever its kind: from the press to everybody who hears of it.

`for_deed` sees that somebody may do it now, `keep` keeps it; those that need words are declared
in bot/worded_deeds.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_letters, case_telling
from bot.case_history import step_line
from bot.replies import Reply
from domain.case_deeds import check
from domain.case_wishes import beside_main, follow
from domain.cases import Case, may_see
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, case_steps, cases
from storage.case_steps import Doing
from storage.cases import Entry

FOLLOWED = frozenset({Deed.ANSWERED, Deed.SOLVED, Deed.CLOSED, Deed.FALSE_ALARM, Deed.WITHDRAWN})
"""Deeds after which the cases that were joined do not stay so."""


async def load(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime
) -> Entry:
    """Load the case a button is about, for its asker and the offices of its ladder.

    The desks of absent ones that `person` stands in for are his already (bot/filters.StandsIn).

    Raises:
        Refusal: it is none of theirs, or there is none.
    """
    entry = await cases.by_number(db, numbers[0] if numbers else 0)
    if entry is None or not may_see(person, entry.case):
        raise Refusal("This is not in your area.")
    return await case_letters.as_held(db, entry, now)


async def for_deed(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], deed: Deed, now: datetime
) -> Entry | Reply:
    """Load the case a button is about, and see that this may be done with it now.

    A press on a card that has changed since is answered with what happened and the newest card.

    Raises:
        Refusal: it may not be seen, or may not be done.
    """
    entry = await load(db, person, numbers, now)
    if numbers[1:2] != (entry.case.version,):
        card = await case_letters.card_for(db, entry, person, now)
        happened = await happened_last(db, entry)
        return Reply(messages=(replace(card, edits=True),), toast=happened, alert=True)
    check(entry.case, person, deed, now, entry.holder)
    return entry


async def happened_last(db: AsyncConnection, entry: Entry) -> Text:
    """Say what was done last, to whoever presses a button of before."""
    done = await case_steps.of_case(db, entry.case.number)
    last = step_line(replace(done[-1], text=""))
    return Text("It has moved on: {happened}. The newest card shows how it stands.", happened=last)


async def keep(db: AsyncConnection, doing: Doing, entry: Entry, after: Case) -> Entry:
    """Keep a deed, and let everybody whom it concerns know; `entry` is the case before.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await cases.move_on(db, after):
        raise Refusal("Somebody else was quicker. Please see the newest card.")
    person, now = doing.person, after.moved_at
    await case_steps.add(db, after, doing)
    await audit.write(db, person.id, f"case.{doing.deed}", f"case:{after.number}", now)
    kept = await cases.by_number(db, after.number)
    if kept is None:
        raise LookupError(f"no case {after.number}")
    await case_telling.announce(db, kept, doing, entry.case)
    if doing.deed in FOLLOWED:
        await _let_joined_follow(db, doing, kept.case, entry.case)
    return kept


async def _let_joined_follow(db: AsyncConnection, doing: Doing, main: Case, was: Case) -> None:
    """End what was joined in the same way; what was joined to a withdrawn one goes on."""
    ended = replace(main, holder_id=was.holder_id)
    for joined in await cases.joined_to(db, main.number):
        deed = doing.deed if main.was_ended else Deed.PARTED
        words = doing.words if main.was_ended else None  # why one withdrew is nobody else's
        beside = replace(joined, case=beside_main(joined.case, main))
        after = follow(beside.case, ended, main.moved_at)
        await keep(db, replace(doing, deed=deed, words=words), beside, after)


async def done_words(db: AsyncConnection, entry: Entry, now: datetime) -> Text:
    """Say that a deed is kept, who has the case now, and that the asker is told."""
    case = entry.case
    if not case.is_going_on:
        return Text("✅ {case} is closed. The asker is told.", case=case_cards.title(entry))
    if case.holder_id is not None:
        return Text("✅ {case}: the asker is told.", case=case_cards.title(entry))
    return Text(
        "✅ {case} is with the {office} now: {names}. The asker is told.",
        case=case_cards.title(entry),
        office=case_cards.office(case.rung),
        names=case_cards.listed(await case_letters.office(db, case, now)),
    )
