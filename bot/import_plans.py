"""From a file to a plan: what its sender may import, what is known, and what its rows say."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import officers
from domain.batches import areas_of, may_enrol, may_enrol_all
from domain.people import Person, Role
from domain.refusals import Text
from imports import areas, pairings, people, reader
from imports.cells import SheetRow
from imports.checked import Families, name_of
from imports.kinds import kinds_of
from imports.limits import MEGABYTE, Limits
from imports.plan import PIECE, Kind, Mistake, Plan
from imports.questions import Question
from imports.reader import Source
from storage import areas as known_areas
from storage import people as accounts
from storage import rules
from storage.database import Database
from storage.imported import Beside
from storage.imports import known_for_pairings

LIMITS = Limits(max_bytes=20 * MEGABYTE)
"""Files that come by chat; Telegram gives bots no larger ones."""
Parse = Callable[[Iterable[SheetRow]], Plan[Any]]
Understood = Plan[Any] | Families
SCATTERED = ""
"""How a file was checked whose households are not told before its end."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whose file it is; without a person it is the operator's, who may everything."""

    person: Person | None = None

    @property
    def within(self) -> tuple[str, ...]:
        """Name the areas whose households may be in the file."""
        return ("",) if self.person is None else areas_of(self.person)

    @property
    def may_enrol_anybody(self) -> bool:
        """Tell whether every account is the sender's to change."""
        return self.person is None or Role.ADMIN in self.person.roles

    def may_enrol(self, *duty: Any) -> bool:
        """Tell whether the sender may give a role in an area."""
        return self.person is None or may_enrol(self.person, *duty)


async def guessed(source: Source) -> tuple[Kind, ...]:
    """Name the kinds of table a file may be; blocks nobody.

    Raises:
        Unreadable: whatever is wrong with the file.
    """
    return await asyncio.to_thread(_guessed, source)


def _guessed(source: Source) -> tuple[Kind, ...]:
    with closing(reader.stream(source)) as rows:
        return kinds_of(rows)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A table that was sent, what it is, and by whom."""

    kind: Kind
    source: Source
    sender: Sender
    today: date

    @property
    def limits(self) -> Limits:
        """Tell how large it may be."""
        return LIMITS if self.sender.person else Limits()


@asynccontextmanager
async def understood(
    database: Database, sent: Sent, checked_as: str | None = None
) -> AsyncIterator[Understood]:
    """Read a file against what is known; `pieces_of` gives its records.

    Of households the first are given while others are being read, unless the file was checked
    as something else before (`checked_as`; empty where it has to be read whole).

    Raises:
        Unreadable: whatever is wrong with the file.
    """
    async with database.read() as db:
        begin = await _beginning(db, sent, checked_as)
    found = await asyncio.to_thread(begin)
    try:
        yield found
    finally:
        await asyncio.to_thread(found.close)


async def pieces_of(found: Understood) -> AsyncIterator[Sequence[Any]]:
    """Give the records piece by piece, as long as there is no mistake; threads wait for them.

    Raises:
        Unreadable: whatever is wrong with the file.
        Scattered: what was given was not right; it has to be read whole.
    """
    pieces = found.pieces()
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


async def _beginning(
    db: AsyncConnection, sent: Sent, checked_as: str | None
) -> Callable[[], Understood]:
    """Load what a file is checked against; what is returned begins to read it."""
    if sent.kind is not Kind.HOUSEHOLDS:
        return partial(_parsed, await _parser(db, sent), sent)
    there = await known_areas.by_codes(db, await known_areas.codes(db))
    question = Question.about(there.values(), sent.sender.within, PIECE)
    if checked_as not in {None, name_of(question)}:
        question = replace(question, is_patient=True)
    return partial(Families, sent.source, sent.limits, question)


def _parsed(parse: Parse, sent: Sent) -> Plan[Any]:
    with closing(reader.stream(sent.source, sent.limits)) as rows:
        return parse(rows)


async def _parser(db: AsyncConnection, sent: Sent) -> Parse:
    if sent.kind is Kind.PAIRINGS:
        limit = (await rules.pairings_on(db, sent.today)).households_per_helper
        known = await known_for_pairings(db, sent.sender.within, limit)
        return partial(pairings.parse, known=known)
    codes = await known_areas.codes(db)
    if sent.kind is Kind.AREAS:
        return partial(areas.parse, known_codes=codes)
    return partial(people.parse, area_codes=codes, may_enrol=sent.sender.may_enrol)


async def objections(
    db: AsyncConnection, kind: Kind, besides: Sequence[Beside], sender: Sender
) -> list[Mistake]:
    """Note records that are known and not the sender's to change."""
    found = []
    for it in besides if sender.person else ():
        if kind is Kind.HOUSEHOLDS and it.before is not None:
            if not it.before.household.area_code.startswith(sender.within):
                found.append(_objection(it, "户编号", _TAKEN, it.name))
        elif kind is Kind.PEOPLE and it.is_changed and not await _answers(db, sender, it):
            found.append(_objection(it, "手机号", _NOT_YOURS, it.name))
    return found


async def _answers(db: AsyncConnection, sender: Sender, it: Beside) -> bool:
    """Tell whether an account is the sender's to change: all its roles, and where it works."""
    assert sender.person is not None  # noqa: S101 - the operator is not asked
    duties = [(duty.role, duty.area_code) for duty in it.before.duties]
    if not may_enrol_all(sender.person, duties):
        return False
    account = await accounts.by_id(db, int(it.subject.partition(":")[2]))
    places = await officers.areas_of(db, account)
    is_mine = any(place.startswith(sender.within) for place in places) if sender.within else False
    return not places or is_mine or sender.may_enrol_anybody


def _objection(it: Beside, column: str, reason: Text, value: str) -> Mistake:
    return Mistake(
        row=it.row, column=column, value=value, reason=reason,
        remedy=Text("Leave this row to the officer above you."),
    )  # fmt: skip


_TAKEN = Text("A household of another area has this number.")
_NOT_YOURS = Text("This account is not yours to change.")
