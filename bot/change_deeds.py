"""Proposing changes and making accepted ones hold, within one turn or sweep."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_fields
from domain.changes import MEMBER, OPEN, Change, State, Wanted, same
from domain.households import corrected
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.reviews import propose as new_change
from domain.reviews import propose_again, withdraw
from storage import audit, changes, files, households
from storage.households import Known
from storage.ids import new_id

TOO_LATE = Text("Somebody else was quicker. Please see the newest card.")


async def propose(
    db: AsyncConnection,
    person: Person,
    household_id: int,
    wanted: Iterable[Wanted],
    now: datetime,
) -> list[Change]:
    """Propose what differs from the record; returns what was moved.

    One's own open proposal about the same field is replaced, or taken back where the record says
    so already; what waits there already is nothing new. Somebody else's is not touched: both are
    contested. The caller lets the reviewers know: `change_letters.show`.
    """
    known = await households.by_id(db, household_id)
    if known is None:
        return []
    made = []
    for each in wanted:
        if change := await _propose(db, person, known, each, now):
            await _note(db, change)
            made.append(change)
    return made


async def _propose(
    db: AsyncConnection, person: Person, known: Known, wanted: Wanted, now: datetime
) -> Change | None:
    own = await _own(db, person.id, known.id, wanted)
    if same(wanted.new, await change_fields.current(db, known, wanted)):
        back = withdraw(own, person.id, now) if own else None
        return back if back and await changes.move(db, back) else None
    if own and own.state is State.WAITING and same(own.new, wanted.new):
        return None
    again = propose_again(own, wanted, person.id, now) if own else None
    if again and await changes.move(db, again):
        return again
    change = new_change(new_id(), known.id, wanted, person.id, now)
    await changes.propose(db, change)
    return change


async def _own(
    db: AsyncConnection, person_id: int, household_id: int, wanted: Wanted
) -> Change | None:
    """Find what somebody proposed about a field and nobody has decided."""
    for change in await changes.in_states(db, household_id, OPEN):
        if change.spot == wanted.spot and change.person_id == person_id:
            return change
    return None


async def keep(db: AsyncConnection, moved: Sequence[Change]) -> None:
    """Keep what a deed made of changes.

    Raises:
        Refusal: one of them was moved by somebody else, so none of this turn holds.
    """
    if not await changes.move_all(db, moved):
        raise Refusal(TOO_LATE.msgid)
    for change in moved:
        await _note(db, change)


async def _note(db: AsyncConnection, change: Change) -> None:
    """Say who did it, and let the photos of its evidence belong to it."""
    await files.link(db, change.files, f"change:{change.id}")
    last = change.steps[-1]
    await audit.write(db, last.person_id, f"change.{last.deed}", f"change:{change.id}", last.at)


async def apply(
    db: AsyncConnection, known: Known, accepted: Sequence[Change], now: datetime
) -> None:
    """Let the record say what was accepted.

    Raises:
        Refusal: the record changed at this moment, or a member it is about has left.
    """
    plain = [it for it in accepted if change_fields.special_of(it.field) is None]
    for change in accepted:
        if special := change_fields.special_of(change.field):
            await special.apply(db, change, now)
    facts = {it.field: it.new for it in plain if not it.member_number}
    members = _of_members(known, plain)
    if any(it.field == MEMBER for it in plain) and "size" in known.household.facts:
        facts.setdefault("size", len(corrected(known.members, members)))
    if (facts or members) and not await households.correct(
        db, known.id, known.version, facts, members
    ):
        raise Refusal(TOO_LATE.msgid)


def _of_members(known: Known, plain: Sequence[Change]) -> dict[str, dict[str, Any] | None]:
    """Gather what changes of each member; whoever leaves has no facts any more."""
    there = {it.number for it in known.members}
    found: dict[str, dict[str, Any]] = {}
    gone: list[str] = []
    for change in (it for it in plain if it.member_number):
        number = change.member_number
        if change.field != MEMBER:
            if number not in there:
                raise Refusal("This person is not in the household's record any more.")
            found.setdefault(number, {})[change.field] = change.new
        elif "name" in change.new:
            found.setdefault(number, {}).update(_joining(change.new))
        else:
            gone.append(number)
    return found | dict.fromkeys(gone)


def _joining(new: dict[str, Any]) -> dict[str, Any]:
    return {name: it for name, it in new.items() if name != "reason"}
